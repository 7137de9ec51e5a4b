import PulseCore

extension TechnicalHead {
    /// The three categories, then their indicators, each the weightiest first; last how far the categories agree, which makes the
    /// confidence. Strength is the distance of an opinion from the middle, 1 at either end.
    public var evidence: [Evidence] {
        guard latest.index >= 0 else { return [] }
        guard latest.index >= warmup else { return [.warmingUp(latest.index + 1, of: warmup)] }
        guard latest.range > 0 else { return [.noRange] }
        return WeighedOpinion.ranked(categories) + WeighedOpinion.ranked(opinions) + [agreement]
    }

    /// The categories' scores with their shares of the whole.
    package var categories: [WeighedOpinion] {
        [
            ("trend", latest.trend, mix.trend), ("momentum", latest.momentum, mix.momentum),
            ("volatility", latest.volatility, mix.volatility),
        ]
        .map { WeighedOpinion($0.0, $0.1, share: $0.2, detail: "score \(Evidence.figure($0.1))") }
    }

    /// All indicators with their shares of the whole: they mix to the score of the latest candle.
    package var opinions: [WeighedOpinion] { trendOpinions + momentumOpinions + volatilityOpinions }

    private var trendOpinions: [WeighedOpinion] {
        typealias Weight = TrendScore.Weight
        let now = trend.readings
        let scale = mix.trend / Weight.total
        func against(_ name: String, _ level: Double, _ weight: Double) -> WeighedOpinion {
            WeighedOpinion(
                name, ScoreVote.above(now.close, level), share: scale * weight,
                detail: "close \(Evidence.price(now.close)) against \(Evidence.price(level))")
        }
        let histogram = (now.line - now.smooth) / now.range
        return [
            WeighedOpinion(
                "EMA cross", ScoreVote.above(now.mean12, now.mean26), share: scale * Weight.cross,
                detail: "12 at \(Evidence.price(now.mean12)), 26 at \(Evidence.price(now.mean26))"),
            WeighedOpinion(
                "order of SMA 20 and 50", TrendScore.order(now.close, now.mean20, now.mean50), share: scale * Weight.means,
                detail: "\(Evidence.price(now.mean20)), \(Evidence.price(now.mean50))"),
            WeighedOpinion(
                "MACD histogram", Opinion.centred(histogram, reach: 0.5), share: scale * Weight.convergence,
                detail: "\(Evidence.figure(histogram)) average true ranges"),
            WeighedOpinion(
                "ADX", TrendScore.side(now.change9, directionalIndex: now.directionalIndex), share: scale * Weight.direction,
                detail: "\(Evidence.figure(now.directionalIndex)), \(Evidence.price(now.change9)) in nine candles"),
            against("supertrend", now.supertrend, Weight.supertrend),
            against("Hull mean", now.hull, Weight.hull),
            WeighedOpinion(
                "Aroon", TrendScore.aroon(sinceHigh: now.sinceHigh, sinceLow: now.sinceLow), share: scale * Weight.aroon,
                detail: "high \(Evidence.figure(now.sinceHigh)) candles ago, low \(Evidence.figure(now.sinceLow))"),
            against("DEMA", now.doubleMean, Weight.doubleMean),
            against("Ichimoku base line", now.base, Weight.ichimoku),
        ]
    }

    private var momentumOpinions: [WeighedOpinion] {
        typealias Weight = MomentumScore.Weight
        let now = momentum.readings
        let scale = mix.momentum / Weight.total
        func opinion(_ name: String, _ value: Double, _ weight: Double, _ shown: Double, _ digits: Double = 100) -> WeighedOpinion {
            WeighedOpinion(name, value, share: scale * weight, detail: Evidence.figure(shown, digits))
        }
        return [
            opinion("RSI", now.relativeStrength, Weight.relativeStrength, 100 * now.relativeStrength),
            opinion("stochastic", now.place, Weight.stochastic, 100 * now.place),
            opinion("TSI", now.trueStrength, Weight.trueStrength, 200 * now.trueStrength - 100),
            opinion("Williams %R", now.place, Weight.williams, 100 * now.place - 100),
            opinion("CCI", Opinion.centred(now.channel, reach: 200), Weight.channel, now.channel),
            opinion("CMO", now.chande, Weight.chande, 200 * now.chande - 100),
            opinion("PPO", Opinion.centred(now.percentage, reach: 3), Weight.percentage, now.percentage, 1e4),
            opinion("TRIX", Opinion.centred(now.tripleChange, reach: 0.3), Weight.tripleChange, now.tripleChange, 1e4),
            opinion("ultimate oscillator", now.ultimate * 0.01, Weight.ultimate, now.ultimate),
            opinion("awesome oscillator", ScoreVote.above(now.awesome, 0), Weight.awesome, now.awesome, 1e6),
        ]
    }

    private var volatilityOpinions: [WeighedOpinion] {
        typealias Weight = VolatilityScore.Weight
        let now = volatility.readings
        let scale = mix.volatility / Weight.total
        func channel(_ name: String, _ low: Double, _ high: Double, _ weight: Double) -> WeighedOpinion {
            WeighedOpinion(
                name, Opinion.position(now.close, low: low, high: high), share: scale * weight,
                detail: "close \(Evidence.price(now.close)) in \(Evidence.price(low)) to \(Evidence.price(high))")
        }
        return [
            channel("Bollinger bands", now.mean - 2 * now.deviation, now.mean + 2 * now.deviation, Weight.bollinger),
            channel("Donchian channel", now.low, now.high, Weight.donchian),
            channel("Keltner channel", now.middle - 2 * now.range, now.middle + 2 * now.range, Weight.keltner),
            WeighedOpinion(
                "chandelier exits", VolatilityScore.exits(now.close, long: now.long, short: now.short), share: scale * Weight.chandelier,
                detail: "longs \(Evidence.price(now.long)), shorts \(Evidence.price(now.short))"),
        ]
    }

    private var agreement: Evidence {
        let deviation = mix.deviation(trend: latest.trend, momentum: latest.momentum, volatility: latest.volatility)
        return Evidence(
            "agreement of the categories", side: .flat, strength: 1 - deviation / 0.5,
            detail: "they differ by \(Evidence.figure(deviation, 1_000)) (standard deviation)")
    }
}
