import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

struct AuditNoise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "noise", abstract: "Measure how heads and consensus vote where there is nothing to find.",
        discussion: """
            Random walks, and with --instrument stretches of its candles in random order, upside down half of the time; beside them side series as
            random, where heads read some. Exit code 1 where a head never
            or always votes, or prefers a side by more than four standard errors.
            Example: alphapulse audit noise strategies/nine-heads.yaml --instrument binance:BTCUSDT --timeframe 1h
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The strategy file.")
    var strategy: String

    @OptionGroup var inputs: RunInputs

    @Option(help: "Candles that heads vote on; the strategy's own by default.")
    var timeframe: String?

    @Option(help: "Independent walks.")
    var walks = 64

    @Option(help: "Decision candles of a walk after the heads' warm-up.")
    var length = 2_000

    @Option(help: "Seed of the walks.")
    var seed: UInt64 = 1

    @Option(help: "Threads; 0 takes one a core.")
    var threads = 0

    func run() throws {
        guard (2...100_000).contains(walks) else { throw PulseError(.usage, "--walks must be in 2...100000, not \(walks)") }
        guard (500...1_000_000).contains(length) else { throw PulseError(.usage, "--length must be in 500...1000000, not \(length)") }
        let threads = try Settings.threads(zeroForCores: threads)
        let settings = try Settings(options: options)
        let specification = try ModelFolder(settings).resolve(StrategyFile.read(strategy))
        let timeframe = try timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? specification.timeframe
        let audit = NoiseAudit(walks: walks, length: length, seed: seed)
        var results = [audit.run(specification, timeframe: timeframe, on: .randomWalk, side: specification.sideKinds, threads: threads)]
        if !inputs.instrument.isEmpty {
            let store = try CandleStore.existing(at: settings.storeURL)
            let market = try MarketLoader(store: store, inputs: inputs).load(timeframe: timeframe, funding: .none) { _ in 0 }
            for series in market.series {
                let source = series.candles.aggregated(from: market.base, to: timeframe)
                guard source.count >= 2 * NoiseMarket.stretch else {
                    throw PulseError(
                        .badData,
                        "\(series.instrument.id) has \(source.count) candles of \(timeframe); the bootstrap needs \(2 * NoiseMarket.stretch)"
                    )
                }
                results.append(
                    audit.run(
                        specification, timeframe: timeframe, on: .blockBootstrap, source: source, side: specification.sideKinds,
                        threads: threads))
            }
        }
        if options.json {
            try JSONOutput.print(NoiseDocument(results))
        } else {
            try Console.print(results.map(Self.text).joined(separator: "\n\n"))
        }
        if results.contains(where: { $0.rows.contains { $0.alarm != nil } }) { throw ExitCode(1) }
    }

    private static func text(_ result: NoiseAudit.Result) -> String {
        var table = TextTable([
            ("Head", .left), ("Abstains", .right), ("Takes a side", .right), ("Valid", .right), ("Long share", .right),
            ("Asymmetry", .right),
            ("Hit rate", .right), ("", .left),
        ])
        func percent(_ share: Double) -> String { String(format: "%.2f %%", 100 * share) }
        for row in result.rows {
            table.append([
                row.rates.head.name, percent(row.rates.abstentionRate), percent(row.rates.directionalRate), percent(row.rates.validRate),
                row.rates.longShare.map(percent) ?? "--", row.asymmetry.map { String(format: "%+.1f se", $0) } ?? "--",
                row.rates.hitRate.map(percent) ?? "--", row.alarm.map(Self.text) ?? "",
            ])
        }
        let name = result.market == .randomWalk ? "Random walks" : "Block bootstrap"
        return "\(name), \(result.walks) of \(result.timeframe), \(result.decisions) decisions\n\(table.render())\n"
            + "False consensus: \(percent(result.falseConsensusRate)) of the decisions (\(result.passedLong) long, \(result.passedShort) short)"
    }

    private static func text(_ alarm: NoiseAudit.Alarm) -> String {
        switch alarm {
        case .never: "never votes: are its conditions possible?"
        case .always: "always votes: it says nothing"
        case .lopsided: "prefers a side on noise"
        }
    }
}
