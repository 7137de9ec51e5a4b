import PulseCore

/// Candles of a plain geometric random walk: for tests that need many well-formed candles and do not care which.
public enum RandomWalk {
    /// `count` candles without gaps, on a grid of 0.01 (prices) and 0.001 (volumes); the same for the same arguments on any machine.
    ///
    /// Returns are the sum of four uniform numbers, scaled to a standard deviation of `volatility` a candle. One candle in sixteen has no trade at all
    /// when `quietCandles` is set, as real minutes of small instruments do.
    public static func candles(
        count: Int, seed: UInt64, timeframe: Timeframe = .m1, from start: Timestamp = Timestamp(milliseconds: 1_704_067_200_000),
        price: Double = 1_000, volatility: Double = 0.001, quietCandles: Bool = false
    ) -> CandleColumns {
        var random = SplitMix64(seed: seed)
        var columns = CandleColumns()
        columns.reserveCapacity(count)
        var last = (price * 100).rounded() / 100
        for index in 0..<count {
            let time = start.advanced(byMilliseconds: Int64(index) * timeframe.milliseconds)
            let draw = random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2
            let stretch = (random.uniform(), random.uniform())
            let traded = random.uniform()
            let share = random.uniform()
            if quietCandles, traded < 1.0 / 16 {
                columns.append(Candle(openTime: time, open: last, high: last, low: last, close: last, volume: 0))
                continue
            }
            let close = max(0.01, onCents(last * (1 + volatility * 1.7320508075688772 * draw)))
            let high = onCents(max(last, close) * (1 + volatility * stretch.0))
            let low = max(0.01, onCents(min(last, close) * (1 - volatility * stretch.1)))
            let volume = (1 + 1_000_000 * traded * traded).rounded(.down) / 1_000
            let taker = (volume * share * 1_000).rounded(.down) / 1_000
            columns.append(
                Candle(
                    openTime: time, open: last, high: high, low: low, close: close, volume: volume, quoteVolume: volume * close,
                    tradeCount: 1 + Int64(traded * 1_000), takerBuyVolume: taker, takerBuyQuoteVolume: taker * close))
            last = close
        }
        return columns
    }

    /// `count` plain numbers between -1 and 1.
    public static func noise(count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in 2 * random.uniform() - 1 }
    }

    private static func onCents(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
