import PulseCore

/// Which signal goes first where not all can: .4 probability + .2 confidence + .2 reward to risk + .2 recency, on the grid of 1/1024; a
/// hundredfold of it is what is printed. The probability is the calibrated one where there is one, else the raw one.
public enum SignalPriority {
    /// Reward to risk that counts as full.
    public static let fullRewardToRisk = 3.0
    /// Candles after which the evidence of a vote is old.
    public static let oldEvidence = 24

    /// .4, .2, .2 and .2 as whole 1024ths.
    static let weights = HeadWeights.apportion([40, 20, 20, 20], sum: 100).map { Int($0) }

    /// The priority of a planned signal, from the row of its decision.
    public static func value(of signal: Signal, _ columns: DecisionColumns, at row: Int) -> Score {
        let parts = [
            signal.weighing, signal.confidence, Score(rewardToRisk(of: signal) / fullRewardToRisk), recency(columns, at: row),
        ]
        let sum = zip(parts, weights).reduce(0) { $0 + Int($1.0.raw) * $1.1 }
        return Score(raw: sum / 1_024)
    }

    /// Mean distance of the targets, weighted by shares, over that of the stop; 0 where there is no stop.
    public static func rewardToRisk(of signal: Signal) -> Double {
        guard let stop = signal.stop, stop != signal.reference else { return 0 }
        let reward = signal.targets.reduce(0) { $0 + $1.share.value * abs($1.price - signal.reference) }
        return reward / abs(signal.reference - stop)
    }

    /// 1 where the agreeing heads speak of the present candle, less a 24th for each candle of their evidence's mean age.
    package static func recency(_ columns: DecisionColumns, at row: Int) -> Score {
        let agreeing = columns.verdicts[row].agreeing
        var (freshness, count) = (0, 0)
        for (head, votes) in zip(columns.heads, columns.votes) where agreeing.contains(HeadSet(head)) {
            freshness += max(0, oldEvidence - Int(votes[row].evidenceAge))
            count += 1
        }
        return count == 0 ? .one : Score(raw: freshness * 1_024 / (count * oldEvidence))
    }
}
