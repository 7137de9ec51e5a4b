import PulseAnalytics
import PulseCore
import PulseStore

/// Everything that decides what the trials of a study are: two studies of one plan have the same trials, bit for bit.
public struct StudyPlan: Sendable {
    public var method: TuningMethod
    /// Levels of each number on a grid.
    public var levels: Int
    /// The first one chooses.
    public var objectives: [TuningObjective]
    public var validation: ValidationScheme
    /// Trades that a trial needs in the days that it is judged by.
    public var minimumTrades: Int
    public var seed: UInt64

    /// Trials under way at once, whatever the number of threads: a guided search learns in portions of so many.
    public static let batch = 16
    /// Parts of the training days on the rungs of successive halving: a ninth, a third, all.
    static let reduction = 3
    static let rungs = 3
    /// Pseudo-trials of `hit-rates`, from trusting few votes to trusting none.
    static let strengths: [Double] = [25, 50, 100, 200, 400, 800, 1_600, 3_200]

    public init(
        method: TuningMethod = .sobol, levels: Int = 5, objectives: [TuningObjective] = [.sharpe], validation: ValidationScheme,
        minimumTrades: Int = 10, seed: UInt64 = 1
    ) {
        precondition(!objectives.isEmpty, "a study has an objective")
        self.method = method
        self.levels = levels
        self.objectives = objectives
        self.validation = validation
        self.minimumTrades = minimumTrades
        self.seed = seed
    }

    /// What the plan adds to a run's identity.
    func parameters(_ space: ParameterSpace) -> [String] {
        [
            "batch=\(Self.batch)", "levels=\(levels)", "method=\(method.rawValue)", "minimumTrades=\(minimumTrades)",
            "objectives=\(objectives.map(\.rawValue).joined(separator: ","))", "validation=\(validation)", space.canonicalForm,
        ]
    }
}
