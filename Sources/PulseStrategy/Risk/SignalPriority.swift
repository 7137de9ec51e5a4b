import PulseCore

/// Which signal goes first where not all can: .4 probability + .2 confidence + .2 reward to risk + .2 recency, on the grid of 1/1024; a
/// hundredfold of it is what is printed. The probability is the calibrated one where there is one, else the raw one.
public enum SignalPriority {
    /// Reward to risk that counts as full.
    public static let fullRewardToRisk = 3.0
    /// Candles after which the evidence of a vote is old.
    public static let oldEvidence = 24

    /// .4, .2, .2 and .2 as whole 1024ths.
    static let weights = {
        let weights = HeadWeights.apportion([40, 20, 20, 20], sum: 100)
        return SIMD4(Int32(weights[0]), Int32(weights[1]), Int32(weights[2]), Int32(weights[3]))
    }()

    /// The priority of a planned signal, with the recency of its decision.
    public static func value(of signal: Signal, recency: Score) -> Score {
        let parts = SIMD4(
            Int32(signal.weighing.raw), Int32(signal.confidence.raw), Int32(Score(rewardToRisk(of: signal) / fullRewardToRisk).raw),
            Int32(recency.raw))
        return Score(raw: Int((parts &* weights).wrappedSum()) / 1_024)
    }

    /// Mean distance of the targets, weighted by shares, over that of the stop; 0 where there is no stop.
    public static func rewardToRisk(of signal: Signal) -> Double {
        guard let stop = signal.stop, stop != signal.reference else { return 0 }
        let reward = signal.targets.reduce(0) { $0 + $1.share.value * abs($1.price - signal.reference) }
        return reward / abs(signal.reference - stop)
    }

    /// Ages of the evidence of agreeing heads.
    struct Ages {
        private var freshness = 0
        private var count = 0

        mutating func add(_ vote: Vote) {
            freshness += max(0, oldEvidence - Int(vote.evidenceAge))
            count += 1
        }

        /// 1 where the agreeing heads speak of the present candle, less a 24th for each candle of their evidence's mean age.
        var recency: Score { count == 0 ? .one : Score(raw: freshness * 1_024 / (count * oldEvidence)) }
    }
}
