/// One trial of a study: its parameters and what they gave.
public struct StudyTrial: Hashable, Sendable, Codable {
    /// A neighbourhood of the trial in the space of parameters: a plateau is broad, luck is a needle.
    public struct Plateau: Hashable, Sendable, Codable {
        /// Trials that were looked at, and how far the farthest of them is, as a share of the space's diagonal.
        public var neighbours: Int
        public var radius: Double
        /// Share of them whose objective is at least four fifths of the trial's.
        public var share: Double
        /// Their median objective.
        public var median: Double

        public init(neighbours: Int, radius: Double, share: Double, median: Double) {
            self.neighbours = neighbours
            self.radius = radius
            self.share = share
            self.median = median
        }
    }

    /// Its number in the study; -1 for the strategy as it was given.
    public var trial = -1
    /// Values as they stand in a strategy file, in the order of the study's parameters.
    public var parameters: [String] = []
    /// The objectives over all days.
    public var objectives: [Double?] = []
    /// Over all days.
    public var figures = StudyFigures()
    /// Over the days on which the validation tests; the trial itself has seen them unless a fold chose it.
    public var tested = StudyFigures()
    /// Probability that its Sharpe ratio is above the best that luck shows among all trials of the study.
    public var deflatedSharpe: Double?
    public var plateau: Plateau?
    /// Numbers from 1 of the folds that chose it.
    public var folds: [Int] = []

    public init() {}
}
