import PulseCore

extension PerformanceReport {
    static func tradeMetrics(_ input: PerformanceInput) -> [Metric] {
        let span = TimeRange(from: input.equity.start, to: input.equity.end)
        var metrics: [Metric] = []
        if let trades = input.trades {
            let statistics = TradeStatistics(trades)
            metrics += tradeMetrics(statistics, days: Double(span.milliseconds) / 86_400_000)
            metrics.append(
                Metric(
                    .exposure,
                    .quotient(
                        Double(statistics.millisecondsInMarket(span)), Double(span.milliseconds), otherwise: "the curve spans no time")))
        } else if let exposure = input.exposure {
            metrics.append(Metric(.exposure, timeInMarket(input.equity, exposure)))
        }
        if let exposure = input.exposure { metrics += exposureMetrics(input.equity, exposure) }
        return metrics
    }

    private static func tradeMetrics(_ statistics: TradeStatistics, days: Double) -> [Metric] {
        [
            Metric(.trades, .value(Double(statistics.trades.count))),
            Metric(.wins, .value(Double(statistics.wins))),
            Metric(.losses, .value(Double(statistics.losses))),
            Metric(.breakEvens, .value(Double(statistics.breakEvens))),
            Metric(.winRate, statistics.winRate),
            Metric(.averageWin, statistics.averageWin),
            Metric(.averageLoss, statistics.averageLoss),
            Metric(.bestTrade, statistics.best),
            Metric(.worstTrade, statistics.worst),
            Metric(.payoff, statistics.payoff),
            Metric(.profitFactor, statistics.profitFactor),
            Metric(.expectancy, statistics.expectancy),
            Metric(.expectancyR, statistics.expectancyR),
            Metric(.sqn, statistics.sqn),
            Metric(.kelly, statistics.kelly),
            Metric(.maxWinStreak, .value(Double(statistics.maxWinStreak))),
            Metric(.maxLossStreak, .value(Double(statistics.maxLossStreak))),
            Metric(.averageHolding, statistics.averageHolding),
            Metric(.tradesPerDay, .quotient(Double(statistics.trades.count), days, otherwise: "the curve spans no time")),
            Metric(.maximumAdverseExcursion, statistics.maximumAdverseExcursion),
            Metric(.maximumFavourableExcursion, statistics.maximumFavourableExcursion),
            Metric(.averageAdverseExcursion, statistics.averageAdverseExcursion),
            Metric(.averageFavourableExcursion, statistics.averageFavourableExcursion),
        ]
    }

    /// Without trades: the position at a point holds until the next one.
    private static func timeInMarket(_ equity: EquityCurve, _ exposure: ExposureColumns) -> MetricValue {
        var open: Int64 = 0
        for index in 0..<equity.count - 1 where exposure.gross[index] != 0 { open += equity.times[index + 1] - equity.times[index] }
        return .quotient(Double(open), Double(equity.milliseconds), otherwise: "the curve spans no time")
    }

    private static func exposureMetrics(_ equity: EquityCurve, _ exposure: ExposureColumns) -> [Metric] {
        var gross = 0.0
        var net = 0.0
        var largest = 0.0
        var isRuined = false
        for (index, value) in equity.values.enumerated() {
            guard value > 0 else {
                isRuined = true
                break
            }
            gross += exposure.gross[index] / value
            net += exposure.net[index] / value
            largest = max(largest, exposure.gross[index] / value)
        }
        let count = isRuined ? 0 : Double(equity.count)
        let ruin = "the equity was not positive at every bar"
        return [
            Metric(.grossExposure, .quotient(gross, count, otherwise: ruin)),
            Metric(.netExposure, .quotient(net, count, otherwise: ruin)),
            Metric(.maxGrossExposure, isRuined ? .undefined(reason: ruin) : .value(largest)),
        ]
    }

    static func costMetrics(_ input: PerformanceInput) -> [Metric] {
        guard let costs = input.costs else { return [] }
        let equity = input.equity
        let gross = equity.profit + costs.total
        let mean = equity.values.reduce(0, +) / Double(equity.count)
        let days = Double(equity.milliseconds) / 86_400_000
        let perYear = MetricValue.quotient(365, days, otherwise: "the curve spans no time")
        return [
            Metric(.fees, .value(costs.fees)),
            Metric(.slippage, .value(costs.slippage)),
            Metric(.funding, .value(costs.funding)),
            Metric(.grossProfit, .value(gross)),
            Metric(.costShare, .quotient(costs.total, gross, otherwise: "there was no profit before costs")),
            Metric(.tradedVolume, .value(costs.tradedNotional)),
            Metric(
                .turnover,
                perYear.flatMap { .quotient(costs.tradedNotional / 2 * $0, mean, otherwise: "the mean equity is not positive") }),
        ]
    }
}
