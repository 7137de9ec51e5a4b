import Foundation
import PulseCore
import PulseResearch
import PulseStrategy

/// The trained models of a home folder: `models/NAME.json`.
struct ModelFolder {
    let url: URL

    init(_ settings: Settings) {
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

    /// Reads a model; `missing` with the nearest name where there is none.
    func model(_ name: String) throws -> TrainedModel {
        let file = file(try Self.checked(name, option: "'model'"))
        guard let data = FileManager.default.contents(atPath: file.path) else {
            let nearest = NearestName.of(name, among: names)
            throw PulseError(
                .missing, "there is no trained model '\(name)'",
                hint: nearest.map { "did you mean '\($0)'?" }
                    ?? "make it: 'alphapulse train --name \(name) ...', see 'alphapulse train --help'")
        }
        return try ModelFile.model(data, file: file.path)
    }

    /// A strategy with its models in their places.
    func resolve(_ strategy: StrategySpecification) throws -> StrategySpecification {
        var strategy = strategy
        strategy.heads.technicalModel.model = try resolved(strategy.heads.technicalModel, .technical, in: strategy)
        strategy.heads.priceActionModel.model = try resolved(strategy.heads.priceActionModel, .priceAction, in: strategy)
        return strategy
    }

    private func resolved(_ parameters: ModelParameters, _ features: FeatureSet, in strategy: StrategySpecification) throws -> TrainedModel?
    {
        guard let name = parameters.name, strategy.consensus.weights[features.head] > .zero else { return nil }
        let model = try model(name)
        guard model.features == features else {
            throw PulseError(
                .configuration,
                "the model '\(name)' looks at \(model.features.rawValue) features; 'heads.\(features.head.name)' needs \(features.rawValue)",
                hint: "train one with '--features \(features.rawValue)'")
        }
        return model
    }
}
