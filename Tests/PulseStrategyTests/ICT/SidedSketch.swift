import PulseStrategy

/// Candles for the parts of the ICT head, with an average true range of 1 and an average volume unless they say otherwise.
enum SidedSketch {
    static func candle(
        _ index: Int, _ open: Double, _ high: Double, _ low: Double, _ close: Double, range: Double = 1, volumeRatio: Double = 1
    ) -> SidedCandle {
        SidedCandle(index: index, open: open, high: high, low: low, close: close, range: range, volumeRatio: volumeRatio)
    }

    /// A candle that reaches down to `low` and closes firmly.
    static func hammer(_ index: Int, low: Double, close: Double, volumeRatio: Double = 1) -> SidedCandle {
        candle(index, close - 0.125, close, low, close, volumeRatio: volumeRatio)
    }
}
