import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore

struct DataSynth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth", abstract: "Make a seeded market with regimes, volatility clustering, jumps, gaps and taker flow.",
        discussion: """
            The same options give the same candles on any machine. Each candle's true regime goes to a CSV file (--labels).
            With --side come funding, open interest, long/short ratio, premium, fear & greed and news that go weakly with the moves.
            Example: alphapulse data synth --instrument synthetic-um:DEMOUSDT --timeframe 5m --count 105120 --from 2024-01-01 --seed 7
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("What to call it.", valueName: "venue:SYMBOL"))
    var instrument = "synthetic-um:DEMOUSDT"

    @Option(help: "Length of a candle.")
    var timeframe = "1m"

    @Option(help: "Candles to make, gaps included.")
    var count = 525_600

    @Option(help: ArgumentHelp("Open time of the first candle.", valueName: "time"))
    var from = "2024-01-01"

    @Option(help: "Seed: another one is another market.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("First price.", valueName: "price"))
    var price = 30_000.0

    @Option(help: ArgumentHelp("Annual volatility, as a fraction.", valueName: "fraction"))
    var volatility = 0.6

    @Option(help: ArgumentHelp("Outages a month, in which candles are missing.", valueName: "number"))
    var gaps = 0.0

    @Option(
        help: ArgumentHelp(
            "standard: trends hide in noise, as real ones do; textbook: regimes behave on candles of --timeframe as they are defined.",
            valueName: "kind"))
    var market = RegimeAudit.MarketKind.standard.rawValue

    @Option(help: ArgumentHelp("Regimes last so many times longer.", valueName: "factor"))
    var durationScale = 1.0

    @Option(
        help: ArgumentHelp(
            "Where the regimes go: CSV with header open_time,regime. Default: synth/ in the state folder.", valueName: "file"))
    var labels: String?

    @Flag(help: "Make side series too; the headlines go to a CSV file beside the regimes.")
    var side = false

    private struct Side: Encodable {
        var kind: String
        var points: Int
        var inserted: Int
        var duplicates: Int
        var revised: Int
    }

    private struct Document: Encodable {
        var schema = "alphapulse.synth.v1"
        var instrument: String
        var timeframe: String
        var candles: Int
        var inserted: Int
        var duplicates: Int
        var revised: Int
        var gaps: Int
        var from: String
        var to: String
        var labels: String
        var regimes: [String: Int]
        var side: [Side]?
        var headlines: String?
    }

    /// The most candles that are made at a time: twenty years of minutes.
    static let maximumCount = 10_512_000

    func run() throws {
        let settings = try Settings(options: options)
        guard let id = InstrumentID(instrument) else {
            throw PulseError(.usage, "'\(instrument)' is not an instrument", hint: "write venue:SYMBOL")
        }
        let length = try RunInputs.timeframe(timeframe, option: "--timeframe")
        guard (1...Self.maximumCount).contains(count) else {
            throw PulseError(.usage, "--count must lie in 1...\(Self.maximumCount), not \(count)")
        }
        guard let start = Timestamp(from), length.isAligned(start), Timestamp.plausible.contains(start),
            Timestamp.plausible.contains(start.advanced(byMilliseconds: Int64(count) * length.milliseconds))
        else { throw PulseError(.usage, "--from must be a time on the grid of \(length) candles, from 1970 to 2100, not '\(from)'") }
        guard let kind = RegimeAudit.MarketKind(rawValue: self.market) else {
            throw PulseError(.usage, "--market must be standard or textbook, not '\(self.market)'")
        }
        var configuration = kind == .textbook ? SyntheticConfiguration.textbook(for: length) : SyntheticConfiguration()
        configuration.initialPrice = price
        configuration.annualVolatility = volatility
        configuration.gapsPerMonth = gaps
        configuration.durationScale *= durationScale
        let market = try SyntheticMarket(seed: seed, configuration: configuration).generate(count: count, from: start, timeframe: length)

        let beside = side ? try SyntheticSide(market, timeframe: length, coin: Self.coin(id), seed: seed) : nil

        let store = try CandleStore(url: settings.storeURL)
        let outcome = try store.insert(market.columns, id, length, source: "synth seed \(seed)")
        let folder = URL(fileURLWithPath: settings["home"]).appendingPathComponent("synth")
        let file =
            labels.map { URL(fileURLWithPath: $0) } ?? folder.appendingPathComponent("\(id.venue)-\(id.symbol)-\(length)-regimes.csv")
        try writeLabels(market, to: file)
        var document = Document(
            instrument: id.description, timeframe: length.description, candles: market.columns.count, inserted: outcome.inserted,
            duplicates: outcome.duplicates, revised: outcome.revised, gaps: market.gaps.count, from: start.description,
            to: start.advanced(byMilliseconds: Int64(count) * length.milliseconds).description, labels: file.path,
            regimes: Dictionary(
                uniqueKeysWithValues: Regime.allCases.map { regime in (regime.name, market.regimes.count { $0 == regime }) }))
        if let beside {
            document.side = try insert(beside, id, into: store)
            let headlines = folder.appendingPathComponent("\(id.venue)-\(id.symbol)-headlines.csv")
            try write(Self.table(beside.headlines), to: headlines)
            document.headlines = headlines.path
        }
        if options.json { return try JSONOutput.print(document) }
        let news = outcome.inserted == 0 && outcome.revised == 0 ? "nothing new" : "\(outcome.inserted) new, \(outcome.revised) revised"
        try Console.print("\(id) \(length): \(market.columns.count) candles from \(document.from) to \(document.to) (\(news))")
        try Console.print("Regimes \(RunText.relative(file))")
        guard let series = document.side, let headlines = document.headlines else { return }
        try Console.print("Beside  " + series.map { "\($0.kind) \($0.points)" }.joined(separator: ", "))
        try Console.print("News    \(RunText.relative(URL(fileURLWithPath: headlines)))")
    }

    private func insert(_ beside: SyntheticSide, _ id: InstrumentID, into store: CandleStore) throws -> [Side] {
        try store.transaction { transaction in
            try beside.series.map { kind, observations in
                let outcome = try transaction.insertSide(observations, id, kind, source: "synth seed \(seed)")
                return Side(
                    kind: kind.name, points: observations.count, inserted: outcome.inserted, duplicates: outcome.duplicates,
                    revised: outcome.revised)
            }
        }
    }

    /// What headlines call an instrument: its symbol without the quote currency.
    private static func coin(_ id: InstrumentID) -> String {
        let quotes = ["USDT", "USDC", "USD", "EUR", "BTC"]
        guard let quote = quotes.first(where: { id.symbol.hasSuffix($0) && id.symbol.count > $0.count }) else { return id.symbol }
        return String(id.symbol.dropLast(quote.count))
    }

    /// News as `data import` reads them.
    private static func table(_ headlines: [SyntheticHeadline]) -> String {
        headlines.reduce(into: "time,source,headline\n") { text, headline in
            text += "\(headline.time),\(headline.source),\"\(headline.text)\"\n"
        }
    }

    private func writeLabels(_ market: SyntheticCandles, to file: URL) throws {
        var text = "open_time,regime\n"
        for (time, regime) in zip(market.columns.openTime, market.regimes) { text += "\(time),\(regime.name)\n" }
        try write(text, to: file)
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }
}
