import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Fit a model that votes, and judge it on candles that it has not seen.",
        discussion: """
            Decisions are labelled by the triple barrier, folds are walked forward in time, purged and embargoed. The model's confidence in a strategy
            is its record against the base rate in those folds. Candles that it was trained on are refused by 'backtest' unless asked.
            Example: alphapulse train --name technical-1h --features technical --instrument binance:BTCUSDT --timeframe 1h --to 2024-01-01
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: "The model's name: lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: ArgumentHelp("What it looks at.", valueName: "technical|priceAction"))
    var features: String

    @Option(help: ArgumentHelp("How it is fitted.", valueName: "logistic|ridge"))
    var kind = "logistic"

    @OptionGroup var inputs: RunInputs

    @Option(help: "Candles that it decides on.")
    var timeframe = "1h"

    @Option(help: "Distance of both barriers, in average true ranges.")
    var barrier = 2.0

    @Option(help: "Candles after which the sign of the change is the label.")
    var horizon = 24

    @Option(help: "Folds of the walk-forward validation.")
    var folds = 8

    @Option(help: "Candles between the last label of a training span and its test span.")
    var embargo = 24

    @Option(help: "Ridge penalty, in pseudo-observations a row.")
    var penalty = 0.01

    func run() throws {
        let name = try ModelFolder.checked(name, option: "--name")
        let features: FeatureSet = try OptionValue.choice(features, "--features")
        let kind: TrainedModel.Kind = try OptionValue.choice(kind, "--kind")
        let timeframe = try RunInputs.timeframe(timeframe, option: "--timeframe")
        try check()
        let started = ProcessInfo.processInfo.systemUptime
        let settings = try Settings(options: options)
        let store = try CandleStore.existing(at: settings.storeURL)
        let market = try MarketLoader(store: store, inputs: inputs).load(timeframe: timeframe, funding: .none) { base in
            features.warmup * Int(timeframe.milliseconds / base.milliseconds)
        }
        let barrier = TripleBarrier(width: barrier, horizon: horizon)
        let set = try TrainingSet(market, features: features, timeframe: timeframe, barrier: barrier)
        let training = ModelTraining(
            kind: kind, penalty: penalty, validation: WalkForward(folds: folds, embargo: Int64(embargo) * timeframe.milliseconds))
        let outcome = try training.run(set)
        let document = ModelFile(
            name: name, training: training, outcome: outcome, features: features, timeframe: timeframe, barrier: barrier, market: market,
            digests: market.series.map { $0.candles.digestHex() })
        let file = ModelFolder(settings).file(name)
        try OutputFile.write(try document.encoded(), to: file, kind: "model")
        let seconds = ProcessInfo.processInfo.systemUptime - started
        if options.json {
            try JSONOutput.print(
                TrainingDocument(model: document, file: file.path, reliability: outcome.reliability.value, seconds: seconds))
        } else {
            try Console.print(TrainingText.text(document, set: set, outcome: outcome, file: RunText.relative(file), seconds: seconds))
        }
    }

    private func check() throws {
        func fail(_ message: String) -> PulseError { PulseError(.usage, message) }
        guard barrier > 0, barrier <= 100 else { throw fail("--barrier must be above 0 and at most 100, not \(barrier)") }
        guard (1...10_000).contains(horizon) else { throw fail("--horizon must be in 1...10000, not \(horizon)") }
        guard (2...100).contains(folds) else { throw fail("--folds must be in 2...100, not \(folds)") }
        guard (0...100_000).contains(embargo) else { throw fail("--embargo must be in 0...100000, not \(embargo)") }
        guard penalty >= 0, penalty <= 1_000 else { throw fail("--penalty must be in 0...1000, not \(penalty)") }
    }
}
