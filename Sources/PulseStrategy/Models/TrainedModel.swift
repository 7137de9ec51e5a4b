import PulseAnalytics
import PulseCore

/// A trained model as a value: what it looks at, its numbers, and what it was trained on.
///
/// score = intercept + sum of coefficient (feature - mean) / scale, in the order of the features; the probability that the price rises first is
/// 1 / (1 + exp(-(slope score + offset))). Its arithmetic is + - x / and our own exponential: a model's file gives the same votes on every machine.
public struct TrainedModel: Hashable, Sendable {
    /// How its coefficients were found.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case ridge, logistic
    }

    public var kind: Kind
    public var features: FeatureSet
    public var timeframe: Timeframe
    public var fit: LinearFit
    /// From scores to probabilities, fitted on scores of candles that the fitted fold had not seen.
    public var calibration: PlattScaling
    /// Share of walk-forward folds that it predicted better than the base rate did, (wins + 1) / (folds + 2): the confidence of its votes.
    public var reliability: Score
    /// First and last instants whose candles, labels included, it was trained on.
    public var trainedOn: TimeRange
    /// The instruments that it was trained on.
    public var instruments: [InstrumentID]
    /// SHA-256 of the model's file, in hexadecimal: what a run's identity holds.
    public var digest: String

    public init(
        kind: Kind, features: FeatureSet, timeframe: Timeframe, fit: LinearFit, calibration: PlattScaling, reliability: Score,
        trainedOn: TimeRange, instruments: [InstrumentID], digest: String
    ) {
        precondition(fit.coefficients.count == features.names.count, "a coefficient for each feature of the set")
        self.kind = kind
        self.features = features
        self.timeframe = timeframe
        self.fit = fit
        self.calibration = calibration
        self.reliability = reliability
        self.trainedOn = trainedOn
        self.instruments = instruments
        self.digest = digest
    }

    /// What each feature adds to the score where it has a value of one standard deviation, the largest first.
    public var importance: [(name: String, coefficient: Double)] {
        zip(features.names, fit.coefficients).map { ($0, $1) }.sorted { abs($0.coefficient) > abs($1.coefficient) }
    }
}

extension StrategySpecification {
    /// The models that vote.
    public var trainedModels: [TrainedModel] {
        [(HeadID.technicalModel, heads.technicalModel), (.priceActionModel, heads.priceActionModel)].compactMap { head, parameters in
            consensus.weights[head] > .zero ? parameters.model : nil
        }
    }
}
