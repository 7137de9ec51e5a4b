import PulseAnalytics
import PulseCore
import PulseStrategy

/// Fits a model and judges it where it has not been fitted.
public struct ModelTraining: Sendable {
    public var kind: TrainedModel.Kind
    /// Ridge penalty in pseudo-observations a row.
    public var penalty: Double
    public var validation: WalkForward
    /// Fewer labelled decisions than this are no basis for a model.
    public static let minimumRows = 500

    public init(kind: TrainedModel.Kind, penalty: Double = 0.01, validation: WalkForward = WalkForward()) {
        precondition(penalty >= 0 && penalty.isFinite, "a penalty does not reward")
        self.kind = kind
        self.penalty = penalty
        self.validation = validation
    }

    /// How a fold's model did on the span after it.
    public struct FoldResult: Hashable, Sendable {
        public let from: Timestamp
        public let to: Timestamp
        public let trainingRows: Int
        public let testRows: Int
        public let purged: Int
        /// Mean log loss of the calibrated probabilities, and of the training rows' base rate. Fold 1 has no earlier fold to be calibrated on, and uses the
        /// scores' own log odds (ridge: twice the score, the slope that small scores of a logistic model would have).
        public let logLoss: Double
        public let baseLogLoss: Double
        /// Area under the ROC curve; nil where the span has one outcome only.
        public let areaUnderCurve: Double?
        /// Whether it predicted better than the base rate did.
        public var isBetter: Bool { logLoss < baseLogLoss }
    }

    /// What came of a training.
    public struct Outcome: Sendable {
        public let fit: LinearFit
        public let calibration: PlattScaling
        public let folds: [FoldResult]
        /// Of all test spans together.
        public let logLoss: Double
        public let baseLogLoss: Double
        public let areaUnderCurve: Double?
        public let calibrationError: Double
        public let rows: Int
        public let rises: Int

        /// (wins + 1) / (folds + 2): one half where nothing is known.
        public var reliability: Score {
            Score(Double(folds.filter(\.isBetter).count + 1) / Double(folds.count + 2))
        }
    }

    /// Fits each fold, then all rows. Throws `badData` where there are too few rows or the features do not determine a model.
    public func run(_ set: TrainingSet) throws(PulseError) -> Outcome {
        guard set.rows.count >= Self.minimumRows else {
            throw PulseError(
                .badData, "\(set.rows.count) labelled decisions are too few to train on (at least \(Self.minimumRows))",
                hint: "widen --from and --to, or take a shorter --timeframe")
        }
        var results: [FoldResult] = []
        var scores: [Double] = []
        var outcomes: [Bool] = []
        var probabilities: [Double] = []
        var baseProbabilities: [Double] = []
        for fold in validation.split(set.rows) {
            let fit = try fitted(set, rows: fold.training)
            // Calibrated on what earlier folds predicted for rows that they had not seen, and on nothing later.
            let calibration = PlattScaling(scores: scores, outcomes: outcomes) ?? standardCalibration
            let rises = fold.training.reduce(0) { $0 + (set.rows[$1].isRise ? 1 : 0) }
            let base = Double(rises) / Double(fold.training.count)
            let testScores = fit.scores(set.observations, rows: Array(fold.test))
            let testOutcomes = fold.test.map { set.rows[$0].isRise }
            let testProbabilities = testScores.map(calibration.probability)
            let basis = [Double](repeating: base, count: testScores.count)
            results.append(
                FoldResult(
                    from: Timestamp(milliseconds: set.rows[fold.test.lowerBound].time),
                    to: Timestamp(milliseconds: set.rows[fold.test.upperBound - 1].time), trainingRows: fold.training.count,
                    testRows: fold.test.count, purged: fold.purged,
                    logLoss: Logistic.logLoss(testProbabilities, outcomes: testOutcomes) ?? 0,
                    baseLogLoss: Logistic.logLoss(basis, outcomes: testOutcomes) ?? 0,
                    areaUnderCurve: Logistic.areaUnderCurve(testScores, outcomes: testOutcomes)))
            scores += testScores
            outcomes += testOutcomes
            probabilities += testProbabilities
            baseProbabilities += basis
        }
        guard let calibration = PlattScaling(scores: scores, outcomes: outcomes),
            let logLoss = Logistic.logLoss(probabilities, outcomes: outcomes),
            let baseLogLoss = Logistic.logLoss(baseProbabilities, outcomes: outcomes)
        else {
            throw PulseError(.badData, "no fold of the walk-forward has rows of both outcomes", hint: "widen --from and --to")
        }
        let rises = set.rows.reduce(0) { $0 + ($1.isRise ? 1 : 0) }
        return Outcome(
            fit: try fitted(set, rows: Array(set.rows.indices)), calibration: calibration, folds: results, logLoss: logLoss,
            baseLogLoss: baseLogLoss, areaUnderCurve: Logistic.areaUnderCurve(scores, outcomes: outcomes),
            calibrationError: Logistic.calibrationError(probabilities, outcomes: outcomes) ?? 0, rows: set.rows.count, rises: rises)
    }

    private var standardCalibration: PlattScaling {
        // A ridge score s estimates p - 1/2 where targets are 0 and 1, less one half by its intercept; log odds near the middle are four times that.
        kind == .logistic ? .identity : PlattScaling(slope: 4, offset: -2)
    }

    private func fitted(_ set: TrainingSet, rows: [Int]) throws(PulseError) -> LinearFit {
        let fit =
            switch kind {
            case .ridge: LinearRegression.ridge(set.observations, rows: rows, penalty: penalty)
            case .logistic: LinearRegression.logistic(set.observations, rows: rows, penalty: penalty)
            }
        guard let fit else {
            throw PulseError(
                .badData, "the features of \(rows.count) decisions do not determine a model", hint: "raise --penalty, or widen the range")
        }
        return fit
    }
}
