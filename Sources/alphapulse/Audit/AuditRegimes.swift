import ArgumentParser
import PulseCore
import PulseReport
import PulseResearch
import PulseStrategy

struct AuditRegimes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regimes", abstract: "Measure the regime detector on synthetic markets, whose regimes are known.",
        discussion: """
            Prints how often it said what, by what was true. Candles before the detector is warm, and --lag candles after
            each true change, are not judged. Exit code 1 where fewer than 80 % of the others are right.
            Example: alphapulse audit regimes --timeframe 15m --seeds 8
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: "Length of a candle.")
    var timeframe = "15m"

    @Option(help: "First seed: another one is another market.")
    var seed: UInt64 = 1

    @Option(help: "Markets, of consecutive seeds.")
    var seeds = 5

    @Option(help: "Candles of each market.")
    var candles = 20_000

    @Option(help: "Candles after a true change that are not judged.")
    var lag = RegimeAudit.standardLag

    @Option(help: ArgumentHelp("textbook: regimes as they are defined; standard: what 'data synth' makes by default.", valueName: "kind"))
    var market = RegimeAudit.MarketKind.textbook.rawValue

    @Option(help: ArgumentHelp("A strategy file whose 'regime' section to measure; the defaults if not given.", valueName: "file"))
    var strategy: String?

    private struct Document: Encodable {
        struct Row: Encodable {
            var regime: String
            var candles: Int
            var said: [String: Int]
            var recall: Double?
            var precision: Double?
        }

        struct Seed: Encodable {
            var seed: UInt64
            var accuracy: Double?
        }

        var schema = "alphapulse.regimes.v1"
        var market: String
        var timeframe: String
        var candlesPerSeed: Int
        var lag: Int
        var warmup: Int
        var lagging: Int
        var judged: Int
        var accuracy: Double?
        var wanted: Double
        var isEnough: Bool
        var seeds: [Seed]
        var confusion: [Row]
    }

    func run() throws {
        let length = try RunInputs.timeframe(timeframe, option: "--timeframe")
        guard let kind = RegimeAudit.MarketKind(rawValue: market) else {
            throw PulseError(.usage, "--market must be textbook or standard, not '\(market)'")
        }
        guard (1...1_000).contains(seeds) else { throw PulseError(.usage, "--seeds must lie in 1...1000, not \(seeds)") }
        guard (1_000...10_000_000).contains(candles) else {
            throw PulseError(.usage, "--candles must lie in 1000...10000000, not \(candles)")
        }
        guard (0...1_000).contains(lag) else { throw PulseError(.usage, "--lag must lie in 0...1000, not \(lag)") }
        let parameters = try strategy.map { try StrategyFile.read($0).regime } ?? RegimeParameters()
        let audit = RegimeAudit(
            kind: kind, timeframe: length, seeds: (0..<UInt64(seeds)).map { seed &+ $0 }, candles: candles, lag: lag, parameters: parameters
        )
        let bar = ProgressBar("Audit", total: seeds * candles, unit: "candles", isQuiet: options.quiet)
        let each = try audit.run(threads: try Settings(options: options).threads()) { bar.advance(by: $0) }
        bar.finish()
        let all = each.reduce(into: RegimeConfusion()) { $0.add($1) }
        let isEnough = (all.accuracy ?? 0) >= RegimeAudit.wantedAccuracy
        if options.json {
            try JSONOutput.print(document(audit, each, all, isEnough))
        } else {
            try printText(audit, each, all, isEnough)
        }
        if !isEnough { throw ExitCode(1) }
    }

    private func document(_ audit: RegimeAudit, _ each: [RegimeConfusion], _ all: RegimeConfusion, _ isEnough: Bool) -> Document {
        Document(
            market: audit.kind.rawValue, timeframe: audit.timeframe.description, candlesPerSeed: audit.candles, lag: audit.lag,
            warmup: all.warmup, lagging: all.lagging, judged: all.judged, accuracy: all.accuracy, wanted: RegimeAudit.wantedAccuracy,
            isEnough: isEnough, seeds: zip(audit.seeds, each).map { Document.Seed(seed: $0, accuracy: $1.accuracy) },
            confusion: Regime.allCases.map { truth in
                let said = Regime.allCases.map { ($0.name, all[true: truth, said: $0]) }
                return Document.Row(
                    regime: truth.name, candles: said.reduce(0) { $0 + $1.1 }, said: Dictionary(uniqueKeysWithValues: said),
                    recall: all.recall(truth), precision: all.precision(truth))
            })
    }

    private func printText(_ audit: RegimeAudit, _ each: [RegimeConfusion], _ all: RegimeConfusion, _ isEnough: Bool) throws {
        func percent(_ value: Double?) -> String { value.map { FigureText.percent($0, signed: false) } ?? "--" }
        var table = TextTable(
            [("true \\ said", .left)] + Regime.allCases.map { ($0.name, .right) } + [("candles", .right), ("recall", .right)])
        for truth in Regime.allCases {
            let said = Regime.allCases.map { all[true: truth, said: $0] }
            let sum = said.reduce(0, +)
            let cells = said.map { percent(sum == 0 ? nil : Double($0) / Double(sum)) }
            table.append([truth.name] + cells + [String(sum), percent(all.recall(truth))])
        }
        table.append(["precision"] + Regime.allCases.map { percent(all.precision($0)) } + [String(all.judged), percent(all.accuracy)])
        try Console.print(table.render())
        let seeds = zip(audit.seeds, each).map { "\($0) \(percent($1.accuracy))" }.joined(separator: ", ")
        try Console.print("\n\(audit.kind.rawValue) market on \(audit.timeframe), accuracy by seed: \(seeds)")
        let total = all.judged + all.lagging + all.warmup
        try Console.print(
            "\(percent(all.accuracy)) of \(all.judged) candles right, \(percent(RegimeAudit.wantedAccuracy)) wanted: "
                + (isEnough ? "enough" : "not enough"))
        try Console.print(
            "not judged: \(all.warmup) before the warm-up, \(all.lagging) within \(audit.lag) candles after a change "
                + "(\(percent(Double(all.lagging) / Double(max(1, total)))))")
    }
}
