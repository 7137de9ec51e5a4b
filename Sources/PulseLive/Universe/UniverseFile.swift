import PulseCore

/// Reads volumes of past days, which universes of those days are chosen from: CSV with the header `day,instrument,quote_volume`.
public enum UniverseFile {
    /// The most rows of a file (P9), and the most faults that are listed.
    public static let maximumRows = 2_000_000
    static let maximumFaults = 20

    /// One row.
    public struct Row: Hashable, Sendable {
        public var id: InstrumentID
        public var quoteVolume: Double
    }

    /// The rows by day, ascending, each in the order of the file; or every fault with file and line, as `PulseError(.badData)`.
    public static func parse(_ text: String, file: String) throws(PulseError) -> [(day: CivilDate, rows: [Row])] {
        var days: [Int: [Row]] = [:]
        var faults: [Diagnostic] = []
        var seen: Set<String> = []
        var count = 0
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0.filter { !$0.isWhitespace }) }
            let place = SourceLocation(file: file, line: index + 1)
            if index == 0 {
                guard fields.map({ $0.lowercased().drop { $0 == "\u{FEFF}" } }) == ["day", "instrument", "quote_volume"] else {
                    throw PulseError(.badData, "the first line must be day,instrument,quote_volume", at: place)
                }
                continue
            }
            if fields == [""] { continue }
            guard faults.count < maximumFaults else { break }
            switch row(fields) {
            case .success(let (day, row)):
                if !seen.insert("\(day) \(row.id)").inserted {
                    faults.append(Diagnostic("\(row.id) occurs twice on this day", at: place))
                }
                days[day, default: []].append(row)
                count += 1
            case .failure(let fault): faults.append(Diagnostic(fault.message, at: place))
            }
            guard count <= maximumRows else { throw PulseError(.badData, "more than \(maximumRows) rows", at: place) }
        }
        guard faults.isEmpty else { throw PulseError(.badData, faults) }
        guard !days.isEmpty else { throw PulseError(.badData, "there are no rows", at: SourceLocation(file: file)) }
        return days.sorted { $0.key < $1.key }.map { (CivilDate(daysSinceEpoch: $0.key), $0.value) }
    }

    private struct Fault: Error {
        var message: String
    }

    private static func row(_ fields: [String]) -> Result<(day: Int, row: Row), Fault> {
        guard fields.count == 3 else { return .failure(Fault(message: "\(fields.count) fields instead of 3")) }
        guard fields[0].utf8.count == 10, let time = Timestamp(fields[0]), Timestamp.plausible.contains(time) else {
            return .failure(Fault(message: "'\(fields[0])' is not a day such as 2025-03-01"))
        }
        guard let id = InstrumentID(fields[1]) else {
            return .failure(Fault(message: "'\(fields[1])' is not an instrument such as binance-um:BTCUSDT"))
        }
        guard let volume = Double(fields[2]), volume.isFinite, volume >= 0 else {
            return .failure(Fault(message: "'\(fields[2])' is not a volume"))
        }
        return .success((CivilDate(time).daysSinceEpoch, Row(id: id, quoteVolume: volume)))
    }
}
