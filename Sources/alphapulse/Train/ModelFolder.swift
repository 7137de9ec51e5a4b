import Foundation
import PulseCore
import PulseResearch
import PulseStrategy

/// The trained models of a home folder: `models/NAME.json`.
struct ModelFolder {
    let url: URL
    private let calibrations: CalibrationFolder

    init(_ settings: Settings) {
        calibrations = CalibrationFolder(settings)
        url = URL(fileURLWithPath: settings["home"]).appendingPathComponent("models")
    }

    /// The file of a model.
    func file(_ name: String) -> URL { url.appendingPathComponent(name + ".json") }

    /// A name that can be a file's: lower-case letters, digits and hyphens, so that no path can be smuggled in.
    static func checked(_ name: String, option: String) throws -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        guard isPlain, (1...64).contains(name.utf8.count) else {
            throw PulseError(.usage, "\(option) must be 1 to 64 lower-case letters, digits and hyphens, not '\(name)'")
        }
        return name
    }

    /// The names of all models, sorted.
    var names: [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return found.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Reads a model; nil where there is none.
    private func model(_ name: String) throws -> TrainedModel? {
        let file = file(try Self.checked(name, option: "'model'"))
        return try FileManager.default.contents(atPath: file.path).map { try ModelFile.model($0, file: file.path) }
    }

    /// A strategy with its models and its calibration in their places, checked for candles of a timeframe where one is given. Throws
    /// `missing` with the commands that make the models that are not there; `inputs` are those of the run that needs them.
    func resolve(
        _ strategy: StrategySpecification, timeframe: Timeframe? = nil, inputs: RunInputs? = nil
    ) throws -> StrategySpecification {
        var strategy = strategy
        var missing: [Diagnostic] = []
        func resolved(_ parameters: ModelParameters, _ features: FeatureSet) throws -> TrainedModel? {
            guard let name = parameters.name, strategy.consensus.weights[features.head] > .zero else { return nil }
            guard let model = try model(name) else {
                missing.append(diagnostic(name, features, timeframe ?? strategy.timeframe, inputs))
                return nil
            }
            try check(model, name, features, timeframe)
            return model
        }
        strategy.heads.technicalModel.model = try resolved(strategy.heads.technicalModel, .technical)
        strategy.heads.priceActionModel.model = try resolved(strategy.heads.priceActionModel, .priceAction)
        guard missing.isEmpty else { throw PulseError(.missing, missing) }
        return try calibrations.resolve(strategy, timeframe: timeframe, inputs: inputs)
    }

    private func check(_ model: TrainedModel, _ name: String, _ features: FeatureSet, _ timeframe: Timeframe?) throws {
        guard model.features == features else {
            throw PulseError(
                .configuration,
                "the model '\(name)' looks at \(model.features.rawValue) features; "
                    + "'heads.\(features.head.name)' needs \(features.rawValue)",
                hint: "train one with '--features \(features.rawValue)'")
        }
        if let timeframe, model.timeframe != timeframe {
            throw PulseError(
                .configuration,
                "the model '\(name)' was trained on candles of \(model.timeframe); this run decides on candles of \(timeframe)",
                hint: "train one with '--timeframe \(timeframe)' under another name, or run with '--timeframe \(model.timeframe)'")
        }
    }

    private func diagnostic(_ name: String, _ features: FeatureSet, _ timeframe: Timeframe, _ inputs: RunInputs?) -> Diagnostic {
        let nearest = NearestName.of(name, among: names).map { "did you mean '\($0)'? Or " } ?? ""
        let given = inputs?.instrument.joined(separator: " ") ?? ""
        let instrument = given.isEmpty ? "VENUE:SYMBOL" : given
        // Up to where the run begins: what comes later is what it is to be judged on.
        let end = inputs?.span.from ?? "TIME"
        return Diagnostic(
            "there is no trained model '\(name)'",
            hint: nearest + "make it from earlier candles: 'alphapulse train --name \(name) --features \(features.rawValue) "
                + "--timeframe \(timeframe) --instrument \(instrument) --to \(end)'")
    }
}
