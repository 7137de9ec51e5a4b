import PulseCore

/// The first line of a CSV file of side series: which column is what.
package struct SideHeader: Sendable {
    package let separator: UInt8
    /// In lower case, letters and digits alone.
    package let names: [String]

    package init(firstLine: String) {
        separator = CandleLayout.separator(of: firstLine)
        names = CandleLayout.cells(of: firstLine, separator: separator).map { cell in
            String(cell.lowercased().filter { $0.isLetter || $0.isNumber })
        }
    }

    /// Whether it names columns at all: a row of data starts with a number.
    package var isHeader: Bool { names.first?.first?.isLetter ?? false }

    /// The first column that has one of the names.
    package func column(_ candidates: [String]) -> Int? {
        candidates.lazy.compactMap { names.firstIndex(of: $0) }.first
    }

    package static let timeNames = [
        "time", "timestamp", "date", "datetime", "published", "publishedat", "publishtime", "createdat", "eventtime",
    ]
    package static let valueNames = ["value", "close", "fngvalue", "index", "rate", "ratio"]
    package static let headlineNames = ["headline", "title", "text"]
}
