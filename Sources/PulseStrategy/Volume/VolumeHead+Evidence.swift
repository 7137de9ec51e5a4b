import PulseCore

extension VolumeHead {
    /// What the opinions on the latest candle were formed from: copied once a block, read for evidence alone.
    struct Readings: Sendable {
        var index = -1
        var range = Double.nan
        var volumeRatio = Double.nan
        var close = Double.nan
        var deltaSlope = Double.nan
        var accumulationSlope = Double.nan
        var move = Double.nan
        var balance = Double.nan
        var moneyFlow = Double.nan
        var force = Double.nan
        var ease = Double.nan
        var takers = Double.nan
        var meanPrice = Double.nan
        var place = Double.nan
        /// Side of a fresh divergence, 0 for none, and its age.
        var divergence = 0.0
        var divergenceAge = 0.0

        init() {}

        init(_ frame: HeadFrame, _ columns: VolumeColumns, at position: Int) {
            index = frame.firstIndex + position
            range = frame.averageTrueRange[position]
            volumeRatio = frame.volumeRatio[position]
            close = frame.candles.close[position]
            deltaSlope = columns[.deltaSlope][position]
            accumulationSlope = columns[.accumulationSlope][position]
            move = columns[.move][position]
            balance = columns[.balance][position]
            moneyFlow = columns[.moneyFlow][position]
            force = columns[.force][position]
            ease = columns[.ease][position]
            takers = columns[.takers][position]
            meanPrice = columns[.meanPrice][position]
            place = columns[.place][position]
            divergence = columns[.divergence][position]
            divergenceAge = columns[.divergenceAge][position]
        }
    }

    /// A fresh divergence, which changes the confidence; then the opinions, those that move the score the most first. Strength is the
    /// distance of an opinion from the middle, 1 at either end.
    public var evidence: [Evidence] {
        guard latest.index >= 0 else { return [] }
        guard latest.index >= warmup else { return [.warmingUp(latest.index + 1, of: warmup)] }
        guard latest.range > 0 else { return [.noRange] }
        guard latest.volumeRatio >= 0 else { return [.unusable("no volume in twenty candles")] }
        return divergence + WeighedOpinion.ranked(opinions)
    }

    /// The opinions that there are, with their shares of the score of the latest candle.
    package var opinions: [WeighedOpinion] {
        typealias Weight = OpinionMix.Weight
        let now = latest
        let slope = "\(NormalizedSlope.length) candles' slope"
        var found = [
            (
                "volume delta", 0.5 + OpinionMix.delta(now.deltaSlope), Weight.delta,
                "\(slope) \(Evidence.figure(now.deltaSlope)) of its noise"
            ),
            ("on-balance volume", now.balance, Weight.balance, "against its mean of 20 candles"),
            ("Chaikin money flow", now.moneyFlow, Weight.moneyFlow, Evidence.figure(2 * now.moneyFlow - 1)),
            (
                "accumulation/distribution", 0.5 + OpinionMix.accumulation(now.accumulationSlope, move: now.move), Weight.accumulation,
                "\(slope) \(Evidence.figure(now.accumulationSlope)) of its noise"
            ),
            ("force index", now.force, Weight.force, "against its mean of 20 candles"),
            ("ease of movement", now.ease, Weight.ease, "against its mean of 50 candles"),
            ("volume profile", now.place, Weight.place, profileDetail),
        ]
        if !now.takers.isNaN { found.append(("takers", now.takers, Weight.takers, "bought \(Evidence.figure(100 * now.takers, 10)) %")) }
        if !now.meanPrice.isNaN {
            found.append(
                (
                    "session's mean price", now.meanPrice, Weight.meanPrice,
                    "close \(Evidence.figure(4 * now.meanPrice - 2)) % from it, at most 2"
                ))
        }
        let sum = found.reduce(0) { $0 + $1.2 }
        return found.map { WeighedOpinion($0.0, $0.1, share: $0.2 / sum, detail: $0.3) }
    }

    private var profileDetail: String {
        guard profile.isUsable else { return "no range" }
        let control = "point of control \(Evidence.price(profile.pointOfControl))"
        return latest.place == 0.5
            ? control : "little was traded here, \(control), volume \(latest.volumeRatio > 1 ? "rises" : "does not rise")"
    }

    private var divergence: [Evidence] {
        guard latest.divergence != 0 else { return [] }
        return [
            Evidence(
                "delta divergence", side: latest.divergence > 0 ? .long : .short, age: Int(latest.divergenceAge),
                detail: "price and volume delta part; \(parameters.divergenceBonus) of confidence for its side, or against the other")
        ]
    }
}
