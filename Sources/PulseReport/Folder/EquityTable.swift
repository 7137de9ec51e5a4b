import PulseCore

/// `equity.csv`: the equity curve as a step function.
///
/// A row stands where equity or benchmark changed, at the first candle of each UTC day, and at the first and last candle; between two rows
/// both keep their value, so nothing is lost.
enum EquityTable {
    static let header = "time,equity,benchmark"

    /// Whether a candle gets a row.
    @inline(__always)
    static func hasRow(_ index: Int, in series: borrowing EquitySeries) -> Bool {
        if index == 0 || index == series.count - 1 { return true }
        if series.equity[index] != series.equity[index - 1] { return true }
        if !series.benchmark.isEmpty, series.benchmark[index] != series.benchmark[index - 1] { return true }
        return series.times[index].floored(toMultipleOf: Timestamp.day) > series.times[index - 1]
    }

    static func write(_ series: EquitySeries, to sink: any ByteSink) throws {
        var buffer = TextBuffer(sink)
        buffer.plain(Array(header.utf8))
        buffer.endRow()
        let hasBenchmark = !series.benchmark.isEmpty
        for index in 0..<series.count where hasRow(index, in: series) {
            try buffer.beginRow()
            buffer.time(series.times[index])
            buffer.comma()
            buffer.cash(series.equity[index])
            buffer.comma()
            if hasBenchmark { buffer.cash(series.benchmark[index]) }
            buffer.endRow()
        }
        try buffer.finish()
    }
}
