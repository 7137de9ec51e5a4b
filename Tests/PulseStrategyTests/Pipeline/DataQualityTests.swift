import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// The share of base candles that the last hundred slots of a decision timeframe have.
@Suite struct DataQualityTests {
    private func quality(_ candles: CandleColumns, _ timeframe: Timeframe) -> [Double] {
        PipelineRig.decide(candles, cut: Cuttings.whole(count: candles.count), timeframe: timeframe).dataQuality.map(\.value)
    }

    @Test func withoutGapsItIsOne() {
        let candles = RandomWalk.candles(count: 2_000, seed: 3)
        #expect(quality(candles, .m1).allSatisfy { $0 == 1 })
        #expect(quality(candles, .m15).allSatisfy { $0 == 1 })
    }

    @Test func aGapCostsItsShareForAHundredSlots() {
        let whole = RandomWalk.candles(count: 500, seed: 4)
        var candles = whole[0..<200]
        candles.append(contentsOf: whole[210..<500])
        let values = quality(candles, .m1)
        #expect(values[199] == 1)
        #expect(values[200] == Score(raw: 90 * 1_024 / 100).value)
        // The last slot of the gap leaves with the hundredth candle after it.
        #expect(values[200 + 89] == Score(raw: 90 * 1_024 / 100).value)
        #expect(values[200 + 99] == 1)
    }

    @Test func aDecisionCandleCountsByWhatItHas() {
        let whole = RandomWalk.candles(count: 600, seed: 5)
        // Five minutes out of one quarter of an hour, and its last one among them: it comes late.
        var candles = whole[0..<160]
        candles.append(contentsOf: whole[165..<600])
        let values = quality(candles, .m15)
        #expect(values[9] == 1)
        #expect(values[10] == Score(raw: (11 * 15 - 5) * 1_024 / (11 * 15)).value)
        #expect(values[20] == Score(raw: (21 * 15 - 5) * 1_024 / (21 * 15)).value)
    }
}
