import PulseCore
import PulseStrategy

extension BacktestResult {
    /// The open times of the decision candles inside the range, of one instrument.
    public func decisionTimes(_ instrument: Int) -> [Int64] {
        let columns = decisions[instrument]
        let range = columns.firstDecision(atOrAfter: market.starts[instrument])..<columns.count
        return Array(columns.candles.isEmpty ? market.series[instrument].candles.openTime[range] : columns.candles.openTime[range])
    }

    /// Number of decisions inside the range, of all instruments.
    public var decisionCount: Int {
        decisions.indices.reduce(0) { $0 + decisions[$1].count - decisions[$1].firstDecision(atOrAfter: market.starts[$1]) }
    }

    /// Position of the decision that became known at an instant, of one instrument; nil for signals that no verdict made.
    public func decision(at time: Timestamp, instrument: Int) -> Int? {
        guard instrument < decisions.count else { return nil }
        let columns = decisions[instrument]
        let opened = time.advanced(byMilliseconds: -market.base.milliseconds)
        let candle = Market.position(of: opened, in: market.series[instrument].candles.openTime)
        var index = columns.firstDecision(atOrAfter: candle)
        while index < columns.count, Int(columns.completedAt[index]) == candle {
            if columns.verdicts[index].outcome == .passed { return index }
            index += 1
        }
        return nil
    }

    /// Verdicts inside the range by outcome, in the order of `Verdict.Outcome`.
    public var verdictTallies: [NamedTally] {
        var counts = [Int](repeating: 0, count: Verdict.Outcome.allCases.count)
        for (columns, start) in zip(decisions, market.starts) {
            for verdict in columns.verdicts[columns.firstDecision(atOrAfter: start)...] { counts[Int(verdict.outcome.rawValue)] += 1 }
        }
        return Verdict.Outcome.allCases.map { NamedTally($0.name, counts[Int($0.rawValue)]) }.filter { $0.count > 0 }
    }

    /// Where raw verdicts went; nil for signals from a file.
    public var funnel: SignalFunnel? { admitted.map { SignalFunnel(verdicts: verdictTallies, gates: gateTallies, signals: $0) } }

    /// Candles that the grid of the base timeframe has inside the range, between first and last, but the data lack; by instrument.
    public var missingCandles: [Int] {
        zip(market.series, market.starts).map { series, start in
            let times = series.candles.openTime
            guard start < times.count else { return 0 }
            let expected = (times[times.count - 1] - times[start]) / market.base.milliseconds + 1
            return Int(expected) - (times.count - start)
        }
    }
}
