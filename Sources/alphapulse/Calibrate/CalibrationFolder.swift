import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// The calibrations of a home folder: `calibrations/NAME.json`.
struct CalibrationFolder {
    let url: URL

    init(_ settings: Settings) {
        url = URL(fileURLWithPath: settings["home"]).appendingPathComponent("calibrations")
    }

    /// The file of a calibration.
    func file(_ name: String) -> URL { url.appendingPathComponent(name + ".json") }

    private var names: [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return found.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// A strategy with its calibration in its place, checked against the strategy (whose models are in theirs) and the candles of the run.
    func resolve(_ strategy: StrategySpecification, timeframe: Timeframe?, inputs: RunInputs?) throws -> StrategySpecification {
        guard let name = strategy.calibration.name else { return strategy }
        let file = file(try ModelFolder.checked(name, option: "'calibration.name'"))
        let command = command(name, strategy, timeframe ?? strategy.timeframe, inputs)
        guard let data = FileManager.default.contents(atPath: file.path) else {
            let nearest = NearestName.of(name, among: names).map { "did you mean '\($0)'? Or " } ?? ""
            throw PulseError(.missing, "there is no calibration '\(name)'", hint: nearest + "make it from earlier candles: \(command)")
        }
        let calibration = try CalibrationFile.calibration(data, file: file.path)
        guard calibration.decisions == ContentDigest.hex(of: strategy.decisionForm) else {
            throw PulseError(
                .configuration,
                "the calibration '\(name)' was fitted on other decisions than those of '\(strategy.name)': heads, consensus, regime, stop, "
                    + "targets or expiry differ",
                hint: "fit it again, or one under another name: \(command)")
        }
        if let timeframe, calibration.timeframe != timeframe {
            throw PulseError(
                .configuration,
                "the calibration '\(name)' was fitted on decisions on candles of \(calibration.timeframe); this run decides on candles of "
                    + "\(timeframe)",
                hint: "fit one under another name with '--timeframe \(timeframe)', or run with '--timeframe \(calibration.timeframe)'")
        }
        var strategy = strategy
        strategy.calibration.calibration = calibration
        return strategy
    }

    /// The command that makes a calibration from what was before the run.
    private func command(_ name: String, _ strategy: StrategySpecification, _ timeframe: Timeframe, _ inputs: RunInputs?) -> String {
        let given = inputs?.instrument.joined(separator: " ") ?? ""
        return "'alphapulse calibrate strategies/\(strategy.name).yaml --name \(name) --timeframe \(timeframe) "
            + "--instrument \(given.isEmpty ? "VENUE:SYMBOL" : given) --to \(inputs?.span.from ?? "TIME")'"
    }
}
