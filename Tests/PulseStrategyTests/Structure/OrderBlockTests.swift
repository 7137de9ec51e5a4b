import PulseCore
import PulseStrategy
import Testing

/// Order blocks on a drawn displacement, with an average true range of 1.
@Suite struct OrderBlockTests {
    /// Quiet candles between 100 and 100.5, a fall from 100.5 to 100, then a rise to 104: the block is [99.9, 100.5].
    private func displacement() -> Sketch {
        var sketch = Sketch(at: 100)
        for _ in 0..<10 { sketch.walk(to: sketch.close == 100 ? 100.5 : 100, step: 0.5, shadow: 0.1) }
        sketch.move(to: 100.5, shadow: 0.1)
        sketch.move(to: 100, shadow: 0.1)
        for target in [101.0, 102, 103, 104] { sketch.move(to: target, shadow: 0.1) }
        return sketch
    }

    private struct Outcome: Equatable {
        var active: Int
        var isNearBullish: Bool
        var isNearBearish: Bool
        var retests: [Double]
        var failedSwings: [Bool]
    }

    private func run(_ candles: CandleColumns, swingHigh: Double = .nan, swingLow: Double = .nan) -> Outcome {
        var window = PivotWindow()
        var blocks = OrderBlocks()
        var retests: [OrderBlocks.Retest] = []
        for index in 0..<candles.count {
            window.advance(high: candles.high[index], low: candles.low[index])
            let retest = blocks.advance(
                window, open: candles.open[index], close: candles.close[index], averageTrueRange: 1, swingHigh: swingHigh,
                swingLow: swingLow)
            if retest.side != 0 { retests.append(retest) }
        }
        return Outcome(
            active: blocks.activeCount, isNearBullish: blocks.isNearBullish, isNearBearish: blocks.isNearBearish,
            retests: retests.map(\.side), failedSwings: retests.map(\.isFailedSwing))
    }

    @Test func aDisplacementLeavesABlock() {
        var sketch = displacement()
        #expect(run(sketch.candles) == Outcome(active: 1, isNearBullish: false, isNearBearish: false, retests: [], failedSwings: []))
        sketch.walk(to: 101.4, step: 0.4, shadow: 0.1)
        #expect(run(sketch.candles).isNearBullish, "back within one range of it")
        let reflected = run(Sketch.reflected(sketch.candles, around: 128))
        #expect(reflected.isNearBearish && !reflected.isNearBullish)
    }

    @Test func tradingBackIntoHalfOfItMitigatesIt() {
        var sketch = displacement()
        sketch.walk(to: 100.8, step: 0.4, shadow: 0.1)
        #expect(run(sketch.candles).isNearBullish)
        sketch.add(high: 100.9, low: 100.1, close: 100.7)
        #expect(!run(sketch.candles).isNearBullish)
    }

    @Test func closedThroughItBreaksAndItsRetestIsTheSignal() {
        var sketch = displacement()
        sketch.walk(to: 101, step: 0.5, shadow: 0.1)
        sketch.move(to: 99, shadow: 0.1)
        #expect(run(sketch.candles).retests == [])
        sketch.add(high: 100.2, low: 98.9, close: 99.6)
        #expect(run(sketch.candles, swingHigh: 103).retests == [-1])
        #expect(run(sketch.candles, swingHigh: 103).failedSwings == [false], "the move had passed the swing")
        #expect(run(sketch.candles, swingHigh: 110).failedSwings == [true], "the move had fallen short of the swing")
        #expect(run(Sketch.reflected(sketch.candles, around: 128)).retests == [1])
        // Only the first retest counts.
        sketch.add(high: 100.2, low: 98.9, close: 99.6)
        #expect(run(sketch.candles).retests == [-1])
    }

    @Test func p9TheirNumberIsBounded() {
        let outcome = run(DyadicWalk.candles(count: 5_000, seed: 2))
        #expect(outcome.active <= 8)
    }
}
