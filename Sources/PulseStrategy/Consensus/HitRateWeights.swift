import PulseCore

/// Head weights from how often each head was right, drawn towards what was believed before.
///
/// A head's hit rate is estimated as that of a beta-binomial model: `p = (hits + s b) / (trials + s)`, where b is the rate at which its votes hit on noise and
/// s a number of pseudo-trials that believe in nothing but b. Its weight is the prior weight times the odds of p over the odds of b.
/// So without trials every head
/// keeps its prior weight; a head that hits as noise does keeps it too, however many trials it had; and few trials move it little.
public struct HitRateWeights: Hashable, Sendable {
    /// s: so many trials count as much as the belief that a head is worth nothing beyond its prior.
    public let strength: Double

    /// What a head did on decisions of a training span.
    public struct Record: Hashable, Sendable {
        public let head: HeadID
        /// Directional votes whose outcome is known, and how many of them were right.
        public var trials: Int
        public var hits: Int
        /// Hit rate of the head's votes where there is nothing to find, above 0 and below 1.
        public let noiseRate: Double

        public init(head: HeadID, hits: Int = 0, trials: Int = 0, noiseRate: Double = 0.5) {
            precondition(hits >= 0 && hits <= trials, "a head hits at most as often as it votes")
            precondition(noiseRate > 0 && noiseRate < 1, "on noise some votes hit and some miss")
            self.head = head
            self.hits = hits
            self.trials = trials
            self.noiseRate = noiseRate
        }
    }

    /// A vote whose outcome is known, at a position of the observations that a validation scheme splits.
    public struct Outcome: Hashable, Sendable {
        public let position: Int
        public let head: HeadID
        public let isHit: Bool

        public init(position: Int, head: HeadID, isHit: Bool) {
            self.position = position
            self.head = head
            self.isHit = isHit
        }
    }

    public init(strength: Double = 200) {
        precondition(strength > 0 && strength.isFinite, "without a belief nothing is drawn towards it")
        self.strength = strength
    }

    /// The estimated hit rate of a head.
    public func hitRate(_ record: Record) -> Double {
        (Double(record.hits) + strength * record.noiseRate) / (Double(record.trials) + strength)
    }

    /// What a head's prior weight is multiplied by: the odds of its estimated hit rate over those on noise.
    public func factor(_ record: Record) -> Double {
        let rate = hitRate(record)
        return rate / (1 - rate) / (record.noiseRate / (1 - record.noiseRate))
    }

    /// The weights after the records; heads without one keep their factor of 1, heads of prior weight 0 stay out. A head has one record at most.
    public func weights(_ records: [Record], prior: HeadWeights) -> HeadWeights {
        var shares = prior.heads.map { (head: $0, share: prior[$0].value) }
        for (index, entry) in shares.enumerated() {
            guard let record = records.first(where: { $0.head == entry.head }) else { continue }
            shares[index].share *= factor(record)
        }
        // Factors are positive and finite, as hit rates are above 0 and below 1; prior weights sum to 1.
        guard let weights = HeadWeights(shares) else { preconditionFailure("weights of positive shares exist") }
        return weights
    }

    /// The weights that may be used on a split's test: from the votes at its training positions alone.
    ///
    /// - Parameters:
    ///   - training: Positions to learn from: ascending ranges, as of a `ValidationSplit`.
    ///   - noiseRates: Hit rates on noise; one half for heads that are not named.
    public func weights(
        _ outcomes: [Outcome], training: [Range<Int>], noiseRates: [HeadID: Double] = [:], prior: HeadWeights
    ) -> HeadWeights {
        var records = HeadID.allCases.map { Record(head: $0, noiseRate: noiseRates[$0] ?? 0.5) }
        for outcome in outcomes where Self.contains(training, outcome.position) {
            records[outcome.head.rawValue].trials += 1
            records[outcome.head.rawValue].hits += outcome.isHit ? 1 : 0
        }
        return weights(records, prior: prior)
    }

    /// Binary search in ascending, disjoint ranges.
    private static func contains(_ ranges: [Range<Int>], _ position: Int) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= position { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(position)
    }
}
