import PulseCore
import PulseLive
import Testing

@Suite struct UniverseFileTests {
    @Test func groupsByDay() throws {
        let days = try UniverseFile.parse(
            "\u{FEFF}Day, instrument ,quote_volume\r\n2025-03-02,binance:BTCUSDT,5\r\n2025-03-01,binance:BTCUSDT,1e9\n\n2025-03-02,a:B,0\n",
            file: "v.csv")
        #expect(days.map(\.day) == [CivilDate(year: 2_025, month: 3, day: 1), CivilDate(year: 2_025, month: 3, day: 2)])
        #expect(days[1].rows.map(\.id.description) == ["binance:BTCUSDT", "a:B"] && days[0].rows[0].quoteVolume == 1e9)
    }

    @Test(arguments: ["", "day,instrument\n", "day,instrument,quote_volume\n"]) func refusesEmptyFiles(text: String) {
        #expect(throws: PulseError.self) { try UniverseFile.parse(text, file: "v.csv") }
    }

    @Test func namesEveryFault() throws {
        let lines = [
            "2025-03-01,binance:BTCUSDT", "2025-3-1,a:B,1", "2025-03-01,a:b:c,1", "2025-03-01,a:B,nan", "2025-03-01,a:B,1",
            "2025-03-01,a:B,2",
        ]
        let error = try #require(throws: PulseError.self) {
            try UniverseFile.parse((["day,instrument,quote_volume"] + lines).joined(separator: "\n"), file: "v.csv")
        }
        #expect(error.diagnostics.compactMap { $0.location?.line } == [2, 3, 4, 5, 7])
    }

    @Test func readsAssetsOffTheSymbol() throws {
        let id = try #require(InstrumentID("binance-um:1000SHIBUSDT"))
        let listing = try #require(UniverseListing(id, quoteVolume: 7, quoteAssets: ["USD", "USDT"]))
        #expect(listing.baseAsset == "1000SHIB" && listing.quoteAsset == "USDT" && listing.contract == .perpetual)
        let spot = try #require(InstrumentID("binance:USDTUSDT"))
        #expect(UniverseListing(spot, quoteVolume: 1, quoteAssets: ["USDT"])?.contract == .spot)
        #expect(UniverseListing(spot, quoteVolume: 1, quoteAssets: ["EUR"]) == nil)
    }
}
