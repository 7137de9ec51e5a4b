import PulseCore

/// Chaikin's money flow multiplier times volume: the volume weighted by where in its range the candle closed, from -1 at the low to +1 at the high.
///
/// Neutral value: 0 where the candle has no range.
enum MoneyFlow {
    @inline(__always)
    static func process(_ tile: CandleBlock, into output: UnsafeMutablePointer<Double>) {
        for i in 0..<tile.count {
            let (high, low, close) = (tile.high[i], tile.low[i], tile.close[i])
            let range = high - low
            output[i] = range == 0 ? 0 : ((close - low) - (high - close)) / range * tile.volume[i]
        }
    }
}
