import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseLive
import PulseStore
import PulseStrategy

struct PaperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "Trade a strategy with paper money on live streams, with the pipeline of the backtest.",
        discussion: """
            Examples:
              alphapulse paper strategies/nine-heads.yaml --universe top100
              alphapulse paper strategies/nine-heads.yaml --instrument binance-um:BTCUSDT --rest http://127.0.0.1:8080 --stream ws://127.0.0.1:8080
              alphapulse paper --resume 20260301-101500
            Market data alone is asked for: no key, no account, and nothing that could send an order. Every event is written to the journal before
            it is decided on; a session that was killed goes on with --resume. 'alphapulse audit parity SESSION' proves what it decided.
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The strategy file; not with --resume.")
    var strategy: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Instruments, such as binance:BTCUSDT or binance-um:BTCUSDT.", valueName: "venue:SYMBOL"))
    var instrument: [String] = []

    @Option(help: ArgumentHelp("top100, top50-futures, top50-spot, a comma list, or @file.", valueName: "universe"))
    var universe: String?

    @Option(help: ArgumentHelp("Name of the session; made of the time by default.", valueName: "id"))
    var name: String?

    @Option(help: ArgumentHelp("Take a session up again where it ended.", valueName: "session"))
    var resume: String?

    @OptionGroup var paper: PaperOptions

    @Option(help: ArgumentHelp("Serve metrics for Prometheus on this port of 127.0.0.1.", valueName: "port"))
    var metricsPort: Int?

    @Flag(help: "Lines instead of a screen, also on a terminal.")
    var plain = false

    func run() throws {
        let settings = try Settings(options: options)
        let paper = try paper.validated()
        guard (resume == nil) != (strategy == nil) else {
            throw PulseError(.usage, "give a strategy file, or --resume SESSION", hint: "'alphapulse sessions list' shows the sessions")
        }
        let interrupt = Interrupt()
        let store = try CandleStore(url: settings.storeURL)
        let start =
            if let resume {
                try PaperStart.resumed(resume, store: store, settings: settings, paper: paper)
            } else {
                try PaperStart.new(
                    strategy ?? "", instruments: try selection(), name: name, store: store, settings: settings, paper: paper)
            }
        try start.run(
            PaperStart.Show(options: options, isPlain: plain, metricsPort: metricsPort), settings: settings, interrupt: interrupt)
    }

    /// The universe as it was asked for.
    private func selection() throws -> UniverseSelection {
        switch (universe, instrument.isEmpty) {
        case (let universe?, true): return try UniverseOptions.selection(universe)
        case (nil, false): return try UniverseOptions.selection(instrument.joined(separator: ","))
        default:
            throw PulseError(
                .usage, "give --instrument or --universe, one of them", hint: "--instrument binance-um:BTCUSDT, or --universe top100")
        }
    }
}
