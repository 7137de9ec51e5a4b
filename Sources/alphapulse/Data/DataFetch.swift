import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseStore
import Synchronization

struct DataFetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Fetch history from Binance: the archive's months and days, the rest from its REST interface.",
        discussion: """
            Files of the archive are verified against their checksums and kept in the home folder; doing it again fetches and changes
            nothing that is there, and an interrupted fetch goes on where it was. docs/data-fetch.md tells more.
            Examples:
              alphapulse data fetch binance:BTCUSDT binance:ETHUSDT --timeframe 1m --from 2024-01-01
              alphapulse data fetch binance-um:BTCUSDT --from 2024 --to 2025 --kinds candles,funding,metrics
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("Instruments: binance:BTCUSDT, binance-um:BTCUSDT.", valueName: "venue:SYMBOL"))
    var instruments: [String]

    @Option(help: "Timeframe of the candles.")
    var timeframe = "1m"

    @Option(help: ArgumentHelp("Start of the range (UTC), such as 2024-01-31.", valueName: "time"))
    var from: String

    @Option(help: ArgumentHelp("End of the range (UTC), not part of it; the last closed candle by default.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("What to fetch: candles, funding, metrics (the last two of futures).", valueName: "kind,..."))
    var kinds = "candles"

    @Option(help: ArgumentHelp("Address of the REST interface in place of Binance's.", valueName: "url"))
    var rest: String?

    @Option(help: ArgumentHelp("Address of the archive.", valueName: "url"))
    var archive = ArchiveDownloader.host

    @Option(help: "Downloads at a time.")
    var threads = 4

    @Flag(help: "Ask the REST interface for everything.")
    var restOnly = false

    @Flag(help: "Ask for the checksums of files that are there, too: the archive revises files now and then.")
    var refresh = false

    func run() throws {
        let settings = try Settings(options: options)
        let ids = try identifiers()
        let request = try request()
        guard (1...32).contains(threads) else { throw PulseError(.usage, "--threads must lie in 1...32, not \(threads)") }
        let started = ProcessInfo.processInfo.systemUptime
        let store = try CandleStore(url: settings.storeURL)
        let folder = URL(fileURLWithPath: settings["home"]).appendingPathComponent("archive")
        let transfer = FileTransfer(connections: threads)
        defer { transfer.invalidate() }
        let clients = try BinanceClient.all(rest: rest)
        let bar = FetchBar(isQuiet: options.quiet || options.json)
        let fetcher = DataFetcher(
            store: store, archive: ArchiveDownloader(base: archive, folder: folder, transfer: transfer), clients: clients,
            threads: threads
        ) { bar.note($0) }
        let results = try Asynchronous.wait { try await fetcher.fetch(ids, request) }
        bar.finish()
        let seconds = ProcessInfo.processInfo.systemUptime - started
        if options.json {
            try JSONOutput.print(FetchDocument(results, seconds: seconds))
        } else {
            try FetchText.print(results, seconds: seconds, isQuiet: options.quiet)
        }
    }

    private func identifiers() throws -> [InstrumentID] {
        var ids: [InstrumentID] = []
        for text in instruments.flatMap({ $0.split(separator: ",").map(String.init) }) {
            guard let id = InstrumentID(text), BinanceMarket(id) != nil else {
                throw PulseError(.usage, "'\(text)' cannot be fetched", hint: "write binance:BTCUSDT or binance-um:BTCUSDT")
            }
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    private func request() throws -> FetchRequest {
        let series = try kinds.split(separator: ",").map { name in
            guard let kind = FetchRequest.Series(rawValue: String(name)) else {
                let names = FetchRequest.Series.allCases.map(\.rawValue)
                let nearest = NearestName.of(String(name), among: names)
                throw PulseError(
                    .usage, "--kinds must be of \(names.joined(separator: ", ")), not '\(name)'",
                    hint: nearest.map { "did you mean \($0)?" })
            }
            return kind
        }
        var span = RangeOptions()
        span.from = from
        span.to = to
        var request = FetchRequest(
            timeframe: try RunInputs.timeframe(timeframe, option: "--timeframe"), range: try span.range(), series: series)
        request.isRESTOnly = restOnly
        request.isRefreshing = refresh
        return request
    }
}

/// The progress of files, whose number grows while plans are made.
private final class FetchBar: Sendable {
    private let bar: ProgressBar
    private let total = Mutex(0)

    init(isQuiet: Bool) {
        bar = ProgressBar("fetch", total: 0, unit: "files", isQuiet: isQuiet)
    }

    func note(_ progress: DataFetcher.Progress) {
        switch progress {
        case .expected(let count):
            let files = total.withLock { total in
                total += count
                return total
            }
            bar.expect(total: files)
        case .finished(let name): bar.advance(by: 1, note: name)
        }
    }

    func finish() { bar.finish() }
}
