import PulseCore
import PulseLive

/// Listings for tests.
enum UniverseFixture {
    static let day = CivilDate(year: 2_025, month: 3, day: 1)

    static func listing(
        _ base: String, _ volume: Double, quote: String = "USDT", contract: UniverseListing.Contract = .perpetual, days: Int = 1_000,
        isTradable: Bool = true, delistedAt: Timestamp? = nil
    ) -> UniverseListing {
        let venue = contract == .spot || contract == .leveraged ? InstrumentID.binanceSpot : InstrumentID.binanceUSDM
        guard let id = InstrumentID(venue: venue, symbol: base + quote) else { preconditionFailure("a test names instruments well") }
        return UniverseListing(
            id: id, baseAsset: base, quoteAsset: quote, contract: contract, isTradable: isTradable,
            listedAt: day.timestamp.advanced(byMilliseconds: -Int64(days) * Timestamp.day), delistedAt: delistedAt, quoteVolume: volume,
            lastPrice: 1)
    }

    /// A market of `count` perpetuals and spot pairs with random volumes, some of them equal.
    static func market(_ count: Int, seed: UInt64) -> [UniverseListing] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            listing("C\(index)", Double(random.next() % 50) * 1_000, contract: random.next() % 2 == 0 ? .perpetual : .spot)
        }
    }
}
