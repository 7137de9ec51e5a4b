import Foundation
import PulseAnalytics
import PulseCore
import PulseStore
import PulseStrategy

/// A fitted calibration as a JSON document: its map, and everything that says how far it can be trusted.
public struct CalibrationFile: Codable, Sendable {
    public static let schema = "alphapulse.calibration.v1"

    /// A step of an isotonic map, in 1024ths.
    public struct Step: Codable, Sendable {
        public var from: Int
        public var value: Int
    }

    public struct Fold: Codable, Sendable {
        public var from: Int64
        public var to: Int64
        public var training: Int
        public var test: Int
        public var purged: Int
        public var brier: Double
        public var baseBrier: Double
        public var logLoss: Double
        public var baseLogLoss: Double
    }

    /// Outcomes of one side.
    public struct Side: Codable, Sendable {
        public var outcomes: Int
        public var hits: Int
    }

    public var schema = CalibrationFile.schema
    public var name: String
    public var strategy: String
    /// SHA-256 of the strategy's decision form.
    public var decisions: String
    public var timeframe: String
    public var base: String
    public var method: CalibrationMap.Method
    /// Of an isotonic map; a logistic one has slope and offset.
    public var steps: [Step]?
    public var slope: Double?
    public var offset: Double?
    public var fittedOn: ModelFile.Span
    public var sources: [ModelFile.Source]
    public var embargoMilliseconds: Int64
    public var verdicts: Int
    public var unplanned: Int
    public var notEntered: Int
    public var unknown: Int
    public var long: Side
    public var short: Side
    public var quality: CalibrationQuality
    public var folds: [Fold]

    /// The document's bytes: keys sorted, so that the same calibration has the same digest.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads and checks a document from outside: its map must be one, and what it says of itself must make sense.
    public static func calibration(_ data: Data, file: String) throws(PulseError) -> ProbabilityCalibration {
        let location = SourceLocation(file: file)
        let hint = "make it again with 'alphapulse calibrate'"
        guard data.count <= 1 << 20, let document = try? JSONDecoder().decode(CalibrationFile.self, from: data) else {
            throw PulseError(.badData, "this is not a calibration file, or it is damaged", at: location, hint: hint)
        }
        guard document.schema == schema else {
            throw PulseError(.badData, "the schema is '\(document.schema)', not '\(schema)'", at: location, hint: hint)
        }
        let instruments = document.sources.compactMap { InstrumentID($0.instrument) }
        guard let map = document.map, let timeframe = Timeframe(document.timeframe), instruments.count == document.sources.count,
            !instruments.isEmpty, document.fittedOn.from < document.fittedOn.to
        else {
            throw PulseError(.badData, "the calibration's numbers make no sense", at: location, hint: hint)
        }
        return ProbabilityCalibration(
            name: document.name, map: map, decisions: document.decisions, timeframe: timeframe,
            fittedOn: TimeRange(
                from: Timestamp(milliseconds: document.fittedOn.from), to: Timestamp(milliseconds: document.fittedOn.to)),
            instruments: instruments, quality: document.quality, digest: ContentDigest.hex(of: Array(data)))
    }

    private var map: CalibrationMap? {
        switch method {
        case .isotonic:
            guard let steps, steps.allSatisfy({ (0...1_024).contains($0.from) && (0...1_024).contains($0.value) }) else { return nil }
            return CalibrationMap(steps: steps.map { CalibrationMap.Step(start: Score(raw: $0.from), value: Score(raw: $0.value)) })
        case .platt:
            guard let slope, let offset else { return nil }
            return CalibrationMap(curve: PlattScaling(slope: slope, offset: offset))
        }
    }
}

extension CalibrationFile {
    /// The document of a calibration of a strategy on a market.
    public init(
        name: String, strategy: StrategySpecification, timeframe: Timeframe, training: CalibrationTraining, set: CalibrationSet,
        outcome: CalibrationTraining.Outcome, market: Market, digests: [String]
    ) {
        func side(_ direction: Direction) -> Side {
            let count = set.count(direction)
            return Side(outcomes: count.outcomes, hits: count.hits)
        }
        let curve = outcome.map.curve
        self.init(
            name: name, strategy: strategy.name, decisions: ContentDigest.hex(of: strategy.decisionForm), timeframe: timeframe.description,
            base: market.base.description, method: training.method,
            steps: curve == nil ? outcome.map.steps.map { Step(from: Int($0.start.raw), value: Int($0.value.raw)) } : nil,
            slope: curve?.slope, offset: curve?.offset,
            fittedOn: ModelFile.Span(from: market.range.from.milliseconds, to: market.range.to.milliseconds),
            sources: zip(market.instruments, digests).map { ModelFile.Source(instrument: $0.id.description, candles: $1) },
            embargoMilliseconds: training.validation.embargo, verdicts: set.verdicts, unplanned: set.unplanned,
            notEntered: set.notEntered, unknown: set.unknown, long: side(.long), short: side(.short), quality: outcome.quality,
            folds: outcome.folds.map {
                Fold(
                    from: $0.from.milliseconds, to: $0.to.milliseconds, training: $0.training, test: $0.test, purged: $0.purged,
                    brier: $0.brier, baseBrier: $0.baseBrier, logLoss: $0.logLoss, baseLogLoss: $0.baseLogLoss)
            })
    }
}
