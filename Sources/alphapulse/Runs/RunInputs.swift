import ArgumentParser
import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStore

/// The options that choose the candles of a run.
struct RunInputs: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Instruments, such as binance:BTCUSDT; several share one portfolio.", valueName: "venue:SYMBOL"))
    var instrument: [String] = []

    @Option(
        help: ArgumentHelp(
            "A universe instead: top100, top50-futures, top50-spot as it was on a day, a comma list, or @list.txt.", valueName: "universe"))
    var universe: String?

    @Option(help: ArgumentHelp("The day of the universe; the first of the range by default.", valueName: "day"))
    var on: String?

    @OptionGroup var span: RangeOptions

    @Option(
        help: ArgumentHelp(
            "Candles on which exits are resolved: auto takes the finest series that covers the range.", valueName: "auto|timeframe"))
    var base = "auto"

    /// The instruments, each once, in the order given.
    func instruments() throws -> [InstrumentID] {
        var found: [InstrumentID] = []
        for text in instrument.flatMap({ $0.split(separator: ",").map(String.init) }) {
            guard let id = InstrumentID(text) else {
                throw PulseError(.usage, "'\(text)' is not an instrument", hint: "write venue:SYMBOL, such as binance:BTCUSDT")
            }
            if !found.contains(id) { found.append(id) }
        }
        guard !found.isEmpty else {
            throw PulseError(
                .usage, "no instrument is given", hint: "--instrument binance:BTCUSDT; 'alphapulse data list' shows what there is")
        }
        return found
    }

    /// The instruments, or those of the universe that is asked for: as it was on its day, as far as the store has candles of them in the
    /// range.
    func instruments(of store: CandleStore) throws -> [InstrumentID] {
        guard let universe else {
            guard on == nil else { throw PulseError(.usage, "--on is the day of a --universe") }
            return try instruments()
        }
        guard instrument.isEmpty else { throw PulseError(.usage, "--universe and --instrument exclude each other") }
        switch try UniverseOptions.selection(universe) {
        case .instruments(let ids): return ids
        case .rule(let rule): return try UniverseLookup(UniverseStore(store)).instruments(rule.name, on: try universeDay(), in: store, span)
        }
    }

    /// A later day than the first of the range would choose what has grown since: survivors.
    private func universeDay() throws -> CivilDate {
        if let on { return try UniverseOptions.day(on, "--on") }
        guard span.from != nil else {
            throw PulseError(.usage, "--universe needs a day", hint: "give --from, whose day is taken, or --on 2025-03-01")
        }
        return CivilDate(try span.range().from)
    }

    /// A timeframe by its name.
    static func timeframe(_ text: String, option: String) throws -> Timeframe {
        guard let timeframe = Timeframe(text) else {
            let names = Timeframe.named.map(\.name)
            throw PulseError(.usage, "\(option) must be one of \(names.joined(separator: ", ")), not '\(text)'")
        }
        return timeframe
    }
}
