/// How the objective depends on one parameter: quartiles of the trials in each of its bins.
public struct StudyProfile: Hashable, Sendable, Codable {
    public struct Bin: Hashable, Sendable, Codable {
        /// The middle of its range, or the choice.
        public var label: String
        public var trials: Int
        public var lowerQuartile: Double
        public var median: Double
        public var upperQuartile: Double

        public init(label: String, trials: Int, lowerQuartile: Double, median: Double, upperQuartile: Double) {
            self.label = label
            self.trials = trials
            self.lowerQuartile = lowerQuartile
            self.median = median
            self.upperQuartile = upperQuartile
        }
    }

    public var path: String
    /// Share of the objective's variance over the trials that the bins' means explain (the correlation ratio).
    public var importance: Double?
    public var bins: [Bin]
    /// The chosen trial's bin.
    public var chosen: Int?
    /// What each fold chose, in the order of the folds, as it stands in a strategy file.
    public var byFold: [String]

    public init(path: String, importance: Double?, bins: [Bin], chosen: Int?, byFold: [String]) {
        self.path = path
        self.importance = importance
        self.bins = bins
        self.chosen = chosen
        self.byFold = byFold
    }
}
