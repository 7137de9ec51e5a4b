import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore

/// The options that choose the candles of a run.
struct RunInputs: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Instruments, such as binance:BTCUSDT; several share one portfolio.", valueName: "venue:SYMBOL"))
    var instrument: [String] = []

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

    /// A timeframe by its name.
    static func timeframe(_ text: String, option: String) throws -> Timeframe {
        guard let timeframe = Timeframe(text) else {
            let names = Timeframe.named.map(\.name)
            throw PulseError(.usage, "\(option) must be one of \(names.joined(separator: ", ")), not '\(text)'")
        }
        return timeframe
    }
}
