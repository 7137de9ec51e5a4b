import PulseCore

/// Figures of the REST interface as rows of the archive's `metrics` files.
enum MetricsText {
    /// One row a time, ascending; cells that are not known are empty, as they are in the archive.
    static func rows(
        _ symbol: String, _ interest: [(time: Timestamp, value: Double)], _ ratios: [(time: Timestamp, value: Double)]
    ) -> String {
        var cells: [Timestamp: (interest: Double?, ratio: Double?)] = [:]
        for (time, value) in interest { cells[time, default: (nil, nil)].interest = value }
        for (time, value) in ratios { cells[time, default: (nil, nil)].ratio = value }
        func plain(_ value: Double?) -> String {
            guard let value else { return "" }
            var bytes: [UInt8] = []
            PlainDecimal.append(value, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        return cells.keys.sorted().map { time in
            let entry = cells[time]
            let clock = time.description.dropFirst(11).prefix(8)
            return "\(time.dateDescription) \(clock),\(symbol),\(plain(entry?.interest)),,,,\(plain(entry?.ratio)),\n"
        }.joined()
    }
}
