/// One trial as `trials.csv` has it: what was tried, and what that gave over all days.
public struct StudyTrialRow: Hashable, Sendable {
    /// Its number in the study.
    public var trial: Int
    /// The search that asked for it: 0 for the one over all days, else the number of the fold that was searched for itself.
    public var search: Int
    /// The rung of successive halving on which it ended; nil where every trial sees all days.
    public var rung: Int?
    /// Values as they stand in a strategy file, in the order of the study's parameters.
    public var parameters: [String]
    /// In the order of the study's objectives; nil where undefined.
    public var objectives: [Double?]
    public var figures: StudyFigures
    /// Why it could not be judged; nil where it could.
    public var failure: String?

    public init(
        trial: Int, search: Int = 0, rung: Int? = nil, parameters: [String], objectives: [Double?], figures: StudyFigures,
        failure: String? = nil
    ) {
        self.trial = trial
        self.search = search
        self.rung = rung
        self.parameters = parameters
        self.objectives = objectives
        self.figures = figures
        self.failure = failure
    }
}
