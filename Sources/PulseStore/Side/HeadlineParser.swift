import PulseCore

/// Reads news as CSV: `time,source,headline[,score][,confidence][,impact][,instrument]`, the columns in any order.
package struct HeadlineParser: SideRowParser {
    private var cells: LineCells
    private let count: Int
    private let time: Int
    private let source: Int?
    private let headline: Int?
    private let score: Int?
    private let confidence: Int?
    private let impact: Int?
    private let instrument: Int?
    private let options: SideOptions

    /// Nil where the header lacks a time, or both headline and score.
    package init?(_ header: SideHeader, _ options: SideOptions) {
        guard let time = header.column(SideHeader.timeNames) else { return nil }
        self.time = time
        headline = header.column(SideHeader.headlineNames)
        score = header.column(["score", "sentiment", "value"])
        guard headline != nil || score != nil else { return nil }
        source = header.column(["source", "publisher", "site"])
        confidence = header.column(["confidence"])
        impact = header.column(["impact", "weight"])
        instrument = header.column(["instrument", "symbol"])
        count = header.names.count
        cells = LineCells(separator: header.separator)
        self.options = options
    }

    package mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard cells.split(line) else { return "a quote is not closed" }
        guard cells.count == count else { return "the row does not have \(count) columns" }
        guard let published = cells.time(time, options.timeFormat) else { return "column \(time + 1) is no time" }
        var row = HeadlineRow(time: published)
        func number(_ column: Int?) -> Double?? {
            guard let column, !cells.isEmpty(column) else { return .some(nil) }
            return cells.number(column).map { .some($0) }
        }
        guard let score = number(score), let confidence = number(confidence), let impact = number(impact) else {
            return "score, confidence or impact is no number"
        }
        row.score = score
        row.confidence = confidence
        row.impact = impact
        row.headline = headline.map { cells.text($0) } ?? ""
        row.source = source.map { cells.text($0) } ?? ""
        row.instrument = instrument.map { cells.text($0) } ?? ""
        switch row.row(options) {
        case .success(let found): rows.append(found)
        case .failure(let fault): return fault.reason
        }
        return nil
    }
}
