import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy

struct PaperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "Trade a strategy with paper money on live streams, with the pipeline of the backtest.",
        discussion: """
            Examples:
              alphapulse paper strategies/nine-heads.yaml --universe top100
              alphapulse paper strategies/rehearsal.yaml --instrument synthetic-um:DEMO7USDT --rehearse 2024-12-01 --speed 600
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

    @Option(
        help: ArgumentHelp(
            "Evaluate so many instruments a minute, in rounds, those first that have waited longest; by default each at its candle's close.",
            valueName: "n"))
    var rounds: Int?

    @Option(
        help: ArgumentHelp(
            "Rehearse: a replay venue inside this process serves the store's candles of the instruments from then on, at --speed.",
            valueName: "time"))
    var rehearse: String?

    @Option(help: ArgumentHelp("What goes wrong in a rehearsal: SEED:NAME=VALUE,... or SEED:all.", valueName: "spec"))
    var faults: String?

    @OptionGroup var paper: PaperOptions

    @Option(help: ArgumentHelp("Serve metrics for Prometheus on this port of 127.0.0.1.", valueName: "port"))
    var metricsPort: Int?

    @Flag(help: "Lines instead of a screen, also on a terminal.")
    var plain = false

    func run() throws {
        let settings = try Settings(options: options)
        var paper = try paper.validated()
        guard (resume == nil) != (strategy == nil) else {
            throw PulseError(.usage, "give a strategy file, or --resume SESSION", hint: "'alphapulse sessions list' shows the sessions")
        }
        guard rounds.map({ (1...RoundSchedule.maximumPerMinute).contains($0) }) ?? true else {
            throw PulseError(.usage, "--rounds must lie in 1...\(RoundSchedule.maximumPerMinute) instruments a minute")
        }
        guard metricsPort.map({ MetricsServer.ports.contains($0) }) ?? true else {
            throw PulseError(.usage, "--metrics-port must lie in 1...65535")
        }
        try checkResumption()
        let rehearsal = try rehearsal(settings)
        defer { try? rehearsal?.stop() }
        if let rehearsal {
            (paper.rest, paper.stream) = (rehearsal.rest, rehearsal.stream)
            paper.base = paper.base ?? rehearsal.base.description
            // Its clock stands at the end of the candles, and nobody would get beyond.
            paper.until = min(try paper.untilTime() ?? rehearsal.end, rehearsal.end).description
        }
        let start = try resume.map { try taken(up: $0, settings, paper) } ?? begun(rehearsal, settings, paper)
        try start.run(
            PaperStart.Show(options: options, isPlain: plain, metricsPort: metricsPort), settings: settings)
    }

    /// A session keeps what it was started with.
    private func checkResumption() throws {
        guard resume != nil else { return }
        let kept: [(name: String, isGiven: Bool)] = [
            ("--instrument", !instrument.isEmpty), ("--universe", universe != nil), ("--name", name != nil), ("--rounds", rounds != nil),
            ("--base", paper.base != nil), ("--timeframe", paper.timeframe != nil),
        ]
        if let given = kept.first(where: \.isGiven) {
            throw PulseError(.usage, "a session keeps the \(given.name) that it was started with")
        }
    }

    private func taken(up id: String, _ settings: Settings, _ paper: PaperOptions) throws -> PaperStart {
        let found = try SessionLookup(settings).open(id)
        guard !found.isRehearsal else {
            throw PulseError(
                .usage, "session '\(found.record.id)' is a rehearsal, and its venue ended with it",
                hint: "'alphapulse venue' serves sessions that can be taken up again")
        }
        return try PaperStart.resumed(found.record, store: found.store, settings: settings, paper: paper)
    }

    private func begun(_ rehearsal: PaperRehearsal?, _ settings: Settings, _ paper: PaperOptions) throws -> PaperStart {
        let home = try CandleStore(url: settings.storeURL)
        let lookup = SessionLookup(settings)
        func start(_ store: CandleStore, name: (Timestamp) throws -> String) throws -> PaperStart {
            try PaperStart.new(
                strategy ?? "", instruments: try selection(rehearsal), name: name, rounds: rounds, store: store, settings: settings,
                paper: paper)
        }
        guard let rehearsal else { return try start(home) { try lookup.newName(name, at: $0, home: home) } }
        let id = try lookup.newName(name, at: rehearsal.start, home: home)
        do {
            return try start(try lookup.makeRehearsal(id)) { _ in id }
        } catch {
            lookup.removeRehearsal(id)
            throw error
        }
    }

    /// The venue of a rehearsal, listening; nil where none was asked for.
    private func rehearsal(_ settings: Settings) throws -> PaperRehearsal? {
        guard let rehearse else {
            guard faults == nil else { throw PulseError(.usage, "--faults belong to a rehearsal", hint: "add --rehearse TIME") }
            return nil
        }
        guard resume == nil, universe == nil, paper.rest == nil, paper.stream == nil else {
            throw PulseError(
                .usage, "--rehearse makes a venue of its own for a new session of some --instrument",
                hint: "'alphapulse venue' serves any number of sessions, also ones that are taken up again")
        }
        return try PaperRehearsal(instrument, from: rehearse, speed: paper.speed, faults: faults, settings: settings)
    }

    /// The universe as it was asked for.
    private func selection(_ rehearsal: PaperRehearsal?) throws -> UniverseSelection {
        if let rehearsal { return try UniverseOptions.selection(rehearsal.instruments.joined(separator: ",")) }
        return switch (universe, instrument.isEmpty) {
        case (let universe?, true): try UniverseOptions.selection(universe, minimumDays: paper.minimumDays)
        case (nil, false): try UniverseOptions.selection(instrument.joined(separator: ","))
        default:
            throw PulseError(
                .usage, "give --instrument or --universe, one of them", hint: "--instrument binance-um:BTCUSDT, or --universe top100")
        }
    }
}
