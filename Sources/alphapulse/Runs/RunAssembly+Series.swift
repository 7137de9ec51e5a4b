import PulseAnalytics
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch
import PulseStrategy

extension RunAssembly {
    /// The long columns behind the tables and charts.
    func series() -> RunSeries {
        let expected = result.expected
        return RunSeries(
            equity: EquitySeries(
                times: result.curve.times, equity: [expected.configuration.initialCash] + expected.equity.map { Cash(units: $0) },
                benchmark: [expected.configuration.initialCash] + result.hold.equity.map { Cash(units: $0) },
                drawdown: result.curve.drawdowns()),
            prices: prices, votes: votes, trades: trades, signals: signals,
            months: periods(result.performance.monthly, result.holdPerformance.monthly, areMonths: true),
            years: periods(result.performance.yearly, result.holdPerformance.yearly, areMonths: false),
            drawdowns: result.performance.worstDrawdowns.map {
                DrawdownRow(depth: $0.depth, peak: $0.peak, trough: $0.trough, recovery: $0.recovery)
            },
            returns: result.performance.histogram.map { ReturnHistogram(lowerEdge: $0.start, width: $0.width, counts: $0.counts) } ?? .empty
        )
    }

    private var prices: [PriceSeries] {
        result.market.series.indices.map { index in
            let series = result.market.series[index]
            let built = index < result.decisions.count ? result.decisions[index].candles : CandleColumns()
            let candles: CandleColumns
            if built.isEmpty {
                let start = result.market.starts[index]
                candles = start == 0 ? series.candles : series.candles[start..<series.candles.count]
            } else {
                candles = built[result.decisions[index].firstDecision(atOrAfter: result.market.starts[index])..<built.count]
            }
            return PriceSeries(
                instrument: series.instrument.id, timeframe: result.timeframe, candles: candles, decimals: series.instrument.tick.decimals)
        }
    }

    private var votes: [VoteSeries] {
        result.decisions.indices.map { index in
            let columns = result.decisions[index]
            let first = columns.firstDecision(atOrAfter: result.market.starts[index])
            return VoteSeries(
                instrument: result.market.series[index].instrument.id, timeframe: result.timeframe,
                openTimes: result.decisionTimes(index), heads: columns.heads,
                votes: first == 0 ? columns.votes : columns.votes.map { Array($0[first...]) },
                verdicts: first == 0 ? columns.verdicts : Array(columns.verdicts[first...]), regimes: Array(columns.regimes[first...]))
        }
    }

    private var trades: [TradeRow] {
        let trades = result.expected.trades.sorted { $0.number < $1.number }
        // Entries ascend, so that one pass over the curve finds the equity at each.
        let atEntry = result.curve.values(asOf: trades.map { max($0.entryTime, result.curve.start).milliseconds })
        return zip(trades, atEntry).map { trade, equity in
            let decision = result.decision(at: trade.signalTime, instrument: trade.instrument)
            let votes = decision.map { index in
                let columns = result.decisions[trade.instrument]
                return zip(columns.heads, columns.votes).map { HeadVote($0, $1[index]) }
            }
            return TradeRow(
                trade, of: result.market.series[trade.instrument].instrument,
                profitShare: equity > 0 ? trade.netProfit.value / equity : nil, riskMultiple: TradeOutcome(trade).multiple,
                votes: votes ?? [])
        }
    }

    private var signals: [SignalRecord] {
        SignalLife.all(result.expected, instruments: result.market.instruments).map { life in
            SignalRecord(
                number: life.number, signal: life.signal, instrument: result.market.instruments[life.signal.instrument],
                transitions: life.transitions, trade: life.trade)
        }
    }

    private func periods(_ own: [CalendarReturn], _ hold: [CalendarReturn], areMonths: Bool) -> [PeriodReturn] {
        own.indices.map { index in
            let benchmark = index < hold.count && hold[index].period == own[index].period ? hold[index].value : nil
            return PeriodReturn(
                year: own[index].period.year, month: areMonths ? own[index].period.month : nil, value: own[index].value,
                benchmark: benchmark,
                isPartial: own[index].isPartial)
        }
    }
}
