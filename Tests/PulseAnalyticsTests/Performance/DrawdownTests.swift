import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite struct DrawdownTests {
    private func walk(_ seed: UInt64, count: Int = 2_000) throws -> EquityCurve {
        let candles = RandomWalk.candles(count: count, seed: seed, volatility: 0.01)
        return try EquityCurve(times: candles.openTime, values: candles.close)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func summaryAgreesWithTheCurve(seed: UInt64) throws {
        let curve = try walk(seed)
        let depths = curve.drawdowns()
        let summary = DrawdownSummary(curve, keeping: 4)
        #expect(summary.maximum == depths.max())
        #expect(agree(summary.sumOfSquares, depths.reduce(0) { $0 + $1 * $1 }))
        #expect(summary.worst.count == 4)
        #expect(zip(summary.worst, summary.worst.dropFirst()).allSatisfy { $0.depth >= $1.depth })
        for episode in summary.worst {
            #expect(episode.peak < episode.trough)
            #expect(episode.recovery.map { episode.trough < $0 } ?? true)
        }
    }

    @Test func keepingMoreChangesNothingOfTheDeepest() throws {
        let curve = try walk(8)
        let all = DrawdownSummary(curve, keeping: 10_000)
        #expect(all.worst.count == all.episodeCount)
        #expect(Array(all.worst.prefix(3)) == DrawdownSummary(curve, keeping: 3).worst)
        #expect(all.longest?.milliseconds == all.worst.map(\.milliseconds).max())
        #expect(all.maximumMoney == all.worst.map(\.money).max())
    }

    @Test func anOpenEpisodeIsFlagged() throws {
        let curve = try EquityCurve(times: [0, 1, 2, 3, 4, 5], values: [100, 100, 80, 100, 90, 95])
        let summary = DrawdownSummary(curve)
        let first = try #require(summary.worst.first)
        #expect(first.peak.milliseconds == 1 && first.trough.milliseconds == 2 && first.recovery?.milliseconds == 3)
        let open = try #require(summary.worst.last)
        #expect(!open.isRecovered && open.peak.milliseconds == 3 && open.milliseconds == 2)
        let report = PerformanceReport.compute(
            PerformanceInput(equity: try EquityCurve(times: [0, 1, 2], values: [100, 90, 95])))
        #expect(report["maxDrawdownRecovery"]?.reason == "the deepest drawdown has not recovered by the end of the curve")
    }

    @Test func theFirstPeakIsTheInitialCapital() throws {
        let curve = try EquityCurve(times: [0, 1, 2], values: [100, 70, 90])
        #expect(agree(DrawdownSummary(curve).maximum, 0.3))
    }
}
