/// A table of aligned columns that fits into the width of a style: columns that can be missed are left out, and the last one is cut.
struct AlignedTable {
    struct Column {
        var title: String
        /// Numbers stand at the right.
        var isNumber = true
        /// Columns with higher numbers are left out first where not all fit; 0 is never left out.
        var rank = 0
    }

    struct Cell {
        var text: String
        var ink: TextStyle.Ink?

        init(_ text: String, _ ink: TextStyle.Ink? = nil) {
            self.text = text
            self.ink = ink
        }
    }

    var columns: [Column]
    /// As many cells each as there are columns.
    var rows: [[Cell]] = []

    /// The least width to which the last column is cut before others are left out.
    private static let leastText = 20

    /// A heading and one line a row.
    func lines(_ style: TextStyle, indent: Int = 2) -> [String] {
        let widths = columns.indices.map { column in
            max(columns[column].title.count, rows.map { $0[column].text.count }.max() ?? 0)
        }
        var shown = Array(columns.indices)
        while needed(shown, widths) > style.width - indent,
            let least = shown.max(by: { (columns[$0].rank, $0) < (columns[$1].rank, $1) }), columns[least].rank > 0
        {
            shown.removeAll { $0 == least }
        }
        let heading = columns.map { Cell($0.title, .dim) }
        return ([heading] + rows).map { line($0, shown, widths, style, indent) }
    }

    private func needed(_ shown: [Int], _ widths: [Int]) -> Int {
        let sum = shown.reduce(0) { $0 + widths[$1] + 2 } - 2
        guard let last = shown.last, !columns[last].isNumber else { return sum }
        return sum - widths[last] + min(widths[last], Self.leastText)
    }

    private func line(_ cells: [Cell], _ shown: [Int], _ widths: [Int], _ style: TextStyle, _ indent: Int) -> String {
        var text = String(repeating: " ", count: indent)
        var used = indent
        for (position, column) in shown.enumerated() {
            if position > 0 {
                text += "  "
                used += 2
            }
            let cell = cells[column]
            let isLast = position == shown.count - 1
            if columns[column].isNumber {
                text += style.ink(TextStyle.right(cell.text, widths[column]), cell.ink)
            } else if isLast {
                text += style.ink(style.cut(cell.text, to: max(4, style.width - used)), cell.ink)
            } else {
                text += style.ink(TextStyle.left(cell.text, widths[column]), cell.ink)
            }
            used += widths[column]
        }
        return text
    }
}
