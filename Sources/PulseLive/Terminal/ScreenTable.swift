/// A table on the screen. Its first column takes what the others leave; columns that do not fit are left out, the least important first.
/// Widths depend on the room alone and never on the cells, so that nothing jumps when numbers change.
struct ScreenTable {
    struct Column {
        var title: String
        var width: Int
        /// 0 is never left out; of the others the largest goes first.
        var rank: Int
        var isLeft = false
    }

    typealias Cell = (text: String, style: ScreenStyle)

    /// Of the first column.
    var title: String
    var count: Int?
    var firstWidth: ClosedRange<Int>
    var columns: [Column]
    var rows: [[Cell]] = []
    /// Said where there are no rows.
    var empty: String
    /// Whether rows that do not fit are counted in the last line, or left out without a word.
    var countsRest = true

    private static let gap = 2

    init(
        _ title: String, count: Int? = nil, first: ClosedRange<Int> = 14...26, _ columns: [Column], empty: String = "none"
    ) {
        self.title = title
        self.count = count
        firstWidth = first
        self.columns = columns
        self.empty = empty
    }

    /// Lines that it takes to show everything.
    var wantedHeight: Int { 1 + max(1, rows.count) }

    /// At most `height` lines of at most `width` columns.
    func lines(width: Int, height: Int) -> [ScreenLine] {
        guard height > 0 else { return [] }
        let chosen = choose(width)
        let used = chosen.reduce(0) { $0 + columns[$1].width + Self.gap }
        let first = min(firstWidth.upperBound, max(1, width - used))
        var lines = [heading(first, chosen)]
        if rows.isEmpty { lines.append(ScreenLine(empty, .faint)) }
        let room = height - 1
        let isCut = countsRest && rows.count > room
        for row in rows.prefix(isCut ? max(0, room - 1) : room) {
            var line = ScreenLine(DisplayWidth.fitted(DisplayWidth.shown(row[0].text), first), row[0].style)
            for column in chosen {
                let cell = row[column + 1]
                line.append(String(repeating: " ", count: Self.gap))
                let text = DisplayWidth.shown(cell.text)
                line.append(DisplayWidth.fitted(text, columns[column].width, right: !columns[column].isLeft), cell.style)
            }
            lines.append(line)
        }
        if isCut, room > 0 { lines.append(ScreenLine("… \(rows.count - max(0, room - 1)) more", .faint)) }
        return lines.prefix(height).map { $0.clipped(width) }
    }

    private func heading(_ first: Int, _ chosen: [Int]) -> ScreenLine {
        let text = title + (count.map { " \($0)" } ?? "")
        var line = ScreenLine(DisplayWidth.fitted(text, first), .heading)
        for column in chosen {
            line.append(String(repeating: " ", count: Self.gap))
            line.append(DisplayWidth.fitted(columns[column].title, columns[column].width, right: !columns[column].isLeft), .faint)
        }
        return line
    }

    /// Positions of the columns that fit.
    private func choose(_ width: Int) -> [Int] {
        var chosen = Array(columns.indices)
        func used() -> Int { chosen.reduce(firstWidth.lowerBound) { $0 + columns[$1].width + Self.gap } }
        while used() > width, let worst = chosen.filter({ columns[$0].rank > 0 }).max(by: { columns[$0].rank < columns[$1].rank }) {
            chosen.removeAll { $0 == worst }
        }
        return chosen
    }
}
