/// A part of the screen that can be given more or fewer lines.
struct ScreenPanel {
    /// Lines below which it is not shown at all, and beyond which it has nothing to say.
    var minimum: Int
    var wanted: Int
    /// Whether it is shown only where the others have all they want.
    var isFiller = false
    /// Makes lines of a width, at most so many.
    var lines: (_ width: Int, _ height: Int) -> [ScreenLine]

    init(minimum: Int, wanted: Int, isFiller: Bool = false, lines: @escaping (_ width: Int, _ height: Int) -> [ScreenLine]) {
        self.minimum = min(minimum, wanted)
        self.wanted = wanted
        self.isFiller = isFiller
        self.lines = lines
    }

    /// A table with at least so many rows, where it has them.
    init(_ table: ScreenTable, rows: Int) {
        self.init(minimum: 1 + rows, wanted: table.wantedHeight) { table.lines(width: $0, height: $1) }
    }
}
