import PulseCore

/// A driftless random walk on a grid of powers of two, so that its reflection `p -> c - p` is exact: what is long on the one is short on
/// the other.
///
/// Each candle has twelve steps with fat tails; it opens where the one before closed, and its volume goes with its range. Steps are
/// additive, so that ups and downs are equally likely in every respect.
enum DyadicWalk {
    private static let start = 1 << 26
    private static let unit = 1.0 / 4_096

    static func candles(count: Int, seed: UInt64, timeframe: Timeframe = .h1) -> CandleColumns {
        var random = SplitMix64(seed: seed)
        var columns = CandleColumns()
        columns.reserveCapacity(count)
        var price = start
        let origin = Timestamp(milliseconds: 1_704_067_200_000)
        for index in 0..<count {
            let open = price
            var high = price
            var low = price
            for _ in 0..<12 {
                let size = random.next() % 8 == 0 ? 6_000.0 : 2_000.0
                price += Int(((random.uniform() + random.uniform() + random.uniform() - 1.5) * size).rounded())
                high = max(high, price)
                low = min(low, price)
            }
            let volume = (Double(high - low) * (0.5 + random.uniform())).rounded()
            columns.append(
                Candle(
                    openTime: origin.advanced(byMilliseconds: Int64(index) * timeframe.milliseconds), open: Double(open) * unit,
                    high: Double(high) * unit, low: Double(low) * unit, close: Double(price) * unit, volume: volume))
        }
        return columns
    }

    /// The same candles upside down.
    static func mirrored(_ candles: CandleColumns) -> CandleColumns {
        let centre = 2 * Double(start) * unit
        return CandleColumns(
            (0..<candles.count).map { index in
                var candle = candles[index]
                (candle.high, candle.low) = (centre - candle.low, centre - candle.high)
                candle.open = centre - candle.open
                candle.close = centre - candle.close
                return candle
            })
    }
}
