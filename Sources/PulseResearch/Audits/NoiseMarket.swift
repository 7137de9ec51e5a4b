import PulseAnalytics
import PulseCore

/// Candles in which there is nothing to find: what a head does on them is its base rate.
public enum NoiseMarket: String, Hashable, Sendable, CaseIterable {
    /// Steps of independent sign with heavy tails, whose size comes and goes in clusters; volumes that follow the range, takers by chance.
    case randomWalk
    /// Stretches of real candles in a random order, each upside down with probability one half: volatility, shapes and volumes of the market
    /// without its history or its drift.
    case blockBootstrap

    /// Candles of a stretch: long enough for its shapes, too short for a trend.
    public static let stretch = 32

    /// Series of noise on one timeframe, the same for the same arguments on any machine. `source` is what the bootstrap draws from (and whose
    /// timeframe it has); without at least two stretches of it there is none, and the random walk takes its place.
    public func candles(count: Int, timeframe: Timeframe, seed: UInt64, source: CandleColumns = CandleColumns()) -> CandleColumns {
        switch self {
        case .blockBootstrap where source.count >= 2 * Self.stretch: Self.bootstrap(count, timeframe, seed, source)
        default: Self.walk(count, timeframe, seed)
        }
    }

    private static let start: Int64 = 1_704_067_200_000

    /// Twelve steps a candle, each a sum of uniform numbers divided by the root of another, whose tails are heavy.
    private static func walk(_ count: Int, _ timeframe: Timeframe, _ seed: UInt64) -> CandleColumns {
        var random = SplitMix64(seed: seed)
        var columns = CandleColumns()
        columns.reserveCapacity(count)
        var price = 1_000.0
        var activity = normal(&random)
        for index in 0..<count {
            let open = price
            var (high, low) = (price, price)
            var movement = 0.0
            activity = 0.97 * activity + 0.243 * normal(&random)
            let scale = 0.002 * Elementary.exp(0.4 * activity)
            for _ in 0..<12 {
                let sum = random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2
                let step = sum / (0.3 + random.uniform()).squareRoot() * scale
                // A ratio and its inverse are equally likely, so that upside down is as likely as it is.
                price = step >= 0 ? price * (1 + step) : price / (1 - step)
                movement += step.magnitude
                (high, low) = (max(high, price), min(low, price))
            }
            let volume = 100_000 * movement * Elementary.exp(0.5 * normal(&random))
            let taker = volume * (0.3 + 0.4 * random.uniform())
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: start + Int64(index) * timeframe.milliseconds), open: open, high: high, low: low,
                    close: price, volume: volume, quoteVolume: volume * price, tradeCount: 1 + Int64(volume), takerBuyVolume: taker,
                    takerBuyQuoteVolume: taker * price))
            // Kept where prices are ordinary numbers, however long the walk.
            if price > 1e7 || price < 1e-1 { price = 1_000 }
        }
        return columns
    }

    /// About normal, of unit size: the sum of twelve uniform numbers, less its mean.
    static func normal(_ random: inout SplitMix64) -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
    }

    private static func bootstrap(_ count: Int, _ timeframe: Timeframe, _ seed: UInt64, _ source: CandleColumns) -> CandleColumns {
        var random = SplitMix64(seed: seed)
        var columns = CandleColumns()
        columns.reserveCapacity(count)
        var price = source.close[0] > 0 ? source.close[0] : 1_000
        let anchor = price
        while columns.count < count {
            let first = 1 + Int(random.next() % UInt64(source.count - stretch))
            let isTurned = random.next() & 1 == 1
            for index in first..<min(first + stretch, source.count) where columns.count < count {
                let before = source.close[index - 1]
                guard before > 0, source.low[index] > 0, source.high[index].isFinite else { continue }
                func moved(_ level: Double) -> Double { isTurned ? price * (before / level) : price * (level / before) }
                let (a, b) = (moved(source.high[index]), moved(source.low[index]))
                let volume = source.volume[index]
                let taker = isTurned ? max(0, volume - source.takerBuyVolume[index]) : source.takerBuyVolume[index]
                let isTold = source.takerBuyVolume[index] > 0
                let close = moved(source.close[index])
                columns.append(
                    Candle(
                        openTime: Timestamp(milliseconds: start + Int64(columns.count) * timeframe.milliseconds),
                        open: moved(source.open[index]), high: max(a, b), low: min(a, b), close: close, volume: volume,
                        quoteVolume: volume * close, tradeCount: source.tradeCount[index], takerBuyVolume: isTold ? taker : 0,
                        takerBuyQuoteVolume: isTold ? taker * close : 0))
                price = close
            }
            if price > 1e4 * anchor || price < 1e-4 * anchor { price = anchor }
        }
        return columns
    }
}
