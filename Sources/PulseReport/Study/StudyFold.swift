/// One split of the validation: what was chosen on its training days, and what that gave on days that the choice had not seen.
public struct StudyFold: Hashable, Sendable, Codable {
    /// From 1.
    public var number = 0
    /// Spans of days, first and last one included: `2023-01-01 to 2023-06-30`.
    public var training: [String] = []
    public var test: [String] = []
    /// Training days that were left out because they lie too near to the test.
    public var purged = 0
    /// Trials that could be chosen.
    public var candidates = 0
    /// Number of the chosen trial; nil where none could be judged.
    public var chosen: Int?
    public var parameters: [String] = []
    /// The objective of the chosen trial, in sample and out of sample.
    public var inSample: Double?
    public var outOfSample: Double?
    public var tested = StudyFigures()
    /// Median objective of all candidates on the same test days: what choosing blindly gives.
    public var median: Double?
    /// The objective of the strategy as it was given, on the same test days.
    public var given: Double?

    public init() {}
}
