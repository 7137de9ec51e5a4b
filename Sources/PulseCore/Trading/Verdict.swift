/// What the consensus makes of the votes of one candle.
@frozen
public struct Verdict: Hashable, Sendable {
    /// Why there is no side, or that there is one.
    @frozen
    public enum Outcome: UInt8, Hashable, Sendable, CaseIterable {
        /// The quorum agrees and every threshold is met.
        case passed = 0
        /// Fewer heads had an opinion than the rule can work with.
        case tooFewHeads = 1
        /// No side reached the quorum.
        case noQuorum = 2
        /// Both sides are equally many.
        case tie = 3
        /// The other side is too heavy.
        case vetoed = 4
        /// The quorum agrees, but below the confidence threshold.
        case lowConfidence = 5

        public var name: String { String(describing: self) }
    }

    /// The winning side; flat unless `outcome` is `passed`.
    public let direction: Direction
    public let outcome: Outcome
    /// Heads that count for the larger side.
    public let agreeing: HeadSet
    /// Heads that count against it.
    public let dissenting: HeadSet
    /// Heads that did not abstain.
    public let available: HeadSet
    /// Consensus probability, for printing and sizing; decisions use exact sums, not this quotient.
    public let probability: Score
    /// Consensus confidence, for printing; decisions use exact sums, not this quotient.
    public let confidence: Score

    @inlinable
    public init(
        direction: Direction, outcome: Outcome, agreeing: HeadSet = [], dissenting: HeadSet = [], available: HeadSet = [],
        probability: Score = .half, confidence: Score = .zero
    ) {
        self.direction = direction
        self.outcome = outcome
        self.agreeing = agreeing
        self.dissenting = dissenting
        self.available = available
        self.probability = probability
        self.confidence = confidence
    }
}
