/// Wilder's average true range, a candle at a time: the mean of the first `period` true ranges, then 1/period of each new one. NaN before.
package struct WilderRange: Sendable {
    private let period: Int
    private var count = 0
    private var average = 0.0
    private var previousClose = Double.nan

    package init(period: Int) {
        self.period = period
    }

    package mutating func advance(high: Double, low: Double, close: Double) -> Double {
        // The first candle has no close before it: its own range.
        let above = count == 0 ? high : max(high, previousClose)
        let below = count == 0 ? low : min(low, previousClose)
        let trueRange = above - below
        previousClose = close
        count = min(count + 1, period + 1)
        if count <= period {
            average += trueRange
            if count < period { return .nan }
            average /= Double(period)
        } else {
            average = (average * Double(period - 1) + trueRange) / Double(period)
        }
        return average
    }
}
