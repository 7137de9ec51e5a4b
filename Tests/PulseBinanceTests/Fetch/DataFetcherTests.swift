import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// The whole way against the replay venue: archive, REST, store.
@Suite("Fetching history", .serialized)
struct DataFetcherTests {
    private static let hours = 24 * 75

    private func fetch(
        _ ids: [InstrumentID], _ venue: VenueServer, _ folder: TemporaryDirectory, series: [FetchRequest.Series] = [.candles],
        from: Timestamp = Timestamp(milliseconds: 0), change: (inout FetchRequest) -> Void = { _ in }
    ) async throws -> (store: CandleStore, results: [FetchedInstrument]) {
        let base = "http://127.0.0.1:\(venue.port)"
        let store = try CandleStore(url: folder.file("store.sqlite"))
        let transfer = FileTransfer(connections: 4)
        defer { transfer.invalidate() }
        let cache = folder.file("archive")
        let clients = Dictionary(uniqueKeysWithValues: BinanceMarket.allCases.map { ($0, BinanceClient(market: $0, hosts: [base])) })
        let archive = ArchiveDownloader(base: base, folder: cache, transfer: transfer)
        let fetcher = DataFetcher(store: store, archive: archive, clients: clients, threads: 4)
        var request = FetchRequest(timeframe: .h1, range: TimeRange(from: from, to: TimeRange.all.to), series: series)
        change(&request)
        return (store, try await fetcher.fetch(ids, request))
    }

    private func venue() throws -> (server: VenueServer, market: VenueMarket) {
        let market = try VenueFixture.market(count: Self.hours, live: 30, timeframe: .h1)
        var configuration = VenueConfiguration()
        configuration.waitsForClient = true
        return (try VenueServer.start(market, configuration), market)
    }

    private func truth(_ seed: UInt64, before end: Timestamp) -> CandleColumns {
        let columns = VenueFixture.columns(Self.hours, seed: seed, timeframe: .h1)
        return CandleColumns((0..<columns.count).map { columns[$0] }.filter { $0.openTime < end })
    }

    @Test("Months, days and REST together are what the venue holds; again nothing changes")
    func whole() async throws {
        let (server, market) = try venue()
        defer { try? server.stop() }
        let folder = try TemporaryDirectory()
        let ids = [VenueFixture.spot, VenueFixture.future].map { InstrumentID(venue: $0.venue, symbol: $0.symbol) }.compactMap { $0 }
        // What has closed this very moment may lack its last trades.
        let settled = market.live.from.advanced(byMilliseconds: -3_600_000)
        let (store, first) = try await fetch(ids, server, folder)
        for (number, id) in ids.enumerated() {
            let expected = truth(UInt64(number + 1), before: settled)
            #expect(try store.read(id, .h1) == expected, "\(id)")
            #expect(first[number].inserted == expected.count && first[number].files.allSatisfy { $0.result.rejectedCount == 0 })
            #expect(Set(first[number].files.map(\.origin)) == [.archive, .rest])
            #expect(first[number].gapCount == (try store.gaps(id, .h1).count))
            let rules = market.series.first { $0.instrument.symbol == id.symbol }?.instrument
            let learned = try store.instrument(id)
            #expect(learned?.tick == rules?.tick && learned?.lot == rules?.lot && learned?.minimumNotional == rules?.minimumNotional)
        }
        let (_, second) = try await fetch(ids, server, folder)
        for result in second {
            #expect(result.inserted == 0 && result.revised == 0 && result.duplicates == result.rows)
            // What the store has is not asked for again.
            #expect(Set(result.files.map(\.origin)) == [.cache])
        }
        let (_, third) = try await fetch(ids, server, folder) { $0.isRefreshing = true }
        for result in third {
            #expect(result.inserted == 0 && result.revised == 0 && result.files.contains { $0.origin == .rest })
        }
        // As if killed in the middle: the rest is asked for, and no more.
        let half = try TemporaryDirectory()
        let middle = market.live.from.advanced(byMilliseconds: -40 * Timestamp.day)
        _ = try await fetch(ids, server, half) {
            $0.isRESTOnly = true
            $0.range = TimeRange(from: $0.range.from, to: middle)
        }
        let (alone, resumed) = try await fetch(ids, server, half) { $0.isRESTOnly = true }
        for (number, result) in resumed.enumerated() {
            let seed = UInt64(number + 1)
            #expect(result.rows == result.inserted)
            #expect(result.rows == truth(seed, before: settled).count - truth(seed, before: middle).count)
        }
        for (number, id) in ids.enumerated() {
            let expected = truth(UInt64(number + 1), before: settled)
            #expect(try alone.read(id, .h1) == expected)
        }
    }

    @Test("Settlements and metrics are the same from files and from answers")
    func side() async throws {
        let (server, _) = try venue()
        defer { try? server.stop() }
        let id = VenueFixture.future
        let (files, _) = try await fetch([id], server, try TemporaryDirectory(), series: [.funding, .metrics])
        let (answers, _) = try await fetch([id], server, try TemporaryDirectory(), series: [.funding, .metrics]) { $0.isRESTOnly = true }
        for kind in [SideKind.fundingRate, .openInterest, .longShortRatio] {
            let ours = try observations(files, id, kind)
            let theirs = try observations(answers, id, kind)
            #expect(!ours.isEmpty && !theirs.isEmpty, "\(kind)")
            let known = Dictionary(uniqueKeysWithValues: ours.map { ($0.eventTime, $0) })
            // The REST interface keeps statistics for thirty days only, and rounds ratios.
            for observation in theirs {
                let other = known[observation.eventTime]
                #expect(other?.knownAt == observation.knownAt && other?.weight == observation.weight)
                #expect(abs((other?.value ?? .nan) - observation.value) <= (kind == .longShortRatio ? 5e-5 : 0))
            }
        }
    }

    private func observations(_ store: CandleStore, _ id: InstrumentID, _ kind: SideKind) throws -> [SideObservation] {
        var all: [SideObservation] = []
        try store.forEachSideObservation(id, kind, .all) { all += $0 }
        return all
    }
}
