import PulseCore

/// Candles of one instrument in buckets of equal time: first open, highest high, lowest low, last close of each bucket that has candles.
package struct PriceLevel {
    /// Length of a bucket in milliseconds; that of a candle where nothing is joined.
    package let step: Int64
    package private(set) var starts: [Int64] = []
    package private(set) var open: [Double] = []
    package private(set) var high: [Double] = []
    package private(set) var low: [Double] = []
    package private(set) var close: [Double] = []

    package var count: Int { starts.count }

    /// Joins the candles of `range`; buckets start on multiples of `step` since the epoch.
    package init(_ candles: CandleColumns, _ range: Range<Int>, step: Int64) {
        self.step = step
        for index in range {
            let start = candles.openTime[index].floored(toMultipleOf: step)
            if let last = starts.indices.last, starts[last] == start {
                high[last] = max(high[last], candles.high[index])
                low[last] = min(low[last], candles.low[index])
                close[last] = candles.close[index]
            } else {
                starts.append(start)
                open.append(candles.open[index])
                high.append(candles.high[index])
                low.append(candles.low[index])
                close.append(candles.close[index])
            }
        }
    }

    /// The shortest even multiple of a timeframe at which a span makes at most `limit` buckets.
    package static func step(for span: Int64, timeframe: Timeframe, limit: Int) -> Int64 {
        let candles = span / timeframe.milliseconds + 1
        let multiples: [Int64] = [
            1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 36, 48, 60, 72, 96, 120, 144, 180, 240, 288, 360, 480, 720, 1_440, 2_880, 7_200,
            14_400, 28_800, 43_200,
        ]
        let least = (candles + Int64(limit) - 1) / Int64(max(limit, 1))
        // Weeks open on Mondays, which are not on multiples of a week since the epoch: they are kept as they are.
        if timeframe == .w1, least <= 1 { return Timestamp.day }
        return timeframe.milliseconds * (multiples.first { $0 >= least } ?? least)
    }
}
