import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

struct AuditWarmup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warmup", abstract: "Measure how many candles it takes until decisions no longer depend on where history starts.",
        discussion: """
            The same candles are run from several later starts and compared with the run from the first candle: votes exactly, numbers in units in
            the last place. A run reads the longest history before its range.
            Example: alphapulse audit warmup strategies/nine-heads.yaml --instrument binance:BTCUSDT --timeframe 1h
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var inputs: AuditInputs

    @Option(help: "Later starts to try.")
    var starts = 8

    @Option(
        help: "Decision candles that each start is followed for; by default half as long again as the longest history that a head asks for."
    )
    var length: Int?

    func run() throws {
        guard (1...1_000).contains(starts) else { throw PulseError(.usage, "--starts must be in 1...1000, not \(starts)") }
        if let length, !(100...1_000_000).contains(length) {
            throw PulseError(.usage, "--length must be in 100...1000000, not \(length)")
        }
        let settings = try Settings(options: options)
        let specification = try inputs.specification(settings)
        let store = try CandleStore.existing(at: settings.storeURL)
        var sections: [WarmupDocument.Section] = []
        let timeframes = inputs.timeframe.isEmpty ? [specification.timeframe] : try inputs.timeframes(specification)
        for timeframe in timeframes {
            let market = try inputs.market(store, timeframe, specification)
            for series in market.series {
                let declared = specification.consensus.weights.heads.map { id -> WarmupAudit.Declaration in
                    let head = specification.heads.makeHead(id, timeframe: timeframe, detector: specification.regime)
                    return WarmupAudit.Declaration(warmup: head.warmup, history: head.history)
                }
                let length = length ?? max(4_000, 3 * (declared.map(\.history).max() ?? 0) / 2)
                let rows = WarmupAudit(starts: starts, length: length).run(
                    series,
                    makePipeline: {
                        guard let pipeline = Pipeline(specification, base: market.base, timeframe: timeframe) else {
                            preconditionFailure("the loader found candles that the timeframe can be built from")
                        }
                        return pipeline
                    }, declared: declared,
                    threads: try inputs.threadCount(settings))
                guard let rows else {
                    throw PulseError(
                        .badData,
                        "\(series.instrument.id) has too few \(market.base) candles for \(length) decisions on \(timeframe) after a later start",
                        hint: "give a smaller --length, or more candles")
                }
                sections.append(WarmupDocument.Section(instrument: series.instrument.id, timeframe: timeframe, rows: rows))
            }
        }
        if options.json { return try JSONOutput.print(WarmupDocument(sections: sections)) }
        try Console.print(sections.map(Self.text).joined(separator: "\n\n"))
    }

    private static func text(_ section: WarmupDocument.Section) -> String {
        var table = TextTable(
            [
                ("Subject", .left), ("Warm-up", .right), ("History", .right), ("Settled after", .right), ("Differ after warm-up", .right),
                ("after history", .right),
            ]
                + WarmupAudit.checkpoints.map { ("ulps at \($0)", .right) })
        func percent(_ share: Double) -> String { String(format: "%.3f %%", 100 * share) }
        for row in section.rows {
            let ulps = WarmupAudit.checkpoints.indices.map { index -> String in
                guard index < row.ulps.count, let ulps = row.ulps[index] else { return "" }
                return ulps == .max ? "not known" : "\(ulps)"
            }
            table.append(
                [
                    row.subject, row.warmup.map { "\($0)" } ?? "", row.history.map { "\($0)" } ?? "",
                    row.settled.map { "\($0)" } ?? "never", row.differingAfterWarmup.map(percent) ?? "",
                    row.differingAfterHistory.map(percent) ?? "",
                ] + ulps)
        }
        return "\(section.instrument) \(section.timeframe)\n" + table.render()
    }
}
