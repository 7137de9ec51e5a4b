import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// What a store has beside the candles comes back from the venue as it was.
@Suite struct VenueSideTests {
    private static let candles = 600
    private static let step: Int64 = 300_000
    private static let start = VenueFixture.start

    private static func instant(_ number: Int) -> Timestamp { start.advanced(byMilliseconds: Int64(number) * step) }

    /// Values of as many decimals as the venue tells, another each time.
    private static func premiums(_ count: Int, delay: Int64 = 0) -> [SideObservation] {
        (0..<count).map { number in
            SideObservation(
                eventTime: instant(number), knownAt: instant(number + 1).advanced(byMilliseconds: delay),
                value: Double(number * 7_919 % 20_011 - 9_000) / 1e8)
        }
    }

    private static func metrics(_ value: (Int) -> Double) -> [SideObservation] {
        (0..<candles).map { SideObservation(eventTime: instant($0), knownAt: instant($0 + 1), value: value($0)) }
    }

    /// Settlements that the feeds date at their instant and some milliseconds after it.
    private static let settlements = (0..<6).map { number in
        let time = instant(number * 96)
        return SideObservation(
            eventTime: time, knownAt: time.advanced(byMilliseconds: [0, 2, 15][number % 3]), value: Double(number * 1_003 - 2_000) / 1e8)
    }

    private static let series: [(kind: SideKind, observations: [SideObservation])] = [
        (.premiumIndex, premiums(candles)), (.openInterest, metrics { Double(80_000_123 + 37 * $0) / 1e3 }),
        (.longShortRatio, metrics { Double(9_000 + 11 * $0) / 1e4 }), (.fundingRate, settlements),
    ]

    /// A market of a store with one perpetual and what is known beside it.
    private func market(_ side: [(kind: SideKind, observations: [SideObservation])]) throws -> VenueMarket {
        let folder = try TemporaryDirectory()
        let store = try CandleStore(url: folder.file("store.sqlite"))
        let columns = VenueFixture.columns(Self.candles, seed: 2, timeframe: .m5, gaps: false)
        try store.insert(columns, VenueFixture.future, .m5, source: "test")
        for (kind, observations) in side { try store.insertSide(observations, VenueFixture.future, kind, source: "test") }
        let listing = try VenueListing(VenueFixture.future, as: .usdm, timeframe: .m5, through: TimeRange.all.to, store: store)
        return try VenueMarket(base: .m5, listings: [listing], from: Self.instant(Self.candles / 2))
    }

    /// A client whose venue is at the end of its market.
    private func client(_ market: VenueMarket) -> BinanceClient {
        let rest = VenueREST(VenueFixture.source(market))
        let transport = ScriptedTransport { url, _, _ in
            let uri = url.path + (url.query.map { "?" + $0 } ?? "")
            let answer = rest.answer(VenueRequest(method: "GET", uri: uri), at: market.end)
            return RESTResponse(status: answer.status, body: answer.body)
        }
        return BinanceClient(market: .usdm, hosts: ["http://a"], transport: transport, clock: transport.clock)
    }

    @Test func whatAStoreHasComesBackBitForBit() async throws {
        let client = client(try market(Self.series))
        for (kind, observations) in Self.series {
            let last = try #require(observations.last).eventTime.advanced(byMilliseconds: 60_000)
            let found = try await client.sideObservations(kind, symbol: "BBBUSDT", from: Self.start, through: last)
            #expect(found == observations, "\(kind.name)")
        }
    }

    /// The venue tells a candle when it closes, whatever delay an import has reckoned with.
    @Test(arguments: [1_000, 30_000, 240_000] as [Int64]) func premiumsOfADelayedImportAreThoseOfTheirCandles(delay: Int64) async throws {
        let client = client(try market([(.premiumIndex, Self.premiums(Self.candles, delay: delay))]))
        let through = Self.instant(Self.candles - 1)
        let found = try await client.sideObservations(.premiumIndex, symbol: "BBBUSDT", from: Self.start, through: through)
        #expect(found == Self.premiums(Self.candles))
    }

    @Test func aPremiumIsToldFromItsCloseOnAndNothingKnowsItBefore() throws {
        let market = try self.market(Self.series)
        let rest = VenueREST(VenueFixture.source(market))
        // A candle that forms is told of from its first trade on.
        let number = try #require((400..<500).first { market.series[0].prints($0).count > 4 && market.series[0].prints($0 + 1).count > 4 })
        let open = Self.instant(number).milliseconds
        func close(at now: Int64) throws -> Int64? {
            let uri = "/fapi/v1/premiumIndexKlines?symbol=BBBUSDT&interval=5m&startTime=\(open)&limit=1"
            let answer = rest.answer(VenueRequest(method: "GET", uri: uri), at: now)
            return try WireJSON.read(answer.body).elements.first?.elements[4].units
        }
        func units(_ number: Int) -> Int64 { Int64((Self.premiums(Self.candles)[number].value * 1e8).rounded()) }
        #expect(try close(at: open + Self.step - 1) == units(number - 1))
        #expect(try close(at: open + Self.step) == units(number))

        // A venue that does not have what comes later says the same.
        let cut = Self.series.map { kind, observations in
            (kind: kind, observations: kind == .premiumIndex ? Array(observations.prefix(number)) : observations)
        }
        let blind = VenueREST(VenueFixture.source(try self.market(cut)))
        for path in [
            "premiumIndexKlines?symbol=BBBUSDT&interval=5m", "premiumIndexKlines?symbol=BBBUSDT&interval=1h",
            "markPriceKlines?symbol=BBBUSDT&interval=5m", "markPriceKlines?symbol=BBBUSDT&interval=4h",
            "indexPriceKlines?pair=BBBUSDT&interval=1d", "premiumIndex?symbol=BBBUSDT",
        ] {
            let request = VenueRequest(method: "GET", uri: "/fapi/v1/" + path)
            for now in [open, open + 1, open + Self.step - 1] {
                #expect(rest.answer(request, at: now).body == blind.answer(request, at: now).body, "\(path)")
            }
            let later = open + 2 * Self.step - 1
            #expect(rest.answer(request, at: later).body != blind.answer(request, at: later).body, "\(path)")
        }
    }
}
