import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct HigherTimeframeTests {
    /// Completed candles as (index of the base candle that completed it, open, close).
    private func completed(_ candles: CandleColumns, _ timeframe: Timeframe, base: Timeframe) -> [[Double]] {
        var higher = HigherCandle(timeframe: timeframe, base: base)
        var found: [[Double]] = []
        for index in 0..<candles.count {
            if higher.isEnded(by: candles.openTime[index]) {
                found.append([Double(index), higher.open, higher.high, higher.low, higher.close])
            }
            let isComplete = higher.add(
                time: candles.openTime[index], open: candles.open[index], high: candles.high[index], low: candles.low[index],
                close: candles.close[index])
            if isComplete { found.append([Double(index), higher.open, higher.high, higher.low, higher.close]) }
        }
        return found
    }

    @Test func aHigherCandleIsCompleteWithItsLastCandle() {
        var sketch = Sketch(at: 100, timeframe: .m5)
        for target in [101.0, 99, 102, 103, 104, 105] { sketch.move(to: target, shadow: 0) }
        #expect(completed(sketch.candles, .m15, base: .m5) == [[2, 100, 102, 99, 102], [5, 102, 105, 102, 105]])
    }

    @Test func afterAGapItIsCompleteWithTheNextBucket() {
        var sketch = Sketch(at: 100, timeframe: .m5)
        for target in [101.0, 99] { sketch.move(to: target, shadow: 0) }
        sketch.skip(3)
        // The first quarter's last candle never came; this is the second candle's last one, alone in its quarter.
        sketch.move(to: 103, shadow: 0)
        #expect(completed(sketch.candles, .m15, base: .m5) == [[2, 100, 101, 99, 99], [2, 99, 103, 99, 103]])
    }

    @Test func aFirstBucketSeenFromItsMiddleIsLeftOut() {
        var sketch = Sketch(at: 100, timeframe: .m5)
        sketch.skip(1)
        for target in [101.0, 99, 102, 103, 104] { sketch.move(to: target, shadow: 0) }
        #expect(completed(sketch.candles, .m15, base: .m5) == [[4, 99, 104, 99, 104]])
    }

    @Test func weightsGrowWithTheTimeframe() {
        for (_, base) in Timeframe.named {
            let set = StructureTimeframes.weighted(for: base)
            #expect(set.first?.timeframe == base)
            for (shorter, longer) in zip(set, set.dropFirst()) {
                #expect(shorter.timeframe < longer.timeframe && shorter.weight < longer.weight)
                #expect(longer.timeframe.isMultiple(of: base))
            }
        }
        #expect(StructureTimeframes.weighted(for: .m5).map(\.timeframe) == [.m5, .m15, .h1, .h4])
        #expect(StructureTimeframes.weighted(for: .h4).map(\.weight) == [30, 40, 50])
    }

    /// The head's trends are those of the structure of candles resampled from the whole series, cut at the last complete one.
    @Test func theHeadSeesTheStructureOfCompleteCandles() {
        let candles = RandomWalk.candles(count: 20_000, seed: 31, timeframe: .m5)
        var head = StructureHead(timeframe: .m5)
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: HeadFrame.maximumCount)
        defer { votes.deallocate() }
        HeadRig.feed(candles, .m5) { head.advance($0, into: votes) }
        for (timeframe, trend, count, hasJoined) in head.trends.dropFirst() {
            let higher = completed(candles, timeframe, base: .m5)
            #expect(count == higher.count && hasJoined == (count >= 60))
            var machine = StructureMachine(wing: 8)
            var window = PivotWindow()
            var range = WilderRange(period: 14)
            for candle in higher {
                window.advance(high: candle[2], low: candle[3])
                let trueRange = range.advance(high: candle[2], low: candle[3], close: candle[4])
                _ = machine.advance(window, close: candle[4], averageTrueRange: trueRange)
            }
            #expect(trend == machine.trend, "\(timeframe)")
        }
    }
}
