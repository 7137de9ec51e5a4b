import PulseCore
import PulseReport

extension RunFixture {
    func periods(_ equity: EquitySeries, byMonth: Bool) -> [PeriodReturn] {
        var found: [PeriodReturn] = []
        var from = 0
        for index in 0..<equity.count {
            let date = CivilDate(Timestamp(milliseconds: equity.times[index] - 1))
            let following = index + 1 < equity.count ? CivilDate(Timestamp(milliseconds: equity.times[index + 1] - 1)) : nil
            guard following?.year != date.year || (byMonth && following?.month != date.month) else { continue }
            found.append(
                PeriodReturn(
                    year: date.year, month: byMonth ? date.month : nil, value: equity.equity[index].value / equity.equity[from].value - 1,
                    benchmark: equity.benchmark[index].value / equity.benchmark[from].value - 1, isPartial: following == nil))
            from = index
        }
        return found
    }

    func drawdowns(_ equity: EquitySeries) -> [DrawdownRow] {
        var rows: [DrawdownRow] = []
        var peak = 0
        var trough = 0
        for index in 0..<equity.count {
            if equity.drawdown[index] > equity.drawdown[trough] || trough < peak { trough = index }
            guard equity.drawdown[index] == 0 || index == equity.count - 1 else { continue }
            if equity.drawdown[trough] > 0.001, trough > peak {
                rows.append(
                    DrawdownRow(
                        depth: equity.drawdown[trough], peak: Timestamp(milliseconds: equity.times[peak]),
                        trough: Timestamp(milliseconds: equity.times[trough]),
                        recovery: equity.drawdown[index] == 0 ? Timestamp(milliseconds: equity.times[index]) : nil))
            }
            peak = index
            trough = index
        }
        return rows.sorted { $0.depth > $1.depth }
    }

    func histogram(_ equity: EquitySeries) -> ReturnHistogram {
        var counts = [Int](repeating: 0, count: 30)
        let day = Int(Timestamp.day / timeframe.milliseconds)
        for index in stride(from: day, to: equity.count, by: day) {
            let value = equity.equity[index].value / equity.equity[index - day].value - 1
            counts[min(29, max(0, Int(((value + 0.015) / 0.001).rounded(.down))))] += 1
        }
        return ReturnHistogram(lowerEdge: -0.015, width: 0.001, counts: counts)
    }

    func makeDocument(_ listed: [Instrument], _ series: RunSeries) -> RunDocument {
        let equity = series.equity
        let first = equity.equity.first ?? Cash(units: 1_000_000_000_000)
        let last = equity.equity.last ?? first
        let total = last.value / first.value - 1
        let gross = series.trades.reduce(Cash.zero) { $0 + $1.trade.grossProfit }
        let fees = series.trades.reduce(Cash.zero) { $0 + $1.trade.fees }
        let slippage = series.trades.reduce(Cash.zero) { $0 + $1.trade.slippage }
        let candles = series.votes.reduce(0) { $0 + $1.count }
        let end = Self.start.advanced(byMilliseconds: Int64(self.candles) * timeframe.milliseconds)
        return RunDocument(
            run: "3f9c1e77b0a44d5286e1c0de7a91b2f04c55d1a8e3b67f9012ab34cd56ef7890", kind: .backtest, engineVersion: "1.0.0",
            command: "alphapulse backtest strategies/trend.yaml --instrument binance:BTCUSDT --instrument binance:ETHUSDT --timeframe 1h",
            strategy: RunStrategy(
                name: name, hash: "9b1d0f3e5a77c2d4", text: "name: \(name)\nheads:\n  technical: 0.4\n  volume: 0.2\nquorum: 3\n"),
            instruments: listed.map { RunInstrument($0, candles: self.candles, candlesDigest: "5e884898da28047151d0e56f8dc62927") },
            timeframe: timeframe, baseTimeframe: .m1, range: TimeRange(from: Self.start, to: end), candles: candles, seed: seed,
            trialsOnRecord: 12,
            assumptions: [
                Assumption("Fills", "Entries at the open of the next candle; stops and targets along the one-minute path, the stop first."),
                Assumption("Fees", "Taker 10 basis points, maker 10 basis points, on every fill."),
                Assumption("Slippage", "5 basis points of the price on every taker fill."),
                Assumption("Sizing", "1 % of equity at risk a trade, whole lots, at least the venue's minimum notional."),
                Assumption("Not modelled", "Funding, borrowing, the market's reaction to orders, outages of the venue."),
            ],
            warnings: [
                "binance:ETHUSDT lacks 37 candles between 2023-03-24 12:40 and 13:17; nothing was traded in the gap.",
                "Fewer than 100 trades: no figure below is worth more than a hint.",
            ],
            quoteCurrency: "USDT", startEquity: first, finalEquity: last,
            costs: CostSummary(
                tradedNotional: Cash(units: fees.units * 1_000), grossProfit: gross, fees: fees, slippage: slippage,
                netProfit: gross - fees, rules: ["Taker 10 bp, maker 10 bp", "Slippage 5 bp on taker fills", "Funding is not modelled"]),
            scenarios: [
                ScenarioResult(
                    name: .pessimistic, description: "Stop before target, double slippage, taker fees", finalEquity: first,
                    totalReturn: total - 0.03, trades: trades),
                ScenarioResult(
                    name: .expected, description: "Path by distance from the open, 5 bp slippage", finalEquity: last, totalReturn: total,
                    trades: trades),
                ScenarioResult(
                    name: .optimistic, description: "Target before stop, no slippage", finalEquity: last, totalReturn: total + 0.02,
                    trades: trades),
            ],
            metrics: makeMetrics(series, total),
            conventions: RunConventions(
                periodsPerYear: 365, riskFreeRate: 0, sampling: "daily equity at 00:00 UTC",
                firstDay: Self.start.advanced(byMilliseconds: Timestamp.day), returns: equity.count / 24),
            trades: series.trades.count, tradesOpenAtEnd: series.trades.isEmpty ? 0 : 1, signals: series.trades.count + 23,
            rejections: [NamedCount("alreadyInPosition", 17), NamedCount("belowMinimumNotional", 4), NamedCount("dailyLossLimit", 2)],
            verdicts: Verdict.Outcome.allCases.map { outcome in
                NamedCount(outcome.name, series.votes.reduce(0) { $0 + $1.verdicts.count { $0.outcome == outcome } })
            },
            heads: heads.enumerated().map { position, head in
                let votes = series.votes.flatMap { $0.votes[position] }
                return HeadStatistics(
                    head: head.name, weight: 1 / Double(heads.count), long: votes.count { $0.direction == .long },
                    short: votes.count { $0.direction == .short }, flat: votes.count { $0.direction == .flat && !$0.isAbstention },
                    abstained: votes.count(where: \.isAbstention),
                    valid: votes.count { $0.direction != .flat && $0.confidence > Score(0.7) })
            },
            votesDigest: "a1b2c3d4e5f60718", ledgerDigest: "0123456789abcdef")
    }

    private func makeMetrics(_ series: RunSeries, _ total: Double) -> [RunMetric] {
        let hold = (series.equity.benchmark.last?.value ?? 1) / (series.equity.benchmark.first?.value ?? 1) - 1
        let deepest = series.equity.drawdown.max() ?? 0
        let none = trades == 0 ? "there were no trades" : nil
        func metric(
            _ key: String, _ name: String, _ unit: RunMetric.Unit, _ group: RunMetric.Group, _ value: Double?, _ reason: String? = nil,
            _ benchmark: Double? = nil, _ definition: String
        ) -> RunMetric {
            RunMetric(
                key: key, name: name, unit: unit, group: group, value: reason == nil ? value : nil, reason: reason, benchmark: benchmark,
                definition: definition)
        }
        return [
            metric("totalReturn", "Total return", .gain, .result, total, nil, hold, "E_T / E_0 - 1, after all costs"),
            metric("cagr", "CAGR", .gain, .result, total * 1.7, nil, hold * 1.7, "(E_T / E_0)^(365 days / span) - 1"),
            metric("volatility", "Volatility (annual)", .share, .risk, 0.113, nil, 0.52, "s(r) * sqrt(P)"),
            metric("maxDrawdown", "Max drawdown", .drawdown, .risk, deepest, nil, 0.334, "max d_t, d_t = 1 - E_t / max E_s"),
            metric("maxDrawdownDuration", "Longest drawdown", .duration, .risk, 5_443_200_000, nil, 9_000_000_000, "peak to recovery"),
            metric("sharpe", "Sharpe ratio", .ratio, .ratios, 1.42, none, 0.61, "mean(e) / s(e) * sqrt(P); Sharpe 1994"),
            metric("sortino", "Sortino ratio", .ratio, .ratios, 2.08, none, 0.9, "mean(r - MAR) / DD * sqrt(P)"),
            metric("calmar", "Calmar ratio", .ratio, .ratios, nil, "needs 36 months", nil, "CAGR / max drawdown; Young 1991"),
            metric("exposure", "Time in market", .share, .trades, 0.312, nil, 1, "time with a position / all time"),
            metric("trades", "Trades", .count, .trades, Double(series.trades.count), nil, nil, "round trips"),
            metric("winRate", "Win rate", .share, .trades, 0.466, none, nil, "wins / (wins + losses), after all costs"),
            metric("profitFactor", "Profit factor", .ratio, .trades, 1.31, none, nil, "sum of wins / |sum of losses|, in money"),
            metric("fees", "Fees", .money, .costs, 240.5, nil, 10, "sum of all fees"),
            metric("psr", "Probabilistic Sharpe ratio", .probability, .evidence, 0.9123, none, nil, "Bailey & Lopez de Prado 2012"),
            metric(
                "dsr", "Deflated Sharpe ratio", .probability, .evidence, nil, "the variance of the trials is not known", nil, "DSR 2014"),
        ]
    }
}
