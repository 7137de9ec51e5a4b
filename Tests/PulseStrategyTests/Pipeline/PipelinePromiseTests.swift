import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1 and P2 of the whole pipeline: indicators, higher timeframes, heads, consensus and plan inputs together.
@Suite struct PipelinePromiseTests {
    @Test(arguments: [Timeframe.m1, .m5, .h1])
    func p1AnyCuttingOfTheSameCandlesGivesTheSameBits(timeframe: Timeframe) {
        let count = timeframe == .h1 ? 24_000 : 3_000
        let candles = PipelineRig.candles(count: count, seed: 11)
        var cuttings = [Cuttings.whole(count: count), Cuttings.singles(count: count), Cuttings.equal(count: count, size: 256)]
        for seed in 1...6 as ClosedRange<UInt64> { cuttings.append(Cuttings.random(count: count, seed: seed)) }
        #expect(PipelineRig.brokenCuttings(cuttings) { PipelineRig.decide(candles, cut: $0, timeframe: timeframe) } == [])
    }

    /// Sessions have shorter tiles than backtests.
    @Test(arguments: [1, 7, 16]) func p1TilesOfAnyLengthGiveTheSameBits(tile: Int) {
        let candles = PipelineRig.candles(count: 3_000, seed: 13)
        let whole = PipelineRig.decide(candles, cut: Cuttings.whole(count: 3_000), timeframe: .m1)
        for cut in [Cuttings.whole(count: 3_000), Cuttings.singles(count: 3_000), Cuttings.random(count: 3_000, seed: 2)] {
            #expect(PipelineRig.decide(candles, cut: cut, timeframe: .m1, tile: tile) == whole)
        }
    }

    @Test func p1IsBrokenByAPipelineThatForgetsBetweenBlocks() {
        let candles = PipelineRig.candles(count: 2_000, seed: 12)
        let cuttings = [Cuttings.whole(count: 2_000), Cuttings.equal(count: 2_000, size: 500)]
        let broken = PipelineRig.brokenCuttings(cuttings) { cut in
            // The mutant keeps nothing but the columns from one block to the next, as recomputing over a live buffer does.
            var pieces: [DecisionColumns] = []
            for range in cut { pieces.append(PipelineRig.decide(candles, cut: [range], timeframe: .m1)) }
            return pieces.count == 1 ? pieces[0] : pieces[1]
        }
        #expect(broken == [1])
    }

    @Test(arguments: [Timeframe.m1, .m15])
    func p2NothingDecidedChangesWithLaterCandles(timeframe: Timeframe) {
        let count = timeframe == .m1 ? 700 : 6_000
        let candles = PipelineRig.candles(count: count, seed: 21)
        let points = timeframe == .m1 ? Array(stride(from: 1, to: count, by: 1)) : Array(stride(from: 5, to: count, by: 61))
        let futures: [PoisonedFuture] = timeframe == .m1 ? [.notANumber, .altered] : PoisonedFuture.allCases
        let leaks = PipelineRig.leaks(candles, at: points, futures: futures) {
            PipelineRig.decide($0, cut: Cuttings.whole(count: $0.count), timeframe: timeframe)
        }
        #expect(leaks == [])
    }

    @Test func p2IsBrokenByAPipelineThatReadsTheNextCandle() {
        let candles = PipelineRig.candles(count: 600, seed: 22)
        let leaks = PipelineRig.leaks(candles, at: stride(from: 150, to: 600, by: 50)) { candles in
            // The mutant decides at each candle on the close of the one after it.
            var shifted = CandleColumns()
            for index in 0..<candles.count {
                var candle = candles[index]
                if index + 1 < candles.count { candle.close = min(max(candles.close[index + 1], candle.low), candle.high) }
                shifted.append(candle)
            }
            return PipelineRig.decide(shifted, cut: Cuttings.whole(count: shifted.count), timeframe: .m1)
        }
        #expect(!leaks.isEmpty)
    }

    @Test func decisionsAppearWhenTheirLastBaseCandleHasClosed() {
        let candles = PipelineRig.candles(count: 5_000, seed: 31)
        let columns = PipelineRig.decide(candles, cut: Cuttings.whole(count: 5_000), timeframe: .m15)
        for index in 0..<columns.count {
            let knownAt = candles.openTime[Int(columns.completedAt[index])] + Timeframe.m1.milliseconds
            #expect(columns.candles.openTime[index] + Timeframe.m15.milliseconds <= knownAt)
        }
        #expect(columns.count > 300)
    }
}
