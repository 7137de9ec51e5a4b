import ArgumentParser
import PulseCore
import PulseEngine

/// The options that `backtest` and `simulate` share.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When a signal is filled: open (of the next candle) or close (of its own; optimistic, for comparisons).",
            valueName: "open|close"))
    var fill = "open"

    @Option(help: "Threads; by default one a core. Changes nothing but the time.")
    var threads: Int?

    @Option(help: ArgumentHelp("Folder that receives the run's folder.", valueName: "dir"))
    var out: String?

    @Flag(help: "Run even if the same run is there already.")
    var fresh = false

    func fillPolicy() throws -> FillPolicy {
        switch fill {
        case "open": return .nextOpen
        case "close": return .signalClose
        default: throw PulseError(.usage, "--fill must be open or close, not '\(fill)'")
        }
    }

    func threads(_ settings: Settings) throws -> Int {
        try settings.threads(threads)
    }
}
