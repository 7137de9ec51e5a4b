import PulseCore

/// Reads a user's signals from CSV: header `time,instrument,direction[,size][,stop][,targets]`, columns in any order, rows ascending by time.
///
/// `time` is ISO 8601 in UTC or milliseconds (microseconds) since the epoch; an inclusive close time as Binance writes it (..999 ms) counts
/// as the next millisecond.
/// `targets` are up to four prices separated by `;`, each with an optional share of the position: `101:0.5;103:0.5`.
public enum SignalFile {
    /// The largest file that is read, in bytes, and the largest number of faults that are listed.
    public static let maximumBytes = 1 << 30
    static let maximumFaults = 20

    /// All rows, or every fault found (at most twenty) with file and line.
    public static func parse(_ bytes: [UInt8], file: String) throws(PulseError) -> [SignalRow] {
        guard bytes.count <= maximumBytes else {
            throw PulseError(.badData, "the file is larger than \(maximumBytes) bytes", at: SourceLocation(file: file))
        }
        var lines = LineReader(bytes: bytes)
        guard let header = lines.next() else {
            throw PulseError(
                .badData, "the file is empty", at: SourceLocation(file: file),
                hint: "the first line must be time,instrument,direction[,size][,stop][,targets]")
        }
        let columns = try Columns(header.text, file: file)
        var rows: [SignalRow] = []
        var faults: [Diagnostic] = []
        while let line = lines.next() {
            guard !line.text.isEmpty else { continue }
            switch columns.row(line.text) {
            case .success(let row):
                if let last = rows.last, row.time < last.time {
                    faults.append(
                        Diagnostic(
                            "time \(row.time) comes before the row above (\(last.time))",
                            at: SourceLocation(file: file, line: line.number), hint: "sort the file by time"))
                } else {
                    rows.append(row)
                }
            case .failure(let fault):
                faults.append(Diagnostic(fault.message, at: SourceLocation(file: file, line: line.number), hint: fault.hint))
            }
            if faults.count >= maximumFaults { break }
        }
        guard faults.isEmpty else { throw PulseError(.badData, faults) }
        return rows
    }
}

extension SignalFile {
    struct Fault: Error {
        var message: String
        var hint: String?
    }

    /// Where each field stands.
    struct Columns {
        private var time = 0
        private var instrument = 0
        private var direction = 0
        private var size: Int?
        private var stop: Int?
        private var targets: Int?
        private let count: Int

        init(_ header: Substring, file: String) throws(PulseError) {
            let names = header.split(separator: ",", omittingEmptySubsequences: false).map { String(LineReader.trimmed($0)).lowercased() }
            count = names.count
            let known = ["time", "instrument", "direction", "size", "stop", "targets"]
            for name in names where !known.contains(name) {
                throw PulseError(
                    .badData, "unknown column '\(name)'", at: SourceLocation(file: file, line: 1),
                    hint: NearestName.of(name, among: known).map { "did you mean '\($0)'?" }
                        ?? "columns are \(known.joined(separator: ","))")
            }
            func required(_ name: String) throws(PulseError) -> Int {
                guard let index = names.firstIndex(of: name) else {
                    throw PulseError(
                        .badData, "the column '\(name)' is missing", at: SourceLocation(file: file, line: 1),
                        hint: "the first line must be time,instrument,direction[,size][,stop][,targets]")
                }
                return index
            }
            time = try required("time")
            instrument = try required("instrument")
            direction = try required("direction")
            size = names.firstIndex(of: "size")
            stop = names.firstIndex(of: "stop")
            targets = names.firstIndex(of: "targets")
        }

        func row(_ text: Substring) -> Result<SignalRow, Fault> {
            let fields = text.split(separator: ",", omittingEmptySubsequences: false).map { LineReader.trimmed($0) }
            guard fields.count == count else {
                return .failure(Fault(message: "\(fields.count) fields where the header has \(count)"))
            }
            guard let known = Timestamp(String(fields[time])), Timestamp.plausible.contains(known) else {
                return .failure(
                    Fault(message: "'\(fields[time])' is not a time", hint: "write 2024-01-31T12:00:00Z or milliseconds since 1970"))
            }
            guard let id = InstrumentID(String(fields[instrument])) else {
                return .failure(Fault(message: "'\(fields[instrument])' is not an instrument", hint: "write venue:SYMBOL"))
            }
            guard let side = Direction(name: String(fields[direction])) else {
                return .failure(Fault(message: "direction must be long, short or flat, not '\(fields[direction])'"))
            }
            let instant = known.milliseconds % 1_000 == 999 ? known.advanced(byMilliseconds: 1) : known
            var row = SignalRow(time: instant, instrument: id, direction: side)
            do {
                row.size = try positive(size, "size", in: fields)
                row.stop = try positive(stop, "stop", in: fields)
                if let targets, !fields[targets].isEmpty { row.targets = try Self.targets(fields[targets]) }
            } catch {
                return .failure(error)
            }
            return .success(row)
        }

        private func positive(_ column: Int?, _ name: String, in fields: [Substring]) throws(Fault) -> Double? {
            guard let column, !fields[column].isEmpty else { return nil }
            guard let value = Double(fields[column]), value.isFinite, value > 0 else {
                throw Fault(message: "\(name) must be a positive number, not '\(fields[column])'")
            }
            return value
        }

        private static func targets(_ text: Substring) throws(Fault) -> [Signal.Target] {
            let parts = text.split(separator: ";", omittingEmptySubsequences: false)
            guard parts.count <= 4 else { throw Fault(message: "\(parts.count) targets; there can be at most four") }
            let equal = Score(raw: 1_024 / max(1, parts.count))
            var targets: [Signal.Target] = []
            for part in parts {
                let pair = part.split(separator: ":", omittingEmptySubsequences: false)
                guard let price = Double(LineReader.trimmed(pair[0])), price.isFinite, price > 0, pair.count <= 2 else {
                    throw Fault(message: "'\(part)' is not a target", hint: "write price or price:share, separated by ';'")
                }
                var share = equal
                if pair.count == 2 {
                    guard let value = Double(LineReader.trimmed(pair[1])), value > 0, value <= 1 else {
                        throw Fault(message: "the share of target '\(part)' must lie in 0...1")
                    }
                    share = Score(value)
                }
                targets.append(Signal.Target(price: price, share: share))
            }
            return targets
        }
    }
}
