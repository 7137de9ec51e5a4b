import PulseCore

/// The rule by which votes become a verdict: weights, quorum and thresholds, all on the grid of 1/1024.
public struct ConsensusRule: Hashable, Sendable {
    /// A named set of quorum and thresholds.
    public enum Profile: String, Hashable, Sendable, CaseIterable {
        /// Four of nine (half of fewer), votes of at least .60 / .70, gate .70.
        case spec4
        /// Five of nine, votes of at least .60 / .75, gate .75.
        case strict5
        /// Explicit numbers.
        case custom
    }

    public var profile: Profile
    public var quorum: Quorum
    /// A vote below this probability does not count.
    public var minimumProbability: Score
    /// A vote below this confidence does not count.
    public var minimumConfidence: Score
    /// A verdict below this consensus confidence does not pass; at most `confidenceCap`.
    public var confidenceGate: Score
    /// A verdict is vetoed where the opposing weight is at least this share of the agreeing weight.
    public var vetoShare: Score
    public var weights: HeadWeights

    /// The rule of a profile. `custom` starts from the thresholds of `spec4` and a quorum of three.
    public init(_ profile: Profile, weights: HeadWeights = .standard) {
        self.profile = profile
        self.weights = weights
        minimumProbability = Score(0.60)
        vetoShare = .half
        switch profile {
        case .spec4, .custom:
            quorum = profile == .spec4 ? .spec4 : .fixed(3)
            minimumConfidence = Score(0.70)
            confidenceGate = Score(0.70)
        case .strict5:
            quorum = .strict5
            minimumConfidence = Score(0.75)
            confidenceGate = Score(0.75)
        }
    }

    /// Consensus confidence never exceeds this: .95, rounded down to the grid.
    public static let confidenceCap = Score(raw: 972)

    /// What each opposing vote takes from the consensus confidence: .04.
    public static let opposingMalus = Score(0.04)

    /// What a group of that many agreeing heads adds to the consensus confidence: nothing for four, .03 for each more.
    public static func agreementBonus(size: Int) -> Score {
        Score(0.03 * Double(min(max(size - 4, 0), 5)))
    }

    /// What a plain mean probability of `sum / count` (sum in 1024ths) of the agreeing heads adds: .08 from .85, .05 from .75, .02 from
    /// .60.
    public static func strengthBonus(sum: Int, count: Int) -> Score {
        let (strong, good, fair) = strengthSteps
        if sum >= Int(strong.from.raw) * count { return strong.bonus }
        if sum >= Int(good.from.raw) * count { return good.bonus }
        return sum >= Int(fair.from.raw) * count ? fair.bonus : .zero
    }

    private static let strengthSteps = (
        strong: (from: Score(0.85), bonus: Score(0.08)), good: (from: Score(0.75), bonus: Score(0.05)),
        fair: (from: Score(0.60), bonus: Score(0.02))
    )
}
