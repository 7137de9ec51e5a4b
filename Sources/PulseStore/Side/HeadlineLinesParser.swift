import Foundation
import PulseCore

/// Reads news as JSON lines: one object a line with the keys `time`, `source`, `headline`, and if they are known `score`, `confidence`,
/// `impact`, `instrument`.
package struct HeadlineLinesParser: SideRowParser {
    private let options: SideOptions

    package init(_ options: SideOptions) {
        self.options = options
    }

    package mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return "is no JSON object" }
        func text(_ keys: [String]) -> String { keys.lazy.compactMap { object[$0] as? String }.first ?? "" }
        var row = HeadlineRow()
        row.time = SideHeader.timeNames.lazy.compactMap { object[$0] }.first.flatMap { JSONValue.time($0, options.timeFormat) }
        guard row.time != nil else { return "there is no time" }
        row.headline = text(SideHeader.headlineNames)
        row.source = text(["source", "publisher", "site"])
        row.instrument = text(["instrument", "symbol"])
        for (key, path) in [("score", \HeadlineRow.score), ("confidence", \.confidence), ("impact", \.impact)] {
            guard let value = object[key], !(value is NSNull) else { continue }
            guard let number = JSONValue.number(value) else { return "\(key) is no number" }
            row[keyPath: path] = number
        }
        switch row.row(options) {
        case .success(let found): rows.append(found)
        case .failure(let fault): return fault.reason
        }
        return nil
    }
}
