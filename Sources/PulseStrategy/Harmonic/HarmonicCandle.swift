/// A candle with what is known of the market at its close.
struct HarmonicCandle {
    var index: Int
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    var previousHigh: Double
    var previousLow: Double
    /// Average true range.
    var range: Double

    /// Whether it turns upwards (`side` > 0) or downwards: a body in that direction with the close in the better two fifths of the candle, or a close
    /// beyond the candle before.
    func turns(_ side: Double) -> Bool {
        if side > 0 { return (close > open && close - low >= 0.6 * (high - low)) || close > previousHigh }
        return (close < open && high - close >= 0.6 * (high - low)) || close < previousLow
    }
}
