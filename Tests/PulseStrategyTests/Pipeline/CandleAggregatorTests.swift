import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct CandleAggregatorTests {
    private func candle(_ minute: Int64, _ price: Double, volume: Double = 1) -> Candle {
        Candle(
            openTime: Timestamp(milliseconds: minute * 60_000), open: price, high: price + 1, low: price - 1, close: price + 0.5,
            volume: volume, tradeCount: 2)
    }

    private func aggregate(_ candles: [Candle], to target: Timeframe) throws -> (CandleColumns, [Int32]) {
        var aggregator = try #require(CandleAggregator(base: .m1, target: target))
        var output = CandleColumns()
        var completedAt: [Int32] = []
        CandleColumns(candles).withBlock { aggregator.advance($0, into: &output, completedAt: &completedAt) }
        return (output, completedAt)
    }

    @Test func aSpanIsCompleteWithItsLastCandle() throws {
        let (output, completedAt) = try aggregate((0..<7).map { candle($0, 100 + Double($0)) }, to: .m5)
        #expect(completedAt == [4])
        #expect(output.count == 1)
        #expect(output[0].open == 100 && output[0].high == 105 && output[0].low == 99 && output[0].close == 104.5)
        #expect(output[0].volume == 5 && output[0].tradeCount == 10)
    }

    @Test func aSpanWithoutItsLastCandleIsCompleteWhenALaterOneArrives() throws {
        // Minute 4 is missing; minute 9 completes the second span by itself and the first one late.
        let (output, completedAt) = try aggregate([candle(0, 100), candle(3, 101), candle(9, 102)], to: .m5)
        #expect(completedAt == [2, 2])
        #expect(output.openTime == [0, 300_000])
    }

    @Test func anEmptySpanMakesNoCandle() throws {
        let (output, _) = try aggregate([candle(4, 100), candle(14, 101)], to: .m5)
        #expect(output.openTime == [0, 600_000])
    }

    @Test func timeframesThatDoNotDivideAreRefused() {
        #expect(CandleAggregator(base: .m3, target: .m5) == nil)
        #expect(CandleAggregator(base: .h8, target: .w1) != nil)
        #expect(CandleAggregator(base: .d3, target: .w1) == nil)
    }

    @Test func weeksStartOnMonday() throws {
        let sunday = try #require(Timestamp("2024-01-07T23:00:00Z"))
        #expect(Timeframe.w1.floor(sunday).description == "2024-01-01T00:00:00Z")
    }
}
