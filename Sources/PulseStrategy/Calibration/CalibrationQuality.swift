/// How probabilities did on outcomes that they had not been fitted on, beside the base rate alone and the raw figure.
public struct CalibrationQuality: Hashable, Sendable, Codable {
    /// What one kind of probability came to.
    public struct Scores: Hashable, Sendable, Codable {
        /// Mean squared error: lower is better.
        public var brier: Double
        /// Mean negative log-likelihood: lower is better.
        public var logLoss: Double
        /// Mean distance of predicted from realised shares over ten bins of equal width, weighted by their sizes.
        public var calibrationError: Double

        public init(brier: Double, logLoss: Double, calibrationError: Double) {
            self.brier = brier
            self.logLoss = logLoss
            self.calibrationError = calibrationError
        }
    }

    /// One bin of the reliability table: neighbouring raw probabilities with about equally many outcomes in each bin.
    public struct Bin: Hashable, Sendable, Codable {
        /// Least and greatest raw probability.
        public var from: Double
        public var to: Double
        public var outcomes: Int
        public var raw: Double
        /// Mean probability of the folds' maps, none of which knew the bin's outcomes.
        public var calibrated: Double
        /// Share that reached the target, and its 95 % interval (Wilson 1927).
        public var realised: Double
        public var lower: Double
        public var upper: Double

        public init(
            from: Double, to: Double, outcomes: Int, raw: Double, calibrated: Double, realised: Double, lower: Double, upper: Double
        ) {
            self.from = from
            self.to = to
            self.outcomes = outcomes
            self.raw = raw
            self.calibrated = calibrated
            self.realised = realised
            self.lower = lower
            self.upper = upper
        }
    }

    /// All outcomes that the map was fitted on, those that reached the target, and those that the scores below belong to.
    public var outcomes: Int
    public var hits: Int
    public var judged: Int
    public var calibrated: Scores
    /// The share of hits before each fold, always; smoothed by one hit and one miss.
    public var baseRate: Scores
    /// The raw figure, read as a probability.
    public var raw: Scores
    /// How much lower the calibrated Brier score is than that of the base rate, as a mean over folds, and the standard error of that mean.
    /// Folds, not outcomes, are what is counted: outcomes of neighbouring candles share their fate.
    public var advantage: Double
    public var advantageError: Double
    /// Area under the ROC curve of the raw figure: whether higher ones do better at all; nil where all outcomes are the same.
    public var areaUnderCurve: Double?
    public var reliability: [Bin]

    public init(
        outcomes: Int, hits: Int, judged: Int, calibrated: Scores, baseRate: Scores, raw: Scores, advantage: Double, advantageError: Double,
        areaUnderCurve: Double?, reliability: [Bin]
    ) {
        self.outcomes = outcomes
        self.hits = hits
        self.judged = judged
        self.calibrated = calibrated
        self.baseRate = baseRate
        self.raw = raw
        self.advantage = advantage
        self.advantageError = advantageError
        self.areaUnderCurve = areaUnderCurve
        self.reliability = reliability
    }

    /// Whether it did better than the base rate by more than luck explains: by two standard errors, and by both measures.
    public var isBetter: Bool { advantage > 2 * advantageError && calibrated.logLoss < baseRate.logLoss }

    /// The share of hits.
    public var hitRate: Double { outcomes == 0 ? 0 : Double(hits) / Double(outcomes) }
}
