import PulseAnalytics
import PulseCore

/// The minute candles of a synthetic market, one after the other.
///
/// The log-return of a minute is drift + pull + noise + jump. The noise has GARCH(1,1) variance times the volatility of regime and time of day; its
/// shocks are normal numbers of two widths (fat tails). High and low are drawn from the exact law of the extremes of a Brownian bridge between
/// open and close (Karatzas & Shreve 1991, 4.3), so that range and body fit together. Volume follows volatility, the move itself and the time of day.
struct MinuteWalk: Sendable {
    private var chain: RegimeChain
    private var random: SplitMix64
    private let tick: Increment
    private let lot: Increment
    /// Value of one tick; lots and trades that a unit of the base currency holds.
    private let tickValue: Double
    private let lotsPerUnit: Double
    private let tradesPerUnit: Double
    private let initialPrice: Double
    private let shockWeight: Double
    private let varianceWeight: Double
    private let seasonality = DaySeasonality()
    /// What each minute of each regime is made of, from the configuration.
    private let steps: [Step]
    /// The price, unrounded; the price at entry into the regime; the last close in ticks.
    private var path: Double
    private var anchor: Double
    private var closeTicks: Int64
    /// GARCH variance, 1 on average.
    private var variance = 1.0
    private var lastNoise = 0.0

    private struct Step: Sendable {
        var deviation: Double
        var drift: Double
        var pull: Double
        var reversal: Double
        var reversalScale: Double
        var jumpProbability: Double
        var volume: Double
    }

    /// Half of a deviation from the initial price is lost in about a year: prices of decades stay in a range that ticks can express.
    private static let homePull = 0.6931471805599453 / 525_600

    init(_ configuration: SyntheticConfiguration, seed: UInt64) {
        tick = configuration.tick
        lot = configuration.lot
        tickValue = configuration.tick.value(1)
        lotsPerUnit = 1 / lot.value(1)
        tradesPerUnit = 1 / configuration.meanTradeSize
        initialPrice = configuration.initialPrice
        shockWeight = configuration.shockWeight
        varianceWeight = configuration.varianceWeight
        chain = RegimeChain(configuration, seed: seed &+ 0x5EED_0F4E_6132)
        random = SplitMix64(seed: seed)
        let shares = RegimeChain.shares(configuration.dynamics)
        let square = zip(shares, configuration.dynamics).reduce(0) { $0 + $1.0 * $1.1.volatility * $1.1.volatility }
        let minute = configuration.annualVolatility / 525_600.0.squareRoot() / square.squareRoot()
        let meanVolume = zip(shares, configuration.dynamics).reduce(0) { $0 + $1.0 * $1.1.volume }
        steps = configuration.dynamics.map { one in
            let stay = one.meanMinutes * configuration.durationScale
            return Step(
                deviation: minute * one.volatility, drift: one.trend * minute * one.volatility / stay.squareRoot(),
                pull: one.halfLifeMinutes.map { 0.6931471805599453 / ($0 * configuration.durationScale) } ?? 0, reversal: one.reversal,
                reversalScale: 1 / (1 + one.reversal * one.reversal).squareRoot(), jumpProbability: one.jumpsPerDay / 1_440,
                volume: configuration.meanVolumePerMinute * one.volume / meanVolume)
        }
        closeTicks = configuration.tick.count(configuration.initialPrice) ?? 1
        path = configuration.tick.value(closeTicks)
        anchor = path
    }

    /// The candle of the minute that starts at `openTime`, and the regime that it belongs to.
    mutating func next(openTime: Int64) -> (candle: Candle, regime: Regime) {
        if chain.advance() { anchor = path }
        let step = steps[Int(chain.regime.rawValue)]
        let minute = Int(openTime / 60_000 % 10_080)
        let deviation = step.deviation * seasonality.volatility[minute] * variance.squareRoot()
        let shock = nextShock()
        let jump = nextJump(step.jumpProbability) * step.deviation
        let perDeviation = 1 / deviation
        let noise = (shock - step.reversal * lastNoise) * step.reversalScale * deviation
        lastNoise = shock
        let home = Self.homePull * 2 * (initialPrice - path) / (initialPrice + path)
        let move = chain.direction * step.drift + step.pull * (anchor - path) / anchor + home + noise + jump
        // The level that a pull leads back to moves with the drift: a regime that has both is a channel.
        anchor *= 1 + chain.direction * step.drift
        let change = min(max(move, -0.3), 0.3)
        variance = nextVariance(surprise: (noise + jump) * perDeviation)
        let extremes = nextExtremes(change, deviation)
        let candle = candle(
            openTime, change: change, high: extremes.high, low: extremes.low, perDeviation: perDeviation,
            volume: step.volume * seasonality.volume[minute])
        return (candle, chain.regime)
    }

    /// A number of mean 0 and variance 1: normal of width 0.78 in fifteen of sixteen minutes, of width 2.62 in the other.
    private mutating func nextShock() -> Double {
        let width = random.next()
        let normal = Self.normal(random.next(), random.next())
        // 15/16 * 0.78^2 + 1/16 * 2.62^2 = 0.9994; the last factor makes it 1.
        return normal * (width & 15 == 0 ? 2.62 : 0.78) * 1.0003
    }

    /// Eight numbers of sixteen bits, added up and scaled: normal enough, bounded at 4.9, and exact arithmetic.
    @inline(__always)
    static func normal(_ a: UInt64, _ b: UInt64) -> Double {
        let mask: UInt64 = 0xFFFF
        let first = (a & mask) + (a >> 16 & mask) + (a >> 32 & mask) + (a >> 48)
        let second = (b & mask) + (b >> 16 & mask) + (b >> 32 & mask) + (b >> 48)
        // Mean 8 * 65535 / 2; variance 8 * (2^32 - 1) / 12.
        return (Double(first + second) - 262_140) * 1.868812365e-05
    }

    /// Now and then four to twelve standard deviations up or down, otherwise 0.
    private mutating func nextJump(_ probability: Double) -> Double {
        let bits = random.next()
        guard Double(bits >> 11) * 0x1p-53 < probability else { return 0 }
        let size = 4 + 8 * random.uniform() * random.uniform()
        return bits & 1 == 0 ? size : -size
    }

    private func nextVariance(surprise: Double) -> Double {
        // One freak minute may not raise the variance for days, nor may quiet ones let it die.
        let square = min(surprise * surprise, 40)
        let next = 1 - shockWeight - varianceWeight + variance * (shockWeight * square + varianceWeight)
        return min(max(next, 0.15), 20)
    }

    /// Highest and lowest point of a Brownian bridge from 0 to `change`.
    private mutating func nextExtremes(_ change: Double, _ deviation: Double) -> (high: Double, low: Double) {
        let spread = -2 * deviation * deviation
        let square = change * change
        let up = (square + spread * Elementary.log(1 - random.uniform())).squareRoot()
        let down = (square + spread * Elementary.log(1 - random.uniform())).squareRoot()
        return ((change + up) / 2, (change - down) / 2)
    }

    private mutating func candle(
        _ openTime: Int64, change: Double, high: Double, low: Double, perDeviation: Double, volume meanVolume: Double
    ) -> Candle {
        let openTicks = closeTicks
        let start = path
        path = min(max(start * (1 + change), 100 * tickValue), 1e12 * tickValue)
        closeTicks = Int64((path / tickValue).rounded())
        let highTicks = max(openTicks, closeTicks, Int64((start * (1 + high) / tickValue).rounded()))
        let lowTicks = max(1, min(openTicks, closeTicks, Int64((start * (1 + low) / tickValue).rounded())))
        let open = tick.value(openTicks)
        let close = tick.value(closeTicks)
        let top = tick.value(highTicks)
        let bottom = tick.value(lowTicks)

        // Activity: what volatility there is, how far it went, and a noise of its own; about 1 on average.
        let noise = Self.normal(random.next(), random.next())
        let travel = (high - low) * perDeviation
        let activity = (0.25 + 0.42 * travel) * (0.35 + 0.6 * variance.squareRoot()) * Elementary.exp(0.45 * noise - 0.1)
        let lots = max(1, (meanVolume * activity * lotsPerUnit).rounded())
        let bits = random.next()
        let coin = Double(bits >> 32) * 0x1p-32
        let lean = 0.5 + 0.09 * (change * perDeviation) + 0.3 * (coin - 0.5)
        let takerLots = (lots * min(max(lean, 0.03), 0.97)).rounded(.down)
        let volume = lot.value(Int64(lots))
        let taker = lot.value(Int64(takerLots))
        let mean = (open + close + top + bottom) / 4
        let trades = 1 + Int64(volume * tradesPerUnit * (0.7 + 0.6 * Double(bits & 0xFFFF) * 0x1p-16))
        return Candle(
            openTime: Timestamp(milliseconds: openTime), open: open, high: top, low: bottom, close: close, volume: volume,
            quoteVolume: Self.toEightDecimals(volume * mean), tradeCount: min(trades, Int64(lots)), takerBuyVolume: taker,
            takerBuyQuoteVolume: Self.toEightDecimals(taker * mean))
    }

    /// On the grid of the venue's amounts, as near as a double is.
    static func toEightDecimals(_ value: Double) -> Double {
        value < 4.0e7 ? (value * 100_000_000).rounded() / 100_000_000 : value
    }
}
