import PulseAnalytics
import PulseCore
import PulseStrategy

/// Fits a calibration and judges it on outcomes that it has not been fitted on.
public struct CalibrationTraining: Sendable {
    public var method: CalibrationMap.Method
    public var validation: WalkForward
    /// Fewer outcomes than this are no basis for a calibration.
    public static let minimumOutcomes = 100

    public init(method: CalibrationMap.Method, validation: WalkForward = WalkForward()) {
        self.method = method
        self.validation = validation
    }

    /// How a fold's map did on the outcomes after it.
    public struct FoldResult: Hashable, Sendable {
        public let from: Timestamp
        public let to: Timestamp
        public let training: Int
        public let test: Int
        public let purged: Int
        public let brier: Double
        public let baseBrier: Double
        public let logLoss: Double
        public let baseLogLoss: Double
        /// Whether it predicted better than the base rate did.
        public var isBetter: Bool { brier < baseBrier }
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// Fitted on all outcomes: raw probabilities are nobody's fit to them, so that all are out of sample.
        public let map: CalibrationMap
        public let folds: [FoldResult]
        public let quality: CalibrationQuality
    }

    /// A fold's predictions for its test rows, and what the base rate of its training rows says of each.
    public struct Prediction: Hashable, Sendable {
        public let fold: WalkForward.Fold
        public let map: CalibrationMap
        public let probabilities: [Score]
        public let baseRate: Double
    }

    /// Fits each fold, then all rows. Throws `badData` where there are too few outcomes.
    public func run(_ set: CalibrationSet) throws(PulseError) -> Outcome {
        let rows = set.rows
        guard rows.count >= Self.minimumOutcomes else {
            throw PulseError(
                .badData,
                "\(rows.count) outcomes are too few to calibrate on (at least \(Self.minimumOutcomes)): \(set.verdicts) verdicts took a "
                    + "side, the risk plan rejected \(set.unplanned), \(set.notEntered) would not have been entered, \(set.unknown) outlive "
                    + "the candles",
                hint: "widen --from and --to, add instruments or take a shorter --timeframe; a rule with a smaller quorum has more verdicts"
            )
        }
        let predictions = self.predictions(rows, folds: validation.split(set.trainingRows))
        let folds = predictions.map { Self.result(of: $0, rows) }
        guard !folds.isEmpty, let map = CalibrationMap(method, raw: rows.map(\.raw), hits: rows.map(\.isHit)) else {
            throw PulseError(
                .badData, "no fold of the walk-forward has outcomes that were known in time", hint: "lower --folds or --embargo")
        }
        return Outcome(map: map, folds: folds, quality: Self.quality(rows, predictions, folds))
    }

    /// Fits a map on the training rows of each fold and asks it about the test rows.
    public func predictions(_ rows: [CalibrationSet.Row], folds: [WalkForward.Fold]) -> [Prediction] {
        folds.compactMap { fold in
            let hits = fold.training.map { rows[$0].isHit }
            guard let map = CalibrationMap(method, raw: fold.training.map { rows[$0].raw }, hits: hits) else { return nil }
            return Prediction(
                fold: fold, map: map, probabilities: fold.test.map { map[rows[$0].raw] },
                baseRate: (Double(hits.count { $0 }) + 1) / Double(hits.count + 2))
        }
    }

    private static func result(of prediction: Prediction, _ rows: [CalibrationSet.Row]) -> FoldResult {
        let test = rows[prediction.fold.test]
        let hits = test.map(\.isHit)
        let own = scores(prediction.probabilities.map(\.value), hits)
        let base = scores([Double](repeating: prediction.baseRate, count: hits.count), hits)
        return FoldResult(
            from: Timestamp(milliseconds: test[test.startIndex].time), to: Timestamp(milliseconds: test[test.endIndex - 1].time),
            training: prediction.fold.training.count, test: hits.count, purged: prediction.fold.purged, brier: own.brier,
            baseBrier: base.brier, logLoss: own.logLoss, baseLogLoss: base.logLoss)
    }

    private static func scores(_ probabilities: [Double], _ hits: [Bool]) -> CalibrationQuality.Scores {
        CalibrationQuality.Scores(
            brier: Logistic.brierScore(probabilities, outcomes: hits) ?? 0, logLoss: Logistic.logLoss(probabilities, outcomes: hits) ?? 0,
            calibrationError: Logistic.calibrationError(probabilities, outcomes: hits) ?? 0)
    }

    private static func quality(
        _ rows: [CalibrationSet.Row], _ predictions: [Prediction], _ folds: [FoldResult]
    ) -> CalibrationQuality {
        let judged = predictions.flatMap { prediction in
            zip(prediction.fold.test, prediction.probabilities).map { index, probability in
                ReliabilityTable.Entry(raw: rows[index].raw, calibrated: probability, isHit: rows[index].isHit)
            }
        }
        let hits = judged.map(\.isHit)
        let base = predictions.flatMap { [Double](repeating: $0.baseRate, count: $0.probabilities.count) }
        let raw = judged.map(\.raw.value)
        let advantage = advantage(folds.map { $0.baseBrier - $0.brier })
        return CalibrationQuality(
            outcomes: rows.count, hits: rows.count { $0.isHit }, judged: judged.count,
            calibrated: scores(judged.map(\.calibrated.value), hits), baseRate: scores(base, hits), raw: scores(raw, hits),
            advantage: advantage.mean, advantageError: advantage.error,
            areaUnderCurve: Logistic.areaUnderCurve(raw, outcomes: hits), reliability: ReliabilityTable.bins(judged))
    }

    /// Mean and its standard error; a single fold's is as large as its mean, so that it proves nothing.
    private static func advantage(_ differences: [Double]) -> (mean: Double, error: Double) {
        let count = Double(differences.count)
        let mean = differences.reduce(0, +) / count
        guard differences.count > 1 else { return (mean, abs(mean)) }
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return (mean, (variance / count).squareRoot())
    }
}
