import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

struct AuditCausality: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "causality", abstract: "Show that no decision depends on later candles.",
        discussion: """
            Every decision of a whole run is made again by a pipeline that is given one candle at a time, in memory of its own with poison around
            it. Votes, verdicts and levels must be the same to the last bit at every candle, on every timeframe. Exit code 1 where one is not.
            Example: alphapulse audit causality strategies/nine-heads.yaml --instrument binance:BTCUSDT
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var inputs: AuditInputs

    func run() throws {
        let settings = try Settings(options: options)
        let specification = try inputs.specification(settings)
        let store = try CandleStore.existing(at: settings.storeURL)
        let started = ProcessInfo.processInfo.systemUptime
        var jobs: [(series: Market.Series, base: Timeframe, timeframe: Timeframe)] = []
        for timeframe in try inputs.timeframes(specification) {
            let market = try inputs.market(store, timeframe, specification)
            jobs += market.series.map { ($0, market.base, timeframe) }
        }
        let bar = ProgressBar(
            "Causality", total: jobs.reduce(0) { $0 + 2 * $1.series.candles.count }, unit: "candles", isQuiet: options.quiet)
        let queue = jobs
        let threads = try inputs.threadCount(settings)
        let results = Parallel.map(queue.count, threads: threads) { index in
            CausalityAudit.run(queue[index].series, threads: queue.count >= threads ? 1 : 2) {
                guard let pipeline = Pipeline(specification, base: queue[index].base, timeframe: queue[index].timeframe) else {
                    preconditionFailure("the loader found candles that the timeframe can be built from")
                }
                return pipeline
            } progress: {
                bar.advance(by: $0)
            }
        }
        bar.finish()
        let seconds = ProcessInfo.processInfo.systemUptime - started
        if options.json {
            try JSONOutput.print(CausalityDocument(results, seconds: seconds))
        } else {
            try Console.print(Self.text(results, seconds: seconds))
        }
        if results.contains(where: { !$0.findings.isEmpty }) { throw ExitCode(1) }
    }

    private static func text(_ results: [CausalityAudit.Result], seconds: Double) -> String {
        var table = TextTable([
            ("Instrument", .left), ("Timeframe", .left), ("Base candles", .right), ("Decisions", .right), ("Differences", .right),
        ])
        for result in results {
            table.append([
                "\(result.instrument)", "\(result.timeframe)", "\(result.baseCandles)", "\(result.decisions)",
                "\(result.findings.reduce(0) { $0 + $1.differences })",
            ])
        }
        var lines = [table.render(), ""]
        for result in results {
            for finding in result.findings {
                lines.append(
                    "\(result.instrument) \(result.timeframe): \(finding.subject) differs in \(finding.differences) decisions, first at \(finding.time): "
                        + "\(finding.whole) in the whole run, \(finding.prefix) when nothing later is known")
            }
        }
        let isClean = results.allSatisfy(\.findings.isEmpty)
        lines.append(
            isClean
                ? "No decision depends on a later candle (\(String(format: "%.2f", seconds)) s)."
                : "Some decisions depend on what comes after them, or on how candles arrive.")
        return lines.joined(separator: "\n")
    }
}
