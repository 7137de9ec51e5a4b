import PulseCore

/// All figures of one equity curve, and the series behind them: computed here, once, and only printed elsewhere (P10).
public struct PerformanceReport: Sendable {
    /// In the order of reports. A figure whose input is absent (trades, costs, benchmark, exposure, trials) is not listed; one that has an input but
    /// no value is listed as undefined with a reason.
    public let metrics: [Metric]
    public let conventions: PerformanceConventions
    public let daily: DailySeries
    /// The ten deepest, deepest first.
    public let worstDrawdowns: [DrawdownEpisode]
    public let monthly: [CalendarReturn]
    public let yearly: [CalendarReturn]
    /// Of daily returns; nil if there is none.
    public let histogram: Histogram?

    /// Periods of a year, in days: crypto trades on all of them.
    public static let periodsPerYear = 365.0
    /// A growth rate of a shorter time says nothing about a year.
    public static let shortestForGrowth: Int64 = 30 * 86_400_000

    /// The value of a figure by its key; nil if the report does not hold it.
    public subscript(key: String) -> MetricValue? { metrics.first { $0.key == key }?.value }

    /// Computes everything: a few linear passes over the curve.
    public static func compute(_ input: PerformanceInput) -> PerformanceReport {
        let daily = DailySeries(input.equity)
        let returns = ReturnStatistics(
            daily.returns, periodsPerYear: periodsPerYear, riskFreeRate: input.riskFreeRate,
            minimumAcceptableReturn: input.minimumAcceptableReturn, fault: daily.fault)
        let drawdowns = DrawdownSummary(input.equity)
        let monthly = CalendarReturn.of(input.equity, by: .month)
        let growth = growthRate(input.equity)
        var metrics = resultMetrics(input.equity, growth, returns, monthly)
        metrics += riskMetrics(returns, drawdowns)
        metrics += ratioMetrics(input, growth, returns, drawdowns)
        metrics += tradeMetrics(input)
        metrics += costMetrics(input)
        metrics += benchmarkMetrics(input, daily, returns)
        metrics += evidenceMetrics(input.trials, returns)
        return PerformanceReport(
            metrics: metrics,
            conventions: PerformanceConventions(
                periodsPerYear: periodsPerYear, riskFreeRate: input.riskFreeRate, minimumAcceptableReturn: input.minimumAcceptableReturn,
                sampling: PerformanceConventions.dailySampling,
                firstDay: daily.times.count >= 2 ? Timestamp(milliseconds: daily.times[0]) : nil, returns: daily.returns.count,
                uncovered: daily.uncovered(by: input.equity)),
            daily: daily, worstDrawdowns: drawdowns.worst, monthly: monthly, yearly: CalendarReturn.of(input.equity, by: .year),
            histogram: Histogram(daily.returns))
    }

    /// CAGR, by calendar time.
    static func growthRate(_ curve: EquityCurve) -> MetricValue {
        guard curve.milliseconds >= shortestForGrowth else { return .undefined(reason: "the curve is shorter than 30 days") }
        guard curve.final >= 0 else { return .undefined(reason: "the final equity is negative") }
        let years = Double(curve.milliseconds) / (365 * 86_400_000)
        return MetricValue(Elementary.pow(curve.final / curve.initial, 1 / years) - 1, otherwise: "the growth of a year is not finite")
    }
}
