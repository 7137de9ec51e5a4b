import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate", abstract: "Learn how often verdicts of a raw probability reach their target before their stop.",
        discussion: """
            Runs the strategy's own pipeline, follows each verdict by its own risk plan, and fits a map that never falls. Folds are walked
            forward in time, purged and embargoed; the map is judged on outcomes that it was not fitted on, beside the base rate alone. A
            strategy uses it with 'calibration: {name: NAME}'. Candles that it was fitted on are refused by 'backtest' unless asked.
            Example: alphapulse calibrate strategies/four-of-nine.yaml --name four-of-nine-1h --instrument binance:BTCUSDT --to 2024-01-01
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The strategy file.")
    var strategy: String

    @Option(help: "The calibration's name: lower-case letters, digits and hyphens.")
    var name: String

    @OptionGroup var inputs: RunInputs

    @Option(help: "Candles that heads vote on; the strategy's own by default.")
    var timeframe: String?

    @Option(help: ArgumentHelp("How it is fitted.", valueName: "isotonic|platt"))
    var method = "isotonic"

    @Option(help: "Folds of the walk-forward validation.")
    var folds = 8

    @Option(help: "Candles between the last outcome of a training span and its test span.")
    var embargo = 24

    @Option(help: "Threads; by default one a core. Changes nothing but the time.")
    var threads: Int?

    @Flag(help: "Let a trained model vote on candles that it was trained on.")
    var allowTrainingSpan = false

    func run() throws {
        let name = try ModelFolder.checked(name, option: "--name")
        let method: CalibrationMap.Method = try OptionValue.choice(method, "--method")
        guard (2...100).contains(folds) else { throw PulseError(.usage, "--folds must be in 2...100, not \(folds)") }
        guard (0...100_000).contains(embargo) else { throw PulseError(.usage, "--embargo must be in 0...100000, not \(embargo)") }
        let started = ProcessInfo.processInfo.systemUptime
        let settings = try Settings(options: options)
        var described = try StrategyFile.read(strategy)
        // It is fitted on raw verdicts, which no calibration has a part in.
        described.calibration = CalibrationParameters()
        let timeframe = try timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? described.timeframe
        let specification = try ModelFolder(settings).resolve(described, timeframe: timeframe, inputs: inputs)
        let store = try CandleStore.existing(at: settings.storeURL)
        let market = try MarketLoader(store: store, inputs: inputs).load(
            timeframe: timeframe, sideKinds: specification.sideKinds, funding: .none
        ) { base in
            Backtest.warmupCandles(strategy: specification, timeframe: timeframe, base: base)
        }
        if !allowTrainingSpan { try TrainingSpans.refuse(specification, market.range) }
        let set = CalibrationSet(
            market, decisions: try decisions(specification, market, timeframe, settings), strategy: specification, timeframe: timeframe)
        let training = CalibrationTraining(
            method: method, validation: WalkForward(folds: folds, embargo: Int64(embargo) * timeframe.milliseconds))
        let outcome = try training.run(set)
        let document = CalibrationFile(
            name: name, strategy: specification, timeframe: timeframe, training: training, set: set, outcome: outcome, market: market,
            digests: market.series.map { $0.candles.digestHex() })
        let file = CalibrationFolder(settings).file(name)
        try OutputFile.write(try document.encoded(), to: file, kind: "calibration")
        let seconds = ProcessInfo.processInfo.systemUptime - started
        if options.json {
            try JSONOutput.print(CalibrationDocument(calibration: document, file: file.path, seconds: seconds))
        } else {
            try Console.print(CalibrationText.text(document, outcome: outcome, file: RunText.relative(file), seconds: seconds))
        }
    }

    private func decisions(
        _ specification: StrategySpecification, _ market: Market, _ timeframe: Timeframe, _ settings: Settings
    ) throws -> [DecisionColumns] {
        let count = try settings.threads(threads)
        let bar = ProgressBar(
            "Decide", total: market.series.reduce(0) { $0 + $1.candles.count }, unit: "candles", isQuiet: options.quiet)
        defer { bar.finish() }
        return try Backtest(strategy: specification, market: market, timeframe: timeframe).decide(threads: count) { bar.advance(by: $0) }
    }
}
