import ArgumentParser
import Foundation
import PulseAnalytics
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch
import PulseStore
import PulseStrategy

struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest", abstract: "Run a strategy over candles of the store and write its report.",
        discussion: """
            Example: alphapulse backtest strategies/nine-heads.yaml --instrument binance:BTCUSDT --timeframe 1h --from 2024-01-01
            The same run asked for again is answered from its folder.
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The strategy file.")
    var strategy: String

    @OptionGroup var inputs: RunInputs

    @Option(help: "Candles that heads vote on; the strategy's own by default.")
    var timeframe: String?

    @Flag(help: "Judge a trained model or a calibration on candles that it was fitted on; the report says so.")
    var allowTrainingSpan = false

    @OptionGroup var runOptions: RunOptions

    func run() throws {
        let settings = try Settings(options: options)
        let described = try StrategyFile.read(strategy)
        let timeframe = try timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? described.timeframe
        let specification = try ModelFolder(settings).resolve(described, timeframe: timeframe, inputs: inputs)
        let policy = try runOptions.fillPolicy()
        let store = try CandleStore.existing(at: settings.storeURL)
        let market = try MarketLoader(store: store, inputs: inputs).load(
            timeframe: timeframe, sideKinds: specification.sideKinds, funding: specification.venue.funding
        ) { base in
            Backtest.warmupCandles(strategy: specification, timeframe: timeframe, base: base)
        }
        if !allowTrainingSpan { try TrainingSpans.refuse(specification, market.range) }
        let backtest = try Backtest(strategy: specification, market: market, timeframe: timeframe, fillPolicy: policy)
        let canonical = specification.canonicalForm
        let trials = try StudyStore(store).population(of: market.instruments.map(\.id), market.range)
        let session = RunSession(
            options: options, settings: settings, store: store, market: market,
            identity: RunIdentity(
                kind: "backtest", engineVersion: EngineVersion.current, strategy: canonical, timeframe: timeframe, base: market.base,
                range: market.range, seed: 0,
                parameters: ["fill=\(policy.rawValue)"] + (trials.map { ["trials=\($0.count) variance=\($0.sharpeVariance)"] } ?? [])),
            kind: .backtest,
            strategy: RunStrategy(name: specification.name, hash: ContentDigest.hex(of: canonical), text: canonical),
            rule: specification.consensus, command: command(market, timeframe), out: runOptions.out, usesCache: !runOptions.fresh,
            models: specification.trainedModels, calibration: specification.calibration.calibration)
        try session.finish {
            let bar = ProgressBar("Backtest", total: backtest.work, unit: "candles", isQuiet: options.quiet)
            defer { bar.finish() }
            return try backtest.run(threads: try runOptions.threads(settings), trials: trials) { bar.advance(by: $0) }
        } scorecard: {
            try HeadScorecard.compute($0, strategy: specification, threads: try runOptions.threads(settings))
        }
    }

    /// The command that makes the same run again, whatever the defaults are then.
    private func command(_ market: Market, _ timeframe: Timeframe) -> String {
        let name = URL(fileURLWithPath: strategy).lastPathComponent
        let instruments = market.instruments.map(\.id.description).joined(separator: " ")
        return "alphapulse backtest strategies/\(name) --instrument \(instruments) --timeframe \(timeframe) --base \(market.base) "
            + "--from \(market.range.from) --to \(market.range.to)" + (runOptions.fill == "open" ? "" : " --fill \(runOptions.fill)")
    }
}
