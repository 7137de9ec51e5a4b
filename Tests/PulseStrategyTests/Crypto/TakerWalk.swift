import PulseCore

/// Random walks with takers, who buy more in rising candles, on the walk's grid of powers of two.
enum TakerWalk {
    static func candles(count: Int, seed: UInt64, timeframe: Timeframe = .h1) -> CandleColumns {
        var random = SplitMix64(seed: seed &+ 500)
        let walk = DyadicWalk.candles(count: count, seed: seed, timeframe: timeframe)
        return CandleColumns(
            (0..<count).map { index in
                var candle = walk[index]
                let body = (candle.close - candle.open) / max(candle.high - candle.low, 1e-9)
                let share = min(max(0.5 + 0.15 * body + 0.3 * (random.uniform() - 0.5), 0.02), 0.98)
                candle.takerBuyVolume = (candle.volume * share).rounded()
                return candle
            })
    }

    /// The same candles upside down, the takers' buyers and sellers exchanged.
    static func mirrored(_ candles: CandleColumns) -> CandleColumns {
        let upsideDown = DyadicWalk.mirrored(candles)
        return CandleColumns(
            (0..<candles.count).map { index in
                var candle = upsideDown[index]
                candle.takerBuyVolume = candle.volume - candle.takerBuyVolume
                return candle
            })
    }
}
