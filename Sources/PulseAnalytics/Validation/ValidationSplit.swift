import PulseCore

/// One division of a history: what is learned from, what is judged on, and nothing that knows both.
public struct ValidationSplit: Hashable, Sendable {
    /// The groups under test, ascending; as many as `test` and `testSpans`.
    public let groups: [Int]
    /// Positions of the observations to train on: ascending ranges that do not touch.
    public let training: [Range<Int>]
    /// Positions of the observations of each group under test.
    public let test: [Range<Int>]
    /// The times in which training is allowed: an observation is trained on if its label lies within one of them. Ascending, apart, never empty.
    public let trainingSpans: [TimeRange]
    /// For each group under test, from its first decision to its last outcome. Spans of neighbours may overlap.
    public let testSpans: [TimeRange]
    /// Observations that the method would train on, had their labels not come too near to a test.
    public let purged: Int

    public init(
        groups: [Int], training: [Range<Int>], test: [Range<Int>], trainingSpans: [TimeRange], testSpans: [TimeRange], purged: Int
    ) {
        precondition(groups.count == test.count && test.count == testSpans.count, "each group under test has its observations and its span")
        self.groups = groups
        self.training = training
        self.test = test
        self.trainingSpans = trainingSpans
        self.testSpans = testSpans
        self.purged = purged
    }

    /// Positions of the observations to train on, ascending.
    public var trainingPositions: [Int] { training.flatMap { Array($0) } }
    /// Positions of the observations under test, ascending.
    public var testPositions: [Int] { test.flatMap { Array($0) } }
    public var trainingCount: Int { training.reduce(0) { $0 + $1.count } }
    public var testCount: Int { test.reduce(0) { $0 + $1.count } }
}
