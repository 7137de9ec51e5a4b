import PulseAnalytics
import PulseCore

/// Candles whose prices were moved a little at random: what a strategy should not mind.
///
/// Open, high, low and close each move by a normal number of the given share of the candle's mean range (over the 14 candles before it and itself); the high
/// stays the highest and the low the lowest. Volumes and times stay as they are.
struct NoisyCandles: Sendable {
    /// Standard deviation of a move as a share of the mean range.
    let share: Double
    let seed: UInt64

    func moved(_ candles: CandleColumns, instrument: Int) -> CandleColumns {
        var random = SplitMix64(seed: seed, skipping: UInt64(instrument) << 40)
        func normal() -> Double { Elementary.normalQuantile((Double(random.next() >> 12) + 0.5) * 0x1p-52) }
        var moved: [Candle] = []
        moved.reserveCapacity(candles.count)
        var meanRange = 0.0
        for index in 0..<candles.count {
            let range = candles.high[index] - candles.low[index]
            meanRange = index == 0 ? range : meanRange + (range - meanRange) / Double(min(index + 1, 14))
            let scale = share * meanRange
            func move(_ price: Double) -> Double { max(price + scale * normal(), price / 2) }
            var candle = candles[index]
            candle.open = move(candle.open)
            candle.close = move(candle.close)
            candle.high = max(move(candle.high), candle.open, candle.close)
            candle.low = min(move(candle.low), candle.open, candle.close)
            moved.append(candle)
        }
        return CandleColumns(moved)
    }
}
