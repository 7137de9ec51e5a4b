import PulseCore
import PulseStrategy
import Testing

/// Order blocks on a drawn displacement, with an average true range of 1.
@Suite struct UnmitigatedBlockTests {
    /// Quiet candles between 100 and 100.5, a fall from 100.5 to 100, then a rise to 104. The last falling candle spans 99.875 to
    /// 100.625; the close at 102 is 2.125 above its low and above all highs: the block is [99.875, 100.5].
    private func displacement(step: Double = 1) -> Sketch {
        var sketch = Sketch(at: 100)
        for _ in 0..<10 { sketch.walk(to: sketch.close == 100 ? 100.5 : 100, step: 0.5, shadow: 0.125) }
        sketch.move(to: 100.5, shadow: 0.125)
        sketch.move(to: 100, shadow: 0.125)
        sketch.walk(to: 104, step: step, shadow: 0.125)
        return sketch
    }

    private func run(
        _ candles: CandleColumns, isBullish: Bool = true, life: Int = 200, volumeRatio: Double = 1
    ) -> (count: Int, retests: [UnmitigatedBlocks.Retest]) {
        var window = PivotWindow()
        var blocks = UnmitigatedBlocks(life: life)
        var retests: [UnmitigatedBlocks.Retest] = []
        for index in 0..<candles.count {
            window.advance(high: candles.high[index], low: candles.low[index])
            let candle = SidedSketch.candle(
                index, candles.open[index], candles.high[index], candles.low[index], candles.close[index], volumeRatio: volumeRatio)
            if let retest = blocks.advance(isBullish ? candle : candle.mirrored, window, isBullish: isBullish) { retests.append(retest) }
        }
        return (blocks.count, retests)
    }

    @Test func aDisplacementLeavesABlock() {
        let sketch = displacement()
        #expect(run(sketch.candles).count == 1 && run(sketch.candles).retests == [])
        #expect(run(Sketch.reflected(sketch.candles, around: 128), isBullish: false).count == 1)
        #expect(run(sketch.candles, isBullish: false).count == 0)
        #expect(run(displacement(step: 0.25).candles).count == 0, "too slow: 100.75 after three candles")
    }

    /// The retest closes at its high, strength 1; the move was 2.125 ranges, (2.125 - 1.5) / 2 of the way: .60 + .10 + .03125.
    @Test func theFirstRetestIsTheTrade() throws {
        var sketch = displacement()
        sketch.walk(to: 101, step: 1, shadow: 0.125)
        sketch.add(open: 101, high: 101.5, low: 100.25, close: 101.5)
        let outcome = run(sketch.candles)
        let retest = try #require(outcome.retests.first)
        #expect(outcome.count == 0 && outcome.retests.count == 1)
        #expect(retest.near == 100.5 && retest.far == 99.875)
        #expect(abs(retest.confidence - 0.73125) < 1e-12)
        #expect(abs(run(sketch.candles, volumeRatio: 1.25).retests[0].confidence - 0.78125) < 1e-12, "with volume")
        let reflected = run(Sketch.reflected(sketch.candles, around: 128), isBullish: false)
        #expect(reflected.retests.first?.near == -155.5)
        sketch.add(open: 101, high: 101.5, low: 100.25, close: 101.5)
        #expect(run(sketch.candles).retests.count == 1, "only the first")
    }

    @Test func aWeakRetestUsesItUp() {
        var sketch = displacement()
        sketch.walk(to: 101, step: 1, shadow: 0.125)
        sketch.add(open: 101, high: 101.5, low: 100.25, close: 100.5)
        #expect(run(sketch.candles).count == 0 && run(sketch.candles).retests == [])
        sketch.add(open: 100.5, high: 101.5, low: 100.25, close: 101.5)
        #expect(run(sketch.candles).retests == [])
    }

    @Test func itIsForgottenWithItsAge() {
        var sketch = displacement()
        let since = sketch.last - 2
        sketch.walk(to: 102, step: 1, shadow: 0.125)
        while sketch.last < since + 20 { sketch.add(high: 102.5, low: 101.5, close: 102) }
        sketch.add(open: 101, high: 101.5, low: 100.25, close: 101.5)
        #expect(run(sketch.candles, life: 21).retests.count == 1)
        #expect(run(sketch.candles, life: 20).retests == [])
    }

    /// Displacement upon displacement without a way back: 99.875 after 99.875 rises.
    @Test func p9TheirNumberIsBounded() {
        var sketch = Sketch(at: 100)
        for _ in 0..<12 { sketch.move(to: 100, shadow: 0.125) }
        for _ in 0..<30 {
            sketch.move(to: sketch.close - 0.25, shadow: 0.125)
            sketch.move(to: sketch.close + 3, shadow: 0.125)
        }
        #expect(run(sketch.candles).count == UnmitigatedBlocks.capacity)
    }
}
