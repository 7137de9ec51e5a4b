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

    @Option(help: ArgumentHelp("Start of the range (UTC), such as 2024-01-31 or 2024-01-31T12:00; all data by default.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("End of the range (UTC), not part of it.", valueName: "time"))
    var to: String?

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

    /// The range as given; what is not given is open.
    func range() throws -> TimeRange {
        func instant(_ text: String?, _ name: String, otherwise: Timestamp) throws -> Timestamp {
            guard let text else { return otherwise }
            guard let time = Timestamp(text), Timestamp.plausible.contains(time) else {
                throw PulseError(
                    .usage, "\(name) must be a time from 1970 to 2100, not '\(text)'", hint: "write 2024-01-31 or 2024-01-31T12:00")
            }
            return time
        }
        let range = TimeRange(
            from: try instant(from, "--from", otherwise: TimeRange.all.from), to: try instant(to, "--to", otherwise: TimeRange.all.to))
        guard !range.isEmpty else { throw PulseError(.usage, "--from must be before --to") }
        return range
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
