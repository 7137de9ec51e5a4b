import PulseCore

/// What made a verdict's confidence, part by part: the parts add up to it exactly, in fractions of the agreeing weight.
public struct VerdictContribution: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public let head: HeadID
        /// weight times confidence, in 1024ths of 1024ths.
        public let product: Int
    }

    /// One for each agreeing head, in their order.
    public let parts: [Part]
    /// Sum of the agreeing heads' weights, in 1024ths.
    public let weight: Int
    /// For the number that agree, for the strength of their probabilities, and against for each that dissents, in 1024ths.
    public let agreementBonus: Int
    public let strengthBonus: Int
    public let opposition: Int

    /// Before rounding down to the grid and the cap: sum of the parts over the weight, plus what is added and taken.
    public var confidence: Double {
        Double(parts.reduce(0) { $0 + $1.product }) / Double(weight) / 1_024
            + Double(agreementBonus + strengthBonus - opposition) / 1_024
    }

    /// A head's part of the confidence.
    public func share(of part: Part) -> Double { Double(part.product) / Double(weight) / 1_024 }
}

extension Consensus {
    /// Takes a verdict apart; nil where no side had a quorum. `votes` in the order of `heads`.
    public func contribution(to verdict: Verdict, votes: [Vote]) -> VerdictContribution? {
        precondition(votes.count == heads.count, "one vote for each head of the rule")
        let agreeing = heads.indices.filter { verdict.agreeing.contains(HeadSet(heads[$0])) }
        guard [.passed, .vetoed, .lowConfidence].contains(verdict.outcome), !agreeing.isEmpty else { return nil }
        let probabilities = agreeing.reduce(0) { $0 + Int(votes[$1].probability.raw) }
        return VerdictContribution(
            parts: agreeing.map {
                VerdictContribution.Part(head: heads[$0], product: Int(rule.weights[heads[$0]].raw) * Int(votes[$0].confidence.raw))
            },
            weight: agreeing.reduce(0) { $0 + Int(rule.weights[heads[$1]].raw) },
            agreementBonus: Int(ConsensusRule.agreementBonus(size: agreeing.count).raw),
            strengthBonus: Int(ConsensusRule.strengthBonus(sum: probabilities, count: agreeing.count).raw),
            opposition: Int(ConsensusRule.opposingMalus.raw) * verdict.dissenting.count)
    }
}
