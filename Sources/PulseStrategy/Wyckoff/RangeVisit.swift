/// The visits to the lower third of a range: how many, how low, and on what volume.
///
/// A visit ends with a close above the middle of the range.
struct RangeVisit: Sendable {
    private(set) var count = 0
    /// The lowest low of the present or latest visit, and of the one before; infinite before there is one.
    private(set) var low = Double.infinity
    private(set) var previousLow = Double.infinity
    private(set) var lowIndex = 0
    private(set) var volumeRatio = 0.0
    private var isAway = true

    @inline(__always)
    mutating func advance(_ candle: WyckoffCandle, edge: Double, height: Double) {
        if candle.low - edge <= height / 3 {
            if isAway {
                isAway = false
                count += 1
                previousLow = low
                low = .infinity
            }
            if candle.low < low {
                low = candle.low
                lowIndex = candle.index
                volumeRatio = candle.volumeRatio
            }
        }
        if candle.close - edge > 0.5 * height { isAway = true }
    }

    /// Whether the present visit stopped above the low of the one before, on little volume, and a candle closes above the high before it.
    @inline(__always)
    func isHigherLow(_ candle: WyckoffCandle) -> Bool {
        count > 1 && !isAway && low > previousLow && volumeRatio < 0.8 && candle.close > candle.previousHigh
    }
}
