import ArgumentParser
import Foundation
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch
import PulseStore
import PulseStrategy

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run your own signals through the simulated venue, portfolio, metrics and report.",
        discussion: """
            The file is CSV: time,instrument,direction[,size][,stop][,targets]. Direction is long, short or flat (closes); size is a quantity of the
            base currency; targets are up to four prices separated by ';', each with an optional share (101:0.5;103:0.5). Times are when a signal
            became known: it is acted on at the first candle that opens then or later.
            Example: alphapulse simulate --signals my-signals.csv --timeframe 1m --cash 10000 --fees spot
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The signals; - reads standard input.", valueName: "file.csv"))
    var signals: String

    @OptionGroup var inputs: RunInputs

    @Option(help: "Candles to run on; the finest series that covers the range by default.")
    var timeframe: String?

    @Option(help: "Cash at the start, in quote currency.")
    var cash = 10_000.0

    @Option(help: ArgumentHelp("Fees: market (those of the instrument's market), or MAKER,TAKER in per cent.", valueName: "market|m,t"))
    var fees = "market"

    @Option(help: ArgumentHelp("Slippage in basis points of the price.", valueName: "bp"))
    var slippage = 1.0

    @Option(help: ArgumentHelp("Slippage as a share of the range of the candle before.", valueName: "share"))
    var rangeShare = 0.02

    @Option(help: ArgumentHelp("Size of signals without one, as a share of equity.", valueName: "share"))
    var share = 1.0

    @Option(help: "Notional that a unit of margin carries, for perpetuals.")
    var leverage = 1

    @Option(
        help: ArgumentHelp(
            "What perpetuals pay: the rates of the store's series, nothing, or a rate for 8 hours in per cent.",
            valueName: "series|none|r"))
    var funding = "series"

    @OptionGroup var runOptions: RunOptions

    func run() throws {
        let settings = try Settings(options: options)
        let bytes = try InputFile.bytes(signals)
        let rows = try SignalFile.parse(bytes, file: signals)
        guard !rows.isEmpty else { throw PulseError(.badData, "there are no signals", at: SourceLocation(file: signals)) }
        var inputs = inputs
        if inputs.instrument.isEmpty { inputs.instrument = Set(rows.map(\.instrument)).sorted().map(\.description) }
        let store = try CandleStore.existing(at: settings.storeURL)
        let loader = MarketLoader(store: store, inputs: inputs)
        let market = try loader.load(timeframe: try chosenTimeframe(store, inputs), funding: try fundingTerms()) { _ in 0 }
        let configuration = try configuration()
        let replay = try SignalReplay(market: market, rows: rows, configuration: configuration, size: .equityShare(share))
        let name = signals == "-" ? "signals" : URL(fileURLWithPath: signals).deletingPathExtension().lastPathComponent
        let digest = ContentDigest.hex(of: bytes)
        let text = "signals \(digest), \(rows.count) rows\n" + parameters.joined(separator: "\n")
        let session = RunSession(
            options: options, settings: settings, store: store, market: market,
            identity: RunIdentity(
                kind: "simulate", engineVersion: EngineVersion.current, strategy: digest, timeframe: market.base, base: market.base,
                range: market.range, seed: 0, parameters: parameters),
            kind: .simulate, strategy: RunStrategy(name: name, hash: digest, text: text), rule: nil, command: command(market),
            out: runOptions.out,
            usesCache: !runOptions.fresh)
        try session.finish {
            let bar = ProgressBar("Simulate", total: replay.work, unit: "candles", isQuiet: options.quiet)
            defer { bar.finish() }
            return try replay.run(threads: try runOptions.threads(settings)) { bar.advance(by: $0) }
        }
    }

    private func chosenTimeframe(_ store: CandleStore, _ inputs: RunInputs) throws -> Timeframe {
        if let timeframe { return try RunInputs.timeframe(timeframe, option: "--timeframe") }
        let ids = try inputs.instruments(of: store)
        let finest = try store.series().filter { ids.contains($0.instrument) }.map(\.timeframe).min()
        return finest ?? .m1
    }

    private func configuration() throws -> EngineConfiguration {
        guard cash > 0, let start = Cash(cash) else { throw PulseError(.usage, "--cash must be a positive amount, not \(cash)") }
        guard let priceShare = PartsPerMillion(basisPoints: slippage), let ranges = PartsPerMillion(fraction: rangeShare) else {
            throw PulseError(.usage, "--slippage and --range-share must be numbers")
        }
        guard share > 0, share <= 125 else { throw PulseError(.usage, "--share must be a positive share of equity, not \(share)") }
        var spot = FeeSchedule.binanceSpot
        var perpetual = FeeSchedule.binanceUSDM
        if fees != "market" {
            let parts = fees.split(separator: ",").map { Double($0).flatMap { PartsPerMillion(fraction: $0 / 100) } }
            guard parts.count == 2, let maker = parts[0], let taker = parts[1] else {
                throw PulseError(.usage, "--fees must be market, or maker and taker in per cent such as 0.1,0.1, not '\(fees)'")
            }
            spot = FeeSchedule(maker: maker, taker: taker)
            perpetual = spot
        }
        let configuration = EngineConfiguration(
            initialCash: start, spotFees: spot, perpetualFees: perpetual,
            slippage: SlippageModel(priceShare: priceShare, rangeShare: ranges), fillPolicy: try runOptions.fillPolicy(),
            sizing: SizingRules(maximumPositionShare: 125_000_000, leverage: Int64(leverage)),
            limits: RiskLimits(maximumOpenPositions: 10_000, maximumOpenRisk: 1_000_000_000), exits: .fixed)
        let faults = configuration.diagnostics
        guard faults.isEmpty else { throw PulseError(.usage, faults) }
        return configuration
    }

    private func fundingTerms() throws -> VenueSpecification.Funding {
        switch funding {
        case "series": return .series
        case "none": return .none
        default:
            guard let rate = Double(funding).map({ $0 / 100 }), VenueSpecification.Funding.rates.contains(rate) else {
                throw PulseError(.usage, "--funding must be series, none, or a rate for 8 hours in per cent such as 0.01, not '\(funding)'")
            }
            return .fixed(rate)
        }
    }

    /// What differs from the defaults of the form's first version comes last and only if it does, so that runs keep their ids.
    private var parameters: [String] {
        [
            "fill=\(runOptions.fill)", "cash=\(cash)", "fees=\(fees)", "slippage=\(slippage)", "rangeShare=\(rangeShare)", "share=\(share)",
            "leverage=\(leverage)",
        ] + (funding == "series" ? [] : ["funding=\(funding)"])
    }

    private func command(_ market: Market) -> String {
        let name = signals == "-" ? "-" : URL(fileURLWithPath: signals).lastPathComponent
        let instruments = market.instruments.map(\.id.description).joined(separator: " ")
        return "alphapulse simulate --signals \(name) --instrument \(instruments) --timeframe \(market.base) --from \(market.range.from) "
            + "--to \(market.range.to) --fill \(runOptions.fill) --cash \(cash) --fees \(fees) --slippage \(slippage) --range-share \(rangeShare) "
            + "--share \(share) --leverage \(leverage)" + (funding == "series" ? "" : " --funding \(funding)")
    }
}
