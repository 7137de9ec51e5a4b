extension MetricDefinition {
    static let trades = MetricDefinition(.trades, "trades", "Trades", .count, "round trips, partial exits included in their trade")
    static let wins = MetricDefinition(.trades, "wins", "Winning trades", .count, "trades with a profit after all costs")
    static let losses = MetricDefinition(.trades, "losses", "Losing trades", .count, "trades with a loss after all costs")
    static let breakEvens = MetricDefinition(
        .trades, "breakEvens", "Break-even trades", .count, "trades with exactly no result after all costs")
    static let winRate = MetricDefinition(
        .trades, "winRate", "Win rate", .share, "wins / (wins + losses), after all costs; break-even trades counted apart")
    static let averageWin = MetricDefinition(.trades, "averageWin", "Average win", .money, "mean profit of winning trades")
    static let averageLoss = MetricDefinition(
        .trades, "averageLoss", "Average loss", .money, "mean loss of losing trades, as a positive amount")
    static let bestTrade = MetricDefinition(.trades, "bestTrade", "Best trade", .money, "largest net result of a trade")
    static let worstTrade = MetricDefinition(.trades, "worstTrade", "Worst trade", .money, "smallest net result of a trade")
    static let payoff = MetricDefinition(.trades, "payoff", "Payoff ratio", .ratio, "mean win / |mean loss|")
    static let profitFactor = MetricDefinition(.trades, "profitFactor", "Profit factor", .ratio, "sum of wins / |sum of losses|, in money")
    static let expectancy = MetricDefinition(
        .trades, "expectancy", "Expectancy", .money, "W * average win - (1 - W) * average loss, W the win rate")
    static let expectancyR = MetricDefinition(
        .trades, "expectancyR", "Expectancy (R)", .ratio, "the same in R = net result / initial risk, over trades that had a stop")
    static let sqn = MetricDefinition(
        .trades, "sqn", "System quality number", .ratio, "sqrt(min(n, 100)) * mean(R) / s(R), n capped at 100; Van Tharp 2008")
    static let kelly = MetricDefinition(
        .trades, "kelly", "Kelly fraction", .gain, "W - (1 - W) / payoff; a bound for theory, to be capped in use")
    static let maxWinStreak = MetricDefinition(
        .trades, "maxWinStreak", "Longest winning streak", .count, "consecutive wins in order of exit; a break-even trade ends a streak")
    static let maxLossStreak = MetricDefinition(
        .trades, "maxLossStreak", "Longest losing streak", .count, "consecutive losses in order of exit; a break-even trade ends a streak")
    static let averageHolding = MetricDefinition(
        .trades, "averageHolding", "Average holding", .duration, "mean of exit time less entry time")
    static let tradesPerDay = MetricDefinition(.trades, "tradesPerDay", "Trades per day", .ratio, "trades / days of the curve")
    static let maximumAdverseExcursion = MetricDefinition(
        .trades, "maximumAdverseExcursion", "Worst open loss", .money, "smallest open result inside any trade (MAE), 0 or negative")
    static let maximumFavourableExcursion = MetricDefinition(
        .trades, "maximumFavourableExcursion", "Best open profit", .money, "largest open result inside any trade (MFE), 0 or positive")
    static let averageAdverseExcursion = MetricDefinition(
        .trades, "averageAdverseExcursion", "Average MAE", .money, "mean over trades of the worst open result")
    static let averageFavourableExcursion = MetricDefinition(
        .trades, "averageFavourableExcursion", "Average MFE", .money, "mean over trades of the best open result")
    static let exposure = MetricDefinition(.trades, "exposure", "Time in market", .share, "time with a position / time of the curve")
    static let grossExposure = MetricDefinition(
        .trades, "grossExposure", "Average gross exposure", .share, "mean over bars of gross notional / equity")
    static let netExposure = MetricDefinition(
        .trades, "netExposure", "Average net exposure", .gain, "mean over bars of net notional / equity")
    static let maxGrossExposure = MetricDefinition(
        .trades, "maxGrossExposure", "Largest gross exposure", .share, "largest gross notional / equity of any bar")

    static let tradeFigures = [
        trades, wins, losses, breakEvens, winRate, averageWin, averageLoss, bestTrade, worstTrade, payoff, profitFactor, expectancy,
        expectancyR,
        sqn, kelly, maxWinStreak, maxLossStreak, averageHolding, tradesPerDay, maximumAdverseExcursion, maximumFavourableExcursion,
        averageAdverseExcursion, averageFavourableExcursion, exposure, grossExposure, netExposure, maxGrossExposure,
    ]
}
