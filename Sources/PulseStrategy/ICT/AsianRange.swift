import PulseCore

/// The high and low between two hours of the UTC day, where the market rests before London.
package struct AsianRange: Sendable {
    private let start: Int64
    private let end: Int64
    private let length: Int64
    /// The present day's part, in milliseconds since the epoch.
    private var from = Int64.max
    private var until = Int64.max
    private var nextDay = Int64.min
    /// Time of the range that candles cover.
    private var covered: Int64 = 0
    package private(set) var high = -Double.infinity
    package private(set) var low = Double.infinity

    /// Hours of the UTC day, `start` before `end`, and the length of a candle.
    package init(start: Int, end: Int, timeframe: Timeframe) {
        self.start = Int64(start) * 3_600_000
        self.end = Int64(end) * 3_600_000
        length = timeframe.milliseconds
    }

    package var size: Double { high - low }

    /// Takes the next candle; true if it is the first one of a day.
    @inline(__always)
    package mutating func advance(openTime: Int64, high newHigh: Double, low newLow: Double) -> Bool {
        let isNewDay = openTime >= nextDay
        if isNewDay { begin(openTime) }
        if openTime >= from, openTime + length <= until {
            high = max(high, newHigh)
            low = min(low, newLow)
            covered += length
        }
        return isNewDay
    }

    /// Whether the range is over for a candle that opens at this instant, and was seen for half of its time at least.
    @inline(__always)
    package func isComplete(at openTime: Int64) -> Bool { openTime >= until && 2 * covered >= end - start }

    private mutating func begin(_ openTime: Int64) {
        let day = openTime.floored(toMultipleOf: Timestamp.day)
        nextDay = day + Timestamp.day
        from = day + start
        until = day + end
        covered = 0
        high = -.infinity
        low = .infinity
    }
}
