/// Names with values in cells of one width, as many in a line as fit.
struct ScreenGrid {
    private static let cell = 18
    private static let gap = 2
    private var cells: [(label: String, value: String, style: ScreenStyle)] = []

    mutating func add(_ label: String, _ value: String, _ style: ScreenStyle = .plain) {
        cells.append((label, value, style))
    }

    /// In as many lines as it takes, at most `height`.
    func lines(width: Int, height: Int) -> [ScreenLine] {
        let columns = max(1, (width + Self.gap) / (Self.cell + Self.gap))
        return stride(from: 0, to: cells.count, by: columns).prefix(max(0, height)).map { start in
            var line = ScreenLine()
            for (place, cell) in cells[start..<min(cells.count, start + columns)].enumerated() {
                if place > 0 { line.append(String(repeating: " ", count: Self.gap)) }
                line.append(cell.label, .faint)
                line.append(DisplayWidth.fitted(cell.value, max(0, Self.cell - cell.label.utf8.count), right: true), cell.style)
            }
            return line.clipped(width)
        }
    }
}
