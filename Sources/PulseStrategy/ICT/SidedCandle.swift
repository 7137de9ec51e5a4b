/// A candle as one side sees it: all prices times the side, so that every pattern reads as a bullish one, and what is short is long
/// upside down.
package struct SidedCandle: Sendable {
    package var index: Int
    package var open: Double
    package var high: Double
    package var low: Double
    package var close: Double
    /// Average true range and volume ratio at its close; the same on both sides.
    package var range: Double
    package var volumeRatio: Double

    package init(index: Int, open: Double, high: Double, low: Double, close: Double, range: Double, volumeRatio: Double) {
        self.index = index
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.range = range
        self.volumeRatio = volumeRatio
    }

    /// Before the first candle: nothing compares with it.
    static let none = SidedCandle(index: -1, open: .nan, high: .nan, low: .nan, close: .nan, range: .nan, volumeRatio: .nan)

    /// The same candle as the other side sees it.
    @inline(__always)
    package var mirrored: SidedCandle {
        SidedCandle(index: index, open: -open, high: -low, low: -high, close: -close, range: range, volumeRatio: volumeRatio)
    }

    /// Where the close lies in the candle, from 0 at its low to 1 at its high; half where it has no range.
    @inline(__always)
    var strength: Double { high > low ? (close - low) / (high - low) : 0.5 }

    /// Whether it turned back: a close above the open, in the upper half.
    @inline(__always)
    var isRejection: Bool { close > open && close - low >= high - close }
}

/// A number from 0 to 1: where a value lies between two others.
@inline(__always)
func unitShare(of value: Double, from lower: Double, to upper: Double) -> Double {
    let share = (value - lower) / (upper - lower)
    return share > 0 ? (share < 1 ? share : 1) : 0
}
