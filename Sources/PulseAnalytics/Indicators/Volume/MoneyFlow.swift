import PulseCore

/// Chaikin's money flow multiplier times volume: the volume weighted by where in its range the candle closed, from -1 at the low to +1 at the high.
///
/// Neutral value: 0 where the candle has no range.
enum MoneyFlow {
    @inline(__always)
    static func process(_ tile: CandleBlock, into output: UnsafeMutablePointer<Double>) {
        @inline(__always)
        func body(_ at: LaneSpan) {
            let (high, low, close) = (at.load(tile.high), at.load(tile.low), at.load(tile.close))
            at.store(ColumnMath.ratio((close - low) - (high - close), high - low) * at.load(tile.volume), output)
        }
        ColumnMath.sweep(tile.count, body)
    }
}
