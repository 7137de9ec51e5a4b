import PulseCore
import PulseStrategy

/// The decisions of one instrument that trials judge, and when each is known.
final class TrialBallots: Sendable {
    let rows: DecisionTable
    /// Close of each decision candle.
    let closes: [Double]
    /// Close time of the base candle with which each decision became known.
    private let knownAt: [Int64]
    /// That candle.
    private let candles: [Int32]
    /// The first row inside the market's range.
    let start: Int

    /// `decisions` are some of those of a series of a market, whose decision candles they carry unless they stand beside the base candles.
    init(_ decisions: DecisionColumns, _ market: Market, _ index: Int) {
        let base = market.series[index].candles
        rows = DecisionTable(decisions)
        closes = decisions.candles.isEmpty ? base.close : decisions.candles.close
        candles = decisions.completedAt
        knownAt = candles.map { base.openTime[Int($0)] + market.base.milliseconds }
        start = decisions.firstDecision(atOrAfter: market.starts[index])
    }

    /// Those decisions of others on which a side has the quorum under a rule; for rules with the same `RowJudge.Counting` alone.
    init(_ others: TrialBallots, countedBy rule: ConsensusRule) {
        let (kept, table) = RowJudge(Consensus(rule), others.rows).quorate()
        rows = table
        closes = kept.map { others.closes[$0] }
        candles = kept.map { others.candles[$0] }
        knownAt = kept.map { others.knownAt[$0] }
        start = kept.firstIndex { $0 >= others.start } ?? kept.count
    }

    var count: Int { candles.count }

    /// The base candle that completed a row; one that no series reaches behind the last row.
    func candle(_ row: Int) -> Int { row < candles.count ? Int(candles[row]) : Int(Int32.max) }

    /// The first row from `start` on that becomes known at or after an instant.
    func first(knownAtOrAfter instant: Int64, from start: Int) -> Int {
        Self.first(knownAt, from: start) { $0 >= instant }
    }

    /// The first row from `start` on that a base candle or a later one completes.
    func first(atOrAfter candle: Int, from start: Int) -> Int {
        Self.first(candles, from: start) { $0 >= candle }
    }

    /// The first place from `start` on where a condition holds that holds from there on; as a rule it is near.
    @inline(__always)
    private static func first<Value>(_ values: [Value], from start: Int, _ holds: (Value) -> Bool) -> Int {
        var (low, step) = (start, 1)
        while low + step <= values.count, !holds(values[low + step - 1]) {
            low += step
            step *= 2
        }
        var high = min(low + step - 1, values.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(values[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
