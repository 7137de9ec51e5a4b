import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// What is asked of the REST interface where the store has a part, and what is kept where it fails.
@Suite("Fetching what is missing")
struct DataFetcherGapTests {
    private static let id = VenueFixture.spot
    private static let count = 2_900
    private static let columns = VenueFixture.columns(count, seed: 3, timeframe: .h1, gaps: false)
    private static let end = time(count)

    /// When a candle opens.
    private static func time(_ index: Int) -> Timestamp {
        VenueFixture.start.advanced(byMilliseconds: Int64(index) * Timeframe.h1.milliseconds)
    }

    /// A server with these candles, which refuses to tell those from a time on.
    private static func server(refusingFrom refused: Timestamp? = nil) -> ScriptedTransport {
        ScriptedTransport(now: end.milliseconds + Timeframe.h1.milliseconds) { url, _, now in
            if url.path.hasSuffix("/time") { return .json("{\"serverTime\":\(now)}") }
            guard url.path.hasSuffix("/klines") else { return .json("{\"symbols\":[]}") }
            let from = Timestamp(milliseconds: Int64(url.parameter("startTime") ?? "") ?? 0)
            if let refused, from >= refused { return .json("{\"code\":-1,\"msg\":\"no\"}", status: 400) }
            let through = Timestamp(milliseconds: Int64(url.parameter("endTime") ?? "") ?? .max)
            let limit = Int(url.parameter("limit") ?? "") ?? 500
            let rows = (0..<count).map { columns[$0] }.filter { $0.openTime >= from && $0.openTime <= through }.prefix(limit)
            return .json("[" + rows.map(row).joined(separator: ",") + "]")
        }
    }

    private static func row(_ candle: Candle) -> String {
        let open = candle.openTime.milliseconds
        let prices = [candle.open, candle.high, candle.low, candle.close, candle.volume].map { "\"\($0)\"" }.joined(separator: ",")
        let taken = "\"\(candle.takerBuyVolume)\",\"\(candle.takerBuyQuoteVolume)\""
        let close = open + Timeframe.h1.milliseconds - 1
        return "[\(open),\(prices),\(close),\"\(candle.quoteVolume)\",\(candle.tradeCount),\(taken),\"0\"]"
    }

    /// The parts that were asked for; the first candle of all is asked for without an end.
    private static func asked(_ server: ScriptedTransport) -> [TimeRange] {
        server.requests.compactMap { request in
            guard let url = URL(string: request.url), let from = url.parameter("startTime").flatMap({ Int64($0) }),
                let through = url.parameter("endTime").flatMap({ Int64($0) })
            else { return nil }
            return TimeRange(from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: through + 1))
        }
    }

    private func fetch(_ server: ScriptedTransport, _ store: CandleStore, _ folder: TemporaryDirectory) async throws {
        let transfer = FileTransfer(connections: 1)
        defer { transfer.invalidate() }
        let client = BinanceClient(market: .spot, hosts: ["http://a"], transport: server, clock: server.clock)
        var fetcher = DataFetcher(
            store: store, archive: ArchiveDownloader(folder: folder.file("archive"), transfer: transfer), clients: [.spot: client],
            threads: 1)
        fetcher.rowsPerImport = 1_500
        var request = FetchRequest(
            timeframe: .h1, range: TimeRange(from: VenueFixture.start, to: Self.end), series: [.candles])
        request.isRESTOnly = true
        _ = try await fetcher.fetch([Self.id], request)
    }

    /// A store without the candles of these numbers.
    private func store(_ folder: TemporaryDirectory, without isMissing: (Int) -> Bool) throws -> CandleStore {
        let store = try CandleStore(url: folder.file("store.sqlite"))
        let kept = (0..<Self.count).filter { !isMissing($0) }.map { Self.columns[$0] }
        if !kept.isEmpty { try store.insert(CandleColumns(kept), Self.id, .h1, source: "test") }
        return store
    }

    @Test("What came before a failure is stored, and not asked for again")
    func failure() async throws {
        let folder = try TemporaryDirectory()
        let store = try store(folder) { _ in true }
        // From the third page on.
        let failing = Self.server(refusingFrom: Self.time(1_999).advanced(byMilliseconds: 1))
        await #expect { try await fetch(failing, store, folder) } throws: { ($0 as? PulseError)?.kind == .badData }
        #expect(try store.read(Self.id, .h1) == CandleColumns((0..<2_000).map { Self.columns[$0] }))
        let good = Self.server()
        try await fetch(good, store, folder)
        #expect(Self.asked(good) == [TimeRange(from: Self.time(2_000), to: Self.end)])
        #expect(try store.read(Self.id, .h1) == Self.columns)
    }

    @Test("A stretch that is missing in the middle is asked for, and no more")
    func middle() async throws {
        let folder = try TemporaryDirectory()
        let store = try store(folder) { (1_000..<1_100).contains($0) }
        let server = Self.server()
        try await fetch(server, store, folder)
        #expect(Self.asked(server) == [TimeRange(from: Self.time(1_000), to: Self.time(1_100))])
        #expect(try store.read(Self.id, .h1) == Self.columns)
    }

    @Test("A few holes are asked for one by one, many at a stroke from the first on", arguments: [100, 101])
    func holes(count: Int) async throws {
        let folder = try TemporaryDirectory()
        let missing = (0..<count).map { 5 + 10 * $0 }
        let store = try store(folder) { missing.contains($0) }
        let server = Self.server()
        try await fetch(server, store, folder)
        let each = missing.map { TimeRange(from: Self.time($0), to: Self.time($0 + 1)) }
        let pages = stride(from: 5, to: Self.count, by: 1_000).map { first in
            // The next page begins behind the last candle's beginning.
            TimeRange(from: first == 5 ? Self.time(5) : Self.time(first - 1).advanced(byMilliseconds: 1), to: Self.end)
        }
        #expect(Self.asked(server) == (count <= 100 ? each : pages))
        #expect(try store.read(Self.id, .h1) == Self.columns)
    }
}
