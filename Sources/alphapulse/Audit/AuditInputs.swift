import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// What the audits of a strategy share: the strategy with its models, the timeframes, and the candles.
struct AuditInputs: ParsableArguments {
    @Argument(help: "The strategy file.")
    var strategy: String

    @OptionGroup var inputs: RunInputs

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            "Timeframes of the decisions; by default the strategy's own and the longer ones that can be built.", valueName: "timeframe"))
    var timeframe: [String] = []

    @Option(help: "Threads; 0 takes one a core.")
    var threads: Int?

    func specification(_ settings: Settings) throws -> StrategySpecification {
        try ModelFolder(settings).resolve(StrategyFile.read(strategy))
    }

    /// The timeframes asked for, or the strategy's own and the usual longer ones.
    func timeframes(_ specification: StrategySpecification) throws -> [Timeframe] {
        let named = try timeframe.flatMap { $0.split(separator: ",").map(String.init) }.map {
            try RunInputs.timeframe($0, option: "--timeframe")
        }
        if !named.isEmpty { return named }
        let longer: [Timeframe] = [.m15, .h1, .h4, .d1]
        return [specification.timeframe] + longer.filter { $0 > specification.timeframe }
    }

    func threadCount(_ settings: Settings) throws -> Int {
        try threads.map(Settings.threads(zeroForCores:)) ?? settings.threads()
    }

    /// The market of a timeframe; its candles before the range too, which warm nothing here but are audited like the others.
    func market(_ store: CandleStore, _ timeframe: Timeframe, _ specification: StrategySpecification) throws -> Market {
        try MarketLoader(store: store, inputs: inputs).load(
            timeframe: timeframe, sideKinds: specification.sideKinds, funding: .none
        ) { _ in 0 }
    }
}
