import PulseCore
import PulseResearch
import PulseTesting
import Testing

/// The peer walk must be the one that other tools are given as a file: the digests below are of a file written by the Python statement of the walk.
@Suite struct PeerMarketTests {
    /// FNV-1a over the bit patterns of the columns, one after the other.
    private func digest(_ candles: CandleColumns) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let columns = [
            candles.open, candles.high, candles.low, candles.close, candles.volume, candles.quoteVolume, candles.takerBuyVolume,
            candles.takerBuyQuoteVolume,
        ]
        for column in columns {
            for value in column { hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3 }
        }
        for count in candles.tradeCount { hash = (hash ^ UInt64(count)) &* 0x100_0000_01b3 }
        return hash
    }

    @Test func firstCandleIsThePublishedOne() {
        let candle = PeerMarket.generate(symbol: 0, count: 1)[0]
        #expect(candle.openTime.description == "2021-01-01T00:00:00Z")
        #expect([candle.open, candle.high, candle.low, candle.close] == [20_000, 20_024.38, 19_994.1, 20_017.9])
        #expect([candle.volume, candle.quoteVolume] == [61.95107, 1_240_130.324153])
        #expect(candle.tradeCount == 788)
        #expect([candle.takerBuyVolume, candle.takerBuyQuoteVolume] == [39.15308135, 783_762.46716492])
    }

    @Test(arguments: [(0, 0x90fb_0861_87de_610e as UInt64), (1, 0xccb5_4340_a1b5_5406)])
    func hundredThousandCandlesHaveTheBitsOfTheFile(symbol: Int, expected: UInt64) {
        #expect(digest(PeerMarket.generate(symbol: symbol, count: 100_000)) == expected)
    }

    @Test func anyCuttingGivesTheSameBits() {
        let whole = PeerMarket.generate(symbol: 3, count: 3_000)
        var market = PeerMarket(symbol: 3)
        var pieces = CandleColumns()
        for block in Cuttings.random(count: 3_000, seed: 1) { pieces.append(contentsOf: market.next(block.count)) }
        #expect(pieces == whole)
    }
}
