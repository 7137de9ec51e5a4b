import PulseCore
import PulseLive
import Testing

@Suite struct UniverseRuleTests {
    private typealias Fixture = UniverseFixture

    private func reasons(_ listings: [UniverseListing], _ rule: UniverseRule = UniverseRule()) -> [String: UniverseExclusion.Reason] {
        let snapshot = rule.snapshot(of: listings, on: Fixture.day)
        return Dictionary(uniqueKeysWithValues: snapshot.excluded.map { ($0.id.symbol, $0.reason) })
    }

    @Test func ranksByVolumeAndBreaksTiesByName() {
        let snapshot = UniverseRule(futures: 3, spot: 1).snapshot(
            of: [
                Fixture.listing("ADA", 5), Fixture.listing("BTC", 100), Fixture.listing("XRP", 5), Fixture.listing("SOL", 5),
                Fixture.listing("BTC", 50, contract: .spot), Fixture.listing("ETH", 40, contract: .spot),
            ], on: Fixture.day)
        #expect(
            snapshot.instruments.map(\.description) == [
                "binance-um:BTCUSDT", "binance:BTCUSDT", "binance-um:ADAUSDT", "binance-um:SOLUSDT",
            ])
        #expect(snapshot.members.map(\.rank) == [1, 2, 3, 4])
        #expect(snapshot.excluded.map(\.id.description) == ["binance:ETHUSDT", "binance-um:XRPUSDT"])
        #expect(snapshot.excluded.allSatisfy { $0.reason == .outranked })
    }

    @Test func saysWhyNot() {
        let announced = Fixture.day.timestamp.advanced(byMilliseconds: 7 * Timestamp.day)
        let far = Timestamp(milliseconds: 4_133_404_800_000)
        let found = reasons([
            Fixture.listing("BTC", 100, delistedAt: far), Fixture.listing("USDC", 90), Fixture.listing("EUR", 90, contract: .spot),
            Fixture.listing("GONE", 80, isTradable: false), Fixture.listing("END", 80, delistedAt: announced),
            Fixture.listing("NEW", 80, days: 29), Fixture.listing("OLD", 80, days: 30), Fixture.listing("BTC", 70, quote: "EUR"),
            Fixture.listing("BTC_250627", 60, contract: .delivery), Fixture.listing("NIL", 0), Fixture.listing("NAN", .nan),
        ])
        #expect(
            found == [
                "USDCUSDT": .stable, "EURUSDT": .stable, "GONEUSDT": .notTrading, "ENDUSDT": .delisting, "NEWUSDT": .tooYoung,
                "BTCEUR": .quoteAsset, "BTC_250627USDT": .contract, "NILUSDT": .lowVolume, "NANUSDT": .lowVolume,
            ])
    }

    /// Assets that end like a leveraged token, and tokens that are one.
    @Test func tellsLeveragedTokensFromAssetsThatEndSo() {
        let assets = [
            "BTC", "ETH", "LINK", "1INCH", "S", "T", "OG", "JUP", "SYRUP", "SUP", "TUP", "SUPER", "UP", "DOWN", "BULL", "BEAR", "PUMP",
            "BTCUP", "BTCDOWN", "ETHBULL", "ETHBEAR", "LINKUP", "1INCHDOWN", "OGUP",
        ]
        let found = reasons(assets.map { Fixture.listing($0, 10, contract: .spot) })
        #expect(
            Set(found.filter { $0.value == .leveraged }.keys)
                == ["BTCUPUSDT", "BTCDOWNUSDT", "ETHBULLUSDT", "ETHBEARUSDT", "LINKUPUSDT", "1INCHDOWNUSDT"])
        let pair = reasons((assets + ["OGDOWN"]).map { Fixture.listing($0, 10, contract: .spot) })
        #expect(pair["OGUPUSDT"] == .leveraged, "with its counterpart a stem of two letters is enough")
    }

    /// Whatever the market: the right number, nobody twice, every listing accounted for once, the order of listings without effect.
    @Test(arguments: 0..<40) func accountsForEveryListing(seed: Int) {
        let listings = Fixture.market(60, seed: UInt64(seed))
        let rule = UniverseRule(futures: 10, spot: 7)
        let before = rule.snapshot(of: Fixture.market(60, seed: UInt64(seed) + 1_000), on: Fixture.day).instruments
        let snapshot = rule.snapshot(of: listings, on: Fixture.day, previous: before)
        var shuffled = listings
        var random = SplitMix64(seed: UInt64(seed))
        shuffled.shuffle(using: &random)
        #expect(rule.snapshot(of: shuffled + listings, on: Fixture.day, previous: before.reversed()) == snapshot)
        let names = snapshot.instruments + snapshot.excluded.map(\.id)
        #expect(names.count == listings.count && Set(names) == Set(listings.map(\.id)))
        let eligible = listings.filter { $0.quoteVolume > 0 }
        #expect(
            snapshot.instruments.count { $0.venue == InstrumentID.binanceUSDM }
                == min(10, eligible.count { $0.contract == .perpetual }))
        #expect(zip(snapshot.members, snapshot.members.dropFirst()).allSatisfy { $0.quoteVolume >= $1.quoteVolume })
    }

    @Test func aMemberStaysWhileItIsNearEnough() {
        let names = (0..<20).map { "C" + ($0 < 10 ? "0" : "") + "\($0)" }
        func listings(_ order: [String]) -> [UniverseListing] {
            order.enumerated().map { Fixture.listing($0.element, 1_000 - Double($0.offset)) }
        }
        let rule = UniverseRule(futures: 10, spot: 0)
        let first = rule.snapshot(of: listings(names), on: Fixture.day).instruments
        // The tenth falls to the twelfth place, then to the thirteenth.
        var order = names
        order.swapAt(9, 11)
        let second = rule.snapshot(of: listings(order), on: Fixture.day, previous: first).instruments
        #expect(UniverseChange(from: first, to: second).isEmpty)
        order.swapAt(11, 12)
        let third = rule.snapshot(of: listings(order), on: Fixture.day, previous: second).instruments
        let change = UniverseChange(from: second, to: third)
        #expect(change.joined.map(\.symbol) == ["C11USDT"] && change.left.map(\.symbol) == ["C09USDT"])
        #expect(third.count == 10)
        var strict = rule
        strict.keepHundredths = 100
        order.swapAt(11, 12)
        #expect(strict.snapshot(of: listings(order), on: Fixture.day, previous: first).instruments != first)
    }

    /// Two instruments that change places every day at the edge cost streams every day without the grace, and never with it.
    @Test func streamsDoNotFlap() {
        func changes(_ rule: UniverseRule) -> Int {
            var members: [InstrumentID] = []
            var changes = -1
            for day in 0..<30 {
                let listings = (0..<12).map { index in
                    Fixture.listing(
                        "C\(index)", index >= 9 && index <= 10 && day % 2 == 1 ? 1_019 - Double(index) : 1_000 - Double(index) * 1e-3)
                }
                let next = rule.snapshot(of: listings, on: Fixture.day, previous: members).instruments
                if !UniverseChange(from: members, to: next).isEmpty { changes += 1 }
                members = next
            }
            return changes
        }
        var strict = UniverseRule(futures: 10, spot: 0)
        strict.keepHundredths = 100
        #expect(changes(UniverseRule(futures: 10, spot: 0)) == 0)
        #expect(changes(strict) > 10)
    }

    @Test func namesAreReadBack() throws {
        for (futures, spot) in [(50, 50), (1, 0), (26, 25), (50, 0), (0, 30), (50, 30), (3, 50)] {
            let rule = UniverseRule(futures: futures, spot: spot)
            #expect(try UniverseSelection(rule.name) { _ in "" } == .rule(rule))
        }
        #expect(UniverseRule().name == "top100")
    }

    @Test func refreshesOnceADay() throws {
        let before = try #require(Timestamp("2025-03-01T00:04:59"))
        let first = UniverseRefresh.next(after: before)
        #expect(first == Timestamp("2025-03-01T00:05"))
        #expect(UniverseRefresh.next(after: first) == Timestamp("2025-03-02T00:05"))
    }
}
