/// The average true range of days: Wilder's over 14, and until there are 14, the mean of those there are (three at least), since a head
/// that had to wait two weeks for it would be silent through a short backtest.
package struct DailyRange: Sendable {
    static let period = 14
    static let minimumCount = 3

    private var count = 0
    private var average = 0.0
    private var previousClose = Double.nan

    package init() {}

    /// NaN before the third day.
    package var value: Double { count < Self.minimumCount ? .nan : average }

    package mutating func advance(high: Double, low: Double, close: Double) {
        // The first day has no close before it: its own range.
        let trueRange = count == 0 ? high - low : max(high, previousClose) - min(low, previousClose)
        previousClose = close
        count = min(count + 1, Self.period)
        average += (trueRange - average) / Double(count)
    }
}
