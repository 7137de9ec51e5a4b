import PulseCore

/// Reads an equity curve from anywhere: CSV with header `time,equity`, rows ascending by time.
public enum EquityFile {
    /// Times in milliseconds and values, or every fault found (at most twenty) with file and line.
    public static func parse(_ bytes: [UInt8], file: String) throws(PulseError) -> (times: [Int64], equity: [Double]) {
        var lines = LineReader(bytes: bytes)
        let hint = "the first line must be time,equity"
        guard let header = lines.next() else { throw PulseError(.badData, "the file is empty", at: SourceLocation(file: file), hint: hint) }
        let names = header.text.split(separator: ",", omittingEmptySubsequences: false).map { LineReader.trimmed($0).lowercased() }
        guard let timeColumn = names.firstIndex(of: "time"), let equityColumn = names.firstIndex(of: "equity") else {
            throw PulseError(.badData, "the columns 'time' and 'equity' are needed", at: SourceLocation(file: file, line: 1), hint: hint)
        }
        var times: [Int64] = []
        var equity: [Double] = []
        var faults: [Diagnostic] = []
        while let line = lines.next(), faults.count < SignalFile.maximumFaults {
            guard !line.text.isEmpty else { continue }
            let fields = line.text.split(separator: ",", omittingEmptySubsequences: false).map { LineReader.trimmed($0) }
            let place = SourceLocation(file: file, line: line.number)
            guard fields.count == names.count else {
                faults.append(Diagnostic("\(fields.count) fields where the header has \(names.count)", at: place))
                continue
            }
            guard let time = Timestamp(String(fields[timeColumn])), Timestamp.plausible.contains(time) else {
                faults.append(
                    Diagnostic("'\(fields[timeColumn])' is not a time", at: place, hint: "write 2024-01-31T12:00:00Z or milliseconds"))
                continue
            }
            guard let value = Double(fields[equityColumn]), value.isFinite else {
                faults.append(Diagnostic("'\(fields[equityColumn])' is not a number", at: place))
                continue
            }
            if let last = times.last, time.milliseconds <= last {
                faults.append(
                    Diagnostic("time \(time) is not after the row above", at: place, hint: "sort the file by time, one row a time"))
                continue
            }
            times.append(time.milliseconds)
            equity.append(value)
        }
        guard faults.isEmpty else { throw PulseError(.badData, faults) }
        guard !times.isEmpty else { throw PulseError(.badData, "there are no rows", at: SourceLocation(file: file)) }
        return (times, equity)
    }
}
