import PulseBinance
import PulseCore
import Testing

@Suite("Binance's markets")
struct BinanceMarketTests {
    @Test("an instrument's venue tells its market", arguments: BinanceMarket.allCases)
    func market(_ market: BinanceMarket) throws {
        let id = try #require(InstrumentID(venue: market.venue, symbol: "BTCUSDT"))
        #expect(BinanceMarket(id) == market)
        #expect(BinanceMarket(try #require(InstrumentID("stocks:AAPL"))) == nil)
    }
}
