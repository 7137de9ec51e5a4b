import PulseCore

/// Builds the candles of a higher timeframe from closed candles of the decision timeframe, and hands each over at the close that
/// completes it, never before.
///
/// A bucket is complete with its last candle; if that one never came, with the first candle of a later bucket. The very first bucket is
/// left out unless its beginning was seen.
package struct HigherCandle: Sendable {
    package private(set) var open = 0.0
    package private(set) var high = 0.0
    package private(set) var low = 0.0
    package private(set) var close = 0.0

    private let timeframe: Timeframe
    private let base: Int64
    private var end = Int64.min
    private var isOpen = false
    private var isWhole = false

    package init(timeframe: Timeframe, base: Timeframe) {
        self.timeframe = timeframe
        self.base = base.milliseconds
    }

    /// Whether a candle that opens at `time` shows that the bucket in progress is over. The candle itself is not in it.
    ///
    /// To be asked before `add`; afterwards the bucket is closed.
    @inline(__always)
    package mutating func isEnded(by time: Int64) -> Bool {
        guard isOpen, time >= end else { return false }
        isOpen = false
        return isWhole
    }

    /// Adds a candle; true if it completes its bucket.
    @inline(__always)
    package mutating func add(time: Int64, open newOpen: Double, high newHigh: Double, low newLow: Double, close newClose: Double) -> Bool {
        if isOpen {
            high = max(high, newHigh)
            low = min(low, newLow)
        } else {
            let start = timeframe.floor(Timestamp(milliseconds: time)).milliseconds
            isWhole = start == time || end != .min
            end = start + timeframe.milliseconds
            isOpen = true
            open = newOpen
            high = newHigh
            low = newLow
        }
        close = newClose
        guard time + base >= end else { return false }
        isOpen = false
        return isWhole
    }

    /// Adds the candles of a block from a position on, as long as they lie inside the bucket in progress and do not complete it; the
    /// position of the first that was not added.
    @inline(__always)
    package mutating func addInside(_ candles: CandleBlock, from first: Int) -> Int {
        guard isOpen else { return first }
        var position = first
        var (highest, lowest) = (high, low)
        while position < candles.count, candles.openTime[position] + base < end {
            highest = max(highest, candles.high[position])
            lowest = min(lowest, candles.low[position])
            position += 1
        }
        (high, low) = (highest, lowest)
        if position > first { close = candles.close[position - 1] }
        return position
    }
}
