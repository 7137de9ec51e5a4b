import PulseCore
import PulseResearch
import PulseTesting
import Testing

@Suite struct TripleBarrierTests {
    /// Hourly candles, each (open, high, low, close).
    private func candles(_ rows: [(Double, Double, Double, Double)]) -> CandleColumns {
        var columns = CandleColumns()
        for (index, row) in rows.enumerated() {
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: Int64(index) * 3_600_000), open: row.0, high: row.1, low: row.2, close: row.3,
                    volume: 1))
        }
        return columns
    }

    private let barrier = TripleBarrier(width: 2, horizon: 3)

    @Test func theFirstBarrierDecides() {
        // Entry at the open of the next candle, 100; one average true range is 1, so the barriers are 102 and 98.
        let quiet = (100.0, 101.0, 99.0, 100.0)
        let up = candles([quiet, quiet, (100, 102, 99.5, 101), (101, 101, 90, 91), quiet])
        #expect(barrier.label(at: 0, up, averageTrueRange: [1, 1, 1, 1, 1]) == TripleBarrier.Label(isRise: true, end: 2))
        let down = candles([quiet, quiet, (100, 101.9, 98, 101), (101, 110, 100, 109), quiet])
        #expect(barrier.label(at: 0, down, averageTrueRange: [1, 1, 1, 1, 1]) == TripleBarrier.Label(isRise: false, end: 2))
    }

    @Test func theHorizonDecidesByItsClose() {
        let quiet = (100.0, 101.0, 99.0, 100.0)
        let rise = candles([quiet, quiet, quiet, (100, 101, 99, 100.5), quiet])
        #expect(barrier.label(at: 0, rise, averageTrueRange: [1, 1, 1, 1, 1]) == TripleBarrier.Label(isRise: true, end: 3))
        let still = candles([quiet, quiet, quiet, quiet, quiet])
        #expect(barrier.label(at: 0, still, averageTrueRange: [1, 1, 1, 1, 1]) == nil)
    }

    @Test func whatCannotBeToldHasNoLabel() {
        let quiet = (100.0, 101.0, 99.0, 100.0)
        let both = candles([quiet, (100, 103, 97, 100), quiet, quiet, quiet])
        #expect(barrier.label(at: 0, both, averageTrueRange: [1, 1, 1, 1, 1]) == nil)
        let four = candles([quiet, quiet, quiet, quiet])
        #expect(barrier.label(at: 1, four, averageTrueRange: [1, 1, 1, 1]) == nil)
        #expect(barrier.label(at: 0, four, averageTrueRange: [.nan, 1, 1, 1]) == nil)
        #expect(barrier.label(at: 0, four, averageTrueRange: [0, 1, 1, 1]) == nil)
    }

    /// A market without drift is labelled evenly, and no label depends on a candle after its end.
    @Test func p2ALabelEndsWhereItSays() {
        let walk = RandomWalk.candles(count: 4_000, seed: 5, timeframe: .h1)
        let ranges = [Double](repeating: 1.2, count: walk.count)
        let barrier = TripleBarrier(width: 2, horizon: 24)
        var rises = 0
        var labels = 0
        for index in 0..<walk.count {
            guard let label = barrier.label(at: index, walk, averageTrueRange: ranges) else { continue }
            labels += 1
            rises += label.isRise ? 1 : 0
            guard index % 97 == 0 else { continue }
            for poison in PoisonedFuture.allCases where label.end + 1 < walk.count {
                // Only candles inside the horizon but after the end may differ; the horizon itself must still be there.
                let changed = poison.applied(to: walk, from: label.end + 1)
                if changed.count == walk.count { #expect(barrier.label(at: index, changed, averageTrueRange: ranges) == label) }
            }
        }
        #expect(labels > 3_500)
        #expect(abs(Double(rises) / Double(labels) - 0.5) < 0.05)
    }
}
