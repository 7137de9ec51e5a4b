import PulseCore
import PulseReport
import PulseTesting
import Testing

@Suite struct DecimationTests {
    /// What must hold of any joining of candles: bucket by bucket, first open, highest high, lowest low, last close; no candle lost or
    /// counted twice.
    static func faults(
        _ level: (open: [Double], high: [Double], low: [Double], close: [Double]), starts: [Int64], step: Int64, of candles: CandleColumns
    )
        -> Int
    {
        var faults = 0
        var position = 0
        for bucket in starts.indices {
            let first = position
            while position < candles.count, candles.openTime[position] < starts[bucket] + step { position += 1 }
            guard first < position, candles.openTime[first] >= starts[bucket] else {
                faults += 1
                continue
            }
            let range = first..<position
            if level.open[bucket] != candles.open[first] || level.close[bucket] != candles.close[position - 1] { faults += 1 }
            if level.high[bucket] != range.map({ candles.high[$0] }).max() || level.low[bucket] != range.map({ candles.low[$0] }).min() {
                faults += 1
            }
        }
        return faults + (position == candles.count ? 0 : 1)
    }

    @Test(arguments: [1, 2, 7, 60, 10_000])
    func joinedCandlesKeepTheirExtremes(multiple: Int64) {
        let all = RandomWalk.candles(count: 3_000, seed: UInt64(multiple), quietCandles: true)
        // With holes, as real series have them.
        var random = SplitMix64(seed: 5)
        let candles = CandleColumns((0..<all.count).filter { _ in random.uniform() > 0.2 }.map { all[$0] })
        let step = multiple * 60_000
        let level = PriceLevel(candles, 0..<candles.count, step: step)
        #expect(Self.faults((level.open, level.high, level.low, level.close), starts: level.starts, step: step, of: candles) == 0)
        if multiple == 1 { #expect(level.count == candles.count) }
    }

    /// Keeping every tenth candle is the tempting way; the check must not pass on it.
    @Test func theCheckCatchesSampling() {
        let candles = RandomWalk.candles(count: 3_000, seed: 3)
        let kept = Array(stride(from: 0, to: candles.count, by: 10))
        let sampled = (
            open: kept.map { candles.open[$0] }, high: kept.map { candles.high[$0] }, low: kept.map { candles.low[$0] },
            close: kept.map { candles.close[$0] }
        )
        #expect(Self.faults(sampled, starts: kept.map { candles.openTime[$0] }, step: 600_000, of: candles) > 100)
    }

    @Test func p9TheStepKeepsTheNumberOfBucketsInBounds() {
        for timeframe in [Timeframe.m1, .m15, .h1, .d1] {
            for count in [1, 2, 999, 12_000, 12_001, 525_600, 4_000_000] as [Int64] {
                let step = PriceLevel.step(for: (count - 1) * timeframe.milliseconds, timeframe: timeframe, limit: 12_000)
                #expect(step % timeframe.milliseconds == 0)
                #expect((count * timeframe.milliseconds + step - 1) / step <= 12_000)
                if count <= 12_000 { #expect(step == timeframe.milliseconds) }
            }
        }
    }

    @Test(arguments: [1, 10, 333])
    func drawnEquityKeepsHighsAndLows(buckets: Int) {
        let series = RunFixture(candles: 5_000, instruments: 1).make().series.equity
        let points = EquityPoints.select(series, buckets: buckets)
        #expect(points == points.sorted() && Set(points).count == points.count && points.count <= 10 * buckets)
        #expect(points.first == 0 && points.last == series.count - 1)
        for bucket in 0..<buckets {
            let range = (series.count * bucket / buckets)..<(series.count * (bucket + 1) / buckets)
            let kept = points.filter(range.contains)
            #expect(kept.map { series.equity[$0] }.max() == range.map { series.equity[$0] }.max())
            #expect(kept.map { series.equity[$0] }.min() == range.map { series.equity[$0] }.min())
            #expect(kept.map { series.drawdown[$0] }.max() == range.map { series.drawdown[$0] }.max())
            #expect(kept.map { series.benchmark[$0] }.min() == range.map { series.benchmark[$0] }.min())
        }
        #expect(EquityPoints.select(series, buckets: 2_000).count == series.count)
    }

    @Test func cellsSayWhatWasVoted() {
        let sure = Vote(.long, probability: Score(0.9), confidence: .one)
        let unsure = Vote(.short, probability: Score(0.6), confidence: Score(raw: 1))
        #expect(VoteCells.cell([]) == 0)
        #expect(VoteCells.cell([.abstain(.warmup)]) == 0)
        #expect(VoteCells.cell([.flat(confidence: .one)]) == 64)
        #expect(VoteCells.cell([sure]) == 65 + 64 * 63)
        // However weak, a vote for a side never vanishes among abstentions.
        #expect(VoteCells.cell([unsure] + Array(repeating: .abstain(.warmup), count: 1_000)) == 65 + 1)
        #expect(VoteCells.cell([sure, unsure]) == 65 + 64 * 32 + 1)
        let passed = Verdict(direction: .short, outcome: .passed)
        #expect(VoteCells.verdict([passed]) == 65 + 63)
        #expect(VoteCells.verdict([Verdict(direction: .flat, outcome: .vetoed), Verdict(direction: .flat, outcome: .vetoed)]) == 5)
        #expect(VoteCells.verdict([passed] + Array(repeating: Verdict(direction: .flat, outcome: .tie), count: 999)) == 65 + 1)
        func state(_ regime: Regime) -> RegimeState {
            RegimeState(regime, raw: .choppy, confidence: .half, stability: .one, duration: 7)
        }
        #expect(VoteCells.regime([]) == 0 && VoteCells.regime([.unknown, .unknown]) == 0)
        #expect(VoteCells.regime([.unknown, state(.weakTrend)]) == 3)
        #expect(VoteCells.regime([state(.choppy), state(.ranging), state(.ranging)]) == 4)
        #expect(VoteCells.alphabet.count == 90 && 65 + 64 * 63 + 63 < 90 * 90)
    }
}
