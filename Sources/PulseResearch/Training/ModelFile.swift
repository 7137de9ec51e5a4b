import Foundation
import PulseAnalytics
import PulseCore
import PulseStore
import PulseStrategy

/// A trained model as a JSON document: its numbers, and everything that says how far they can be trusted.
public struct ModelFile: Codable, Sendable {
    public static let schema = "alphapulse.model.v1"

    public struct Feature: Codable, Sendable {
        public var name: String
        public var mean: Double
        public var scale: Double
        public var coefficient: Double
    }

    public struct Span: Codable, Sendable {
        public var from: Int64
        public var to: Int64
    }

    public struct Fold: Codable, Sendable {
        public var from: Int64
        public var to: Int64
        public var trainingRows: Int
        public var testRows: Int
        public var purged: Int
        public var logLoss: Double
        public var baseLogLoss: Double
        public var areaUnderCurve: Double?
    }

    public struct Source: Codable, Sendable {
        public var instrument: String
        /// SHA-256 of the candles that it was trained on.
        public var candles: String
    }

    public var schema = ModelFile.schema
    public var name: String
    public var kind: TrainedModel.Kind
    public var featureSet: FeatureSet
    public var timeframe: String
    public var intercept: Double
    public var features: [Feature]
    public var calibrationSlope: Double
    public var calibrationOffset: Double
    /// In 1024ths.
    public var reliability: Int
    public var trainedOn: Span
    public var sources: [Source]
    public var barrierWidth: Double
    public var horizon: Int
    public var penalty: Double
    public var embargoMilliseconds: Int64
    public var rows: Int
    public var rises: Int
    public var logLoss: Double
    public var baseLogLoss: Double
    public var areaUnderCurve: Double?
    public var calibrationError: Double
    public var folds: [Fold]

    /// The document's bytes: keys sorted, so that the same model has the same digest.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads and checks a document from outside; every number must be one, and the features those of this version.
    public static func model(_ data: Data, file: String) throws(PulseError) -> TrainedModel {
        let location = SourceLocation(file: file)
        let hint = "train it again with 'alphapulse train'"
        guard data.count <= 1 << 20, let document = try? JSONDecoder().decode(ModelFile.self, from: data) else {
            throw PulseError(.badData, "this is not a model file, or it is damaged", at: location, hint: hint)
        }
        guard document.schema == schema else {
            throw PulseError(.badData, "the schema is '\(document.schema)', not '\(schema)'", at: location, hint: hint)
        }
        guard document.features.map(\.name) == document.featureSet.names else {
            throw PulseError(
                .badData, "its features are not those of this version's '\(document.featureSet.rawValue)'", at: location, hint: hint)
        }
        let numbers =
            document.features.flatMap { [$0.mean, $0.scale, $0.coefficient] }
            + [document.intercept, document.calibrationSlope, document.calibrationOffset]
        let instruments = document.sources.compactMap { InstrumentID($0.instrument) }
        guard numbers.allSatisfy(\.isFinite), document.features.allSatisfy({ $0.scale > 0 }), let timeframe = Timeframe(document.timeframe),
            instruments.count == document.sources.count, !instruments.isEmpty, document.trainedOn.from < document.trainedOn.to
        else {
            throw PulseError(.badData, "the model's numbers make no sense", at: location, hint: hint)
        }
        return TrainedModel(
            kind: document.kind, features: document.featureSet, timeframe: timeframe,
            fit: LinearFit(
                standardization: Standardization(means: document.features.map(\.mean), scales: document.features.map(\.scale)),
                intercept: document.intercept, coefficients: document.features.map(\.coefficient)),
            calibration: PlattScaling(slope: document.calibrationSlope, offset: document.calibrationOffset),
            reliability: Score(raw: document.reliability),
            trainedOn: TimeRange(
                from: Timestamp(milliseconds: document.trainedOn.from), to: Timestamp(milliseconds: document.trainedOn.to)),
            instruments: instruments, digest: ContentDigest.hex(of: Array(data)))
    }
}

extension ModelFile {
    /// The document of a training on a market.
    public init(
        name: String, training: ModelTraining, outcome: ModelTraining.Outcome, features: FeatureSet, timeframe: Timeframe,
        barrier: TripleBarrier, market: Market, digests: [String]
    ) {
        self.init(
            name: name, kind: training.kind, featureSet: features, timeframe: timeframe.description, intercept: outcome.fit.intercept,
            features: features.names.indices.map { index in
                Feature(
                    name: features.names[index], mean: outcome.fit.standardization.means[index],
                    scale: outcome.fit.standardization.scales[index], coefficient: outcome.fit.coefficients[index])
            },
            calibrationSlope: outcome.calibration.slope, calibrationOffset: outcome.calibration.offset,
            reliability: Int(outcome.reliability.raw),
            trainedOn: Span(from: market.range.from.milliseconds, to: market.range.to.milliseconds),
            sources: zip(market.instruments, digests).map { Source(instrument: $0.id.description, candles: $1) },
            barrierWidth: barrier.width, horizon: barrier.horizon, penalty: training.penalty,
            embargoMilliseconds: training.validation.embargo, rows: outcome.rows, rises: outcome.rises, logLoss: outcome.logLoss,
            baseLogLoss: outcome.baseLogLoss, areaUnderCurve: outcome.areaUnderCurve, calibrationError: outcome.calibrationError,
            folds: outcome.folds.map {
                Fold(
                    from: $0.from.milliseconds, to: $0.to.milliseconds, trainingRows: $0.trainingRows, testRows: $0.testRows,
                    purged: $0.purged, logLoss: $0.logLoss, baseLogLoss: $0.baseLogLoss, areaUnderCurve: $0.areaUnderCurve)
            })
    }
}
