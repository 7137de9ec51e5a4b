import Foundation
import PulseBinance
import PulseCore
import PulseTesting
import Testing

/// The driver against the replay venue, over real sockets.
@Suite("Feed over sockets", .serialized)
struct BinanceStreamsTests {
    private struct Setting {
        var venue: VenueServer
        var market: VenueMarket
        var sink = CollectingSink()
    }

    private func venue(
        _ speed: Double, live: Int = 30, faults: String? = nil, tls: (certificate: String, key: String)? = nil
    ) throws -> Setting {
        let market = try VenueFixture.market(count: live + 20, live: live, faults: faults)
        var configuration = VenueConfiguration()
        configuration.speed = .times(speed)
        configuration.waitsForClient = true
        configuration.certificateFile = tls?.certificate
        configuration.keyFile = tls?.key
        return Setting(venue: try VenueServer.start(market, configuration), market: market)
    }

    private static func options(_ speed: Double, _ market: BinanceMarket, change: (inout StreamRules) -> Void = { _ in }) -> StreamOptions {
        var options = StreamOptions()
        options.timeScale = speed
        options.startTimeout = 20
        var rules = StreamRules(market)
        rules.delayUnit = 20
        // Other tests may take the whole machine from the venue for longer than a market of that speed may be silent.
        rules.mute = 600_000
        change(&rules)
        options.rules = rules
        return options
    }

    /// Waits until something holds, up to half a minute.
    private func wait(_ condition: () throws -> Bool) async throws {
        for _ in 0..<3_000 {
            if try condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not come about")
    }

    /// The live candles of the venue's instrument of a market.
    private func expected(_ setting: Setting, _ market: BinanceMarket) -> [Candle] {
        let seed: UInt64 = market == .spot ? 1 : 2
        let columns = VenueFixture.columns(50, seed: seed)
        return (0..<columns.count).map { columns[$0] }.filter { setting.market.live.contains($0.openTime) }
    }

    private func symbol(_ market: BinanceMarket) -> String { market == .spot ? "AAAUSDT" : "BBBUSDT" }

    @Test("Every live candle comes closed once and as it is, trades without a hole", arguments: BinanceMarket.allCases)
    func everything(market: BinanceMarket) async throws {
        let setting = try venue(400)
        defer { try? setting.venue.stop() }
        let feed = try BinanceStreams(
            market: market, hosts: ["ws://127.0.0.1:\(setting.venue.port)"], instruments: [(symbol(market), 4)],
            kinds: [.candles(.m1), .trades, .quotes, .markPrices], sink: setting.sink, options: Self.options(400, market))
        try await feed.start()
        let end = setting.market.live.to.milliseconds + 3_000
        try await wait { try setting.venue.now() >= end }
        try await Task.sleep(for: .milliseconds(200))
        await feed.stop()
        let traded = expected(setting, market)
        let closed = setting.sink.closed(4)
        #expect(closed.map(\.openTime) == traded.map(\.openTime))
        #expect(closed == traded)
        let ids = setting.sink.events.compactMap { event -> Int64? in
            if case .trade(let trade) = event { return trade.id }
            return nil
        }
        #expect(ids.count > 100 && zip(ids, ids.dropFirst()).allSatisfy { $1 == $0 + 1 })
        let counts = feed.counts
        #expect(counts.connections.count == (market == .spot ? 1 : 2))
        let losses = setting.sink.events.filter { if case .lost = $0 { true } else { false } }
        #expect(losses.isEmpty, "\(losses)")
        #expect(counts.quarantined == 0 && counts.quotes > 0 && (counts.markPrices > 0) == (market == .usdm))
        #expect(setting.sink.batches < setting.sink.events.count)
    }

    @Test("Replacing connections all the time loses no candle")
    func renewals() async throws {
        let setting = try venue(200)
        defer { try? setting.venue.stop() }
        let options = Self.options(200, .usdm) { rules in
            rules.lifetime = 1_500
            rules.overlap = 700
        }
        let feed = try BinanceStreams(
            market: .usdm, hosts: ["ws://127.0.0.1:\(setting.venue.port)"], instruments: [("BBBUSDT", 0)], kinds: [.candles(.m1), .quotes],
            sink: setting.sink, options: options)
        try await feed.start()
        let end = setting.market.live.to.milliseconds + 3_000
        try await wait { try setting.venue.now() >= end }
        try await Task.sleep(for: .milliseconds(200))
        await feed.stop()
        #expect(feed.counts.connections.allSatisfy { $0.renewals >= 2 && $0.losses == 0 })
        #expect(Set(setting.sink.closed(0).map(\.openTime)) == Set(expected(setting, .usdm).map(\.openTime)))
        #expect(setting.sink.events.count { if case .connected = $0 { true } else { false } } == 2)
    }

    @Test("Cuts and damaged frames: told, counted, kept, and never the end")
    func trouble() async throws {
        let setting = try venue(100, live: 20, faults: "3:disconnect=4,corrupt=0.01")
        defer { try? setting.venue.stop() }
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:1", "ws://127.0.0.1:\(setting.venue.port)"], instruments: [("AAAUSDT", 0)],
            kinds: [.candles(.m1), .trades, .quotes], sink: setting.sink, options: Self.options(100, .spot))
        try await feed.start()
        let end = setting.market.live.to.milliseconds
        try await wait { try setting.venue.now() >= end }
        await feed.stop()
        let counts = feed.counts
        #expect(counts.reconnects >= 1 && counts.quarantined > 0)
        #expect(UInt64(feed.quarantine.count) == min(256, counts.quarantined) && feed.quarantine.allSatisfy { !$0.bytes.isEmpty })
        var isUp = false
        for event in setting.sink.events {
            switch event {
            case .connected:
                #expect(!isUp)
                isUp = true
            case .lost:
                #expect(isUp)
                isUp = false
            default: break
            }
        }
        let truth = Dictionary(uniqueKeysWithValues: expected(setting, .spot).map { ($0.openTime, $0) })
        #expect(!setting.sink.closed(0).isEmpty)
        for candle in setting.sink.closed(0) { #expect(truth[candle.openTime] != nil) }
    }

    @Test("A consumer that is behind stops the reading, and loses nothing")
    func backPressure() async throws {
        let setting = try venue(400)
        defer { try? setting.venue.stop() }
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:\(setting.venue.port)"], instruments: [("AAAUSDT", 0)],
            kinds: [.candles(.m1), .trades, .quotes], sink: setting.sink, options: Self.options(400, .spot))
        try await feed.start()
        setting.sink.setReady(false)
        try await wait { feed.counts.pauses == 1 }
        try await Task.sleep(for: .milliseconds(300))
        let frozen = setting.sink.events.count
        try await Task.sleep(for: .milliseconds(400))
        #expect(setting.sink.events.count == frozen)
        setting.sink.setReady(true)
        let end = setting.market.live.to.milliseconds + 3_000
        try await wait { try setting.venue.now() >= end }
        try await wait { setting.sink.closed(0).count >= expected(setting, .spot).count }
        await feed.stop()
        #expect(setting.sink.closed(0) == expected(setting, .spot) && feed.counts.silences == 0)
    }

    @Test("Instruments come and go while it runs")
    func universe() async throws {
        let setting = try venue(200)
        defer { try? setting.venue.stop() }
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:\(setting.venue.port)"], instruments: [], kinds: [.candles(.m1), .trades],
            sink: setting.sink, options: Self.options(200, .spot))
        try await feed.start()
        #expect(feed.counts.connections.isEmpty)
        feed.setInstruments([("AAAUSDT", 2)])
        try await wait { !setting.sink.closed(2).isEmpty }
        feed.setInstruments([("AAAUSDT", 3), ("NOSUCHUSDT", 1)])
        try await wait { !setting.sink.closed(3).isEmpty }
        #expect(feed.counts.connections.map(\.streams) == [4])
        feed.setInstruments([])
        try await wait { feed.counts.connections.isEmpty }
        await feed.stop()
    }

    @Test("A server that takes connections and never answers the handshake costs no socket an attempt")
    func deafServer() async throws {
        let server = ScriptedServer { _, _ in .init(isSilent: true) }
        let address = try server.start()
        defer { server.stop() }
        var options = Self.options(1, .spot) { $0.patience = 100 }
        options.startTimeout = 4
        let feed = try BinanceStreams(
            market: .spot, hosts: [address.replacing("http://", with: "ws://")], instruments: [("AAAUSDT", 0)], kinds: [.trades],
            sink: CollectingSink(), options: options)
        await #expect { try await feed.start() } throws: { ($0 as? PulseError)?.kind == .unavailable }
        #expect(server.requests.count >= 4)
        await feed.stop()
        try await wait { server.openConnections == 0 }
    }

    @Test("Nobody there: an error in time")
    func nobody() async throws {
        var options = Self.options(1, .spot)
        options.startTimeout = 0.5
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:1"], instruments: [("AAAUSDT", 0)], kinds: [.trades], sink: CollectingSink(),
            options: options)
        await #expect { try await feed.start() } throws: {
            ($0 as? PulseError)?.kind == .unavailable && "\($0)".contains("ws://127.0.0.1:1 cannot be reached")
        }
        #expect(throws: PulseError.self) {
            try BinanceStreams(market: .spot, hosts: ["ftp://x"], instruments: [], kinds: [], sink: CollectingSink())
        }
    }

    @Test(
        "TLS with a certificate of one's own making: trusted where it is named, refused otherwise",
        .enabled(if: SelfSignedCertificate.isPossible))
    func tls() async throws {
        let folder = try TemporaryDirectory()
        let made = try SelfSignedCertificate(in: folder)
        let setting = try venue(400, tls: (made.certificate, made.key))
        defer { try? setting.venue.stop() }
        for host in ["localhost", "127.0.0.1"] {
            var options = Self.options(400, .spot)
            options.trustRoots = made.certificate
            let sink = CollectingSink()
            let feed = try BinanceStreams(
                market: .spot, hosts: ["wss://\(host):\(setting.venue.port)"], instruments: [("AAAUSDT", 0)], kinds: [.trades, .quotes],
                sink: sink, options: options)
            try await feed.start()
            try await wait { sink.events.count > 10 }
            await feed.stop()
        }
        let ping = try #require(URL(string: "https://127.0.0.1:\(setting.venue.port)/api/v3/ping"))
        #expect(try await HTTPClientTransport(trustRoots: made.certificate).get(ping, timeout: 20).status == 200)
        await #expect { try await HTTPClientTransport().get(ping, timeout: 20) } throws: {
            $0.localizedDescription == "its certificate is not trusted"
        }
        #expect(throws: PulseError.self) { try HTTPClientTransport(trustRoots: made.certificate + ".none") }
        var strict = Self.options(1, .spot)
        strict.startTimeout = 1
        let feed = try BinanceStreams(
            market: .spot, hosts: ["wss://127.0.0.1:\(setting.venue.port)"], instruments: [("AAAUSDT", 0)], kinds: [.trades],
            sink: CollectingSink(), options: strict)
        await #expect { try await feed.start() } throws: { ($0 as? PulseError)?.kind == .unavailable }
    }
}
