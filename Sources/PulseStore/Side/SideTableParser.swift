import PulseCore

/// Reads any side series as CSV: `time,value`, if wanted with `known_at` and `weight`, the columns in any order.
package struct SideTableParser: SideRowParser {
    private var cells: LineCells
    private let count: Int
    private let kind: SideKind
    private let time: Int
    private let value: Int
    private let knownAt: Int?
    private let weight: Int?
    private let options: SideOptions

    /// The columns by their names in the header; without a header the first is the time and the second the value. Nil where one is missing.
    package init?(_ header: SideHeader, _ kind: SideKind, _ options: SideOptions) {
        if header.isHeader {
            guard let time = header.column(SideHeader.timeNames),
                let value = header.column(SideHeader.valueNames + [kind.name.lowercased()])
            else { return nil }
            self.time = time
            self.value = value
        } else {
            guard header.names.count >= 2 else { return nil }
            time = 0
            value = 1
        }
        knownAt = header.column(["knownat", "known"])
        weight = header.column(["weight"])
        count = header.names.count
        cells = LineCells(separator: header.separator)
        self.kind = kind
        self.options = options
    }

    package mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard cells.split(line) else { return "a quote is not closed" }
        guard cells.count == count else { return "the row does not have \(count) columns" }
        guard let event = cells.time(time, options.timeFormat) else { return "column \(time + 1) is no time" }
        guard let number = cells.number(value) else { return "column \(value + 1) is no number" }
        var known = event
        if let knownAt {
            guard let time = cells.time(knownAt, options.timeFormat) else { return "column \(knownAt + 1) is no time" }
            known = time
        }
        var share = 1.0
        if let weight {
            guard let number = cells.number(weight) else { return "column \(weight + 1) is no number" }
            share = number
        }
        rows.append(
            SideRow(
                options.instrument, kind,
                SideObservation(
                    eventTime: event, knownAt: known.advanced(byMilliseconds: options.knownDelay), value: number, weight: share)))
        return nil
    }
}
