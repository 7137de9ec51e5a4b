import PulseCore

extension PerformanceReport {
    static func resultMetrics(
        _ equity: EquityCurve, _ growth: MetricValue, _ returns: ReturnStatistics, _ monthly: [CalendarReturn]
    ) -> [Metric] {
        let months = monthly.compactMap(\.value)
        let noMonths = "the curve spans no time"
        return [
            Metric(.totalReturn, .value(equity.final / equity.initial - 1)),
            Metric(.netProfit, .value(equity.profit)),
            Metric(.cagr, growth),
            Metric(.bestDay, returns.best),
            Metric(.worstDay, returns.worst),
            Metric(.positiveDays, returns.positiveShare),
            Metric(.bestMonth, MetricValue(months.max(), otherwise: noMonths)),
            Metric(.worstMonth, MetricValue(months.min(), otherwise: noMonths)),
            Metric(.positiveMonths, .quotient(Double(months.filter { $0 > 0 }.count), Double(months.count), otherwise: noMonths)),
        ]
    }

    static func riskMetrics(_ returns: ReturnStatistics, _ drawdowns: DrawdownSummary) -> [Metric] {
        let none = "the equity never fell"
        let worst = drawdowns.worst.first
        let points = Double(drawdowns.pointCount)
        let recovery = MetricValue(
            worst?.millisecondsToRecover.map(Double.init),
            otherwise: worst == nil ? none : "the deepest drawdown has not recovered by the end of the curve")
        return [
            Metric(.volatility, returns.volatility),
            Metric(.downsideDeviation, returns.downsideDeviation),
            Metric(.maxDrawdown, .value(drawdowns.maximum)),
            Metric(.maxDrawdownMoney, .value(drawdowns.maximumMoney)),
            Metric(.maxDrawdownDuration, .value(Double(drawdowns.longest?.milliseconds ?? 0))),
            Metric(.maxDrawdownPeakToTrough, MetricValue((worst?.millisecondsToTrough).map(Double.init), otherwise: none)),
            Metric(.maxDrawdownRecovery, recovery),
            Metric(.averageDrawdown, .value(drawdowns.sum / points)),
            Metric(.ulcerIndex, .value((drawdowns.sumOfSquares / points).squareRoot())),
            Metric(.valueAtRisk95, returns.valueAtRisk(tail: 0.05)),
            Metric(.valueAtRisk99, returns.valueAtRisk(tail: 0.01)),
            Metric(.conditionalValueAtRisk95, returns.conditionalValueAtRisk(tail: 0.05)),
            Metric(.conditionalValueAtRisk99, returns.conditionalValueAtRisk(tail: 0.01)),
            Metric(.skew, returns.skew),
            Metric(.kurtosis, returns.kurtosis),
        ]
    }

    static func ratioMetrics(
        _ input: PerformanceInput, _ growth: MetricValue, _ returns: ReturnStatistics, _ drawdowns: DrawdownSummary
    ) -> [Metric] {
        let none = "the equity never fell"
        let ulcer = (drawdowns.sumOfSquares / Double(drawdowns.pointCount)).squareRoot()
        let error = returns.sharpeStandardError
        return [
            Metric(.sharpe, returns.sharpe),
            Metric(.sharpeStandardError, error),
            Metric(.sharpeStandardErrorAnnual, error.flatMap { .value($0 * periodsPerYear.squareRoot()) }),
            Metric(.autocorrelationAdjustedSharpe, returns.autocorrelationAdjustedSharpe),
            Metric(.sortino, returns.sortino),
            Metric(.calmar, calmar(growth, drawdowns)),
            Metric(.upi, growth.flatMap { .quotient($0 - input.riskFreeRate, ulcer, otherwise: none) }),
            Metric(.recoveryFactor, .quotient(input.equity.profit, drawdowns.maximumMoney, otherwise: none)),
            Metric(.omega, returns.omega),
            Metric(.tailRatio, returns.tailRatio),
        ]
    }

    /// CAGR over maximum drawdown.
    public static func calmar(_ curve: EquityCurve) -> MetricValue { calmar(growthRate(curve), DrawdownSummary(curve)) }

    private static func calmar(_ growth: MetricValue, _ drawdowns: DrawdownSummary) -> MetricValue {
        growth.flatMap { .quotient($0, drawdowns.maximum, otherwise: "the equity never fell") }
    }

    static func evidenceMetrics(_ trials: TrialPopulation?, _ returns: ReturnStatistics) -> [Metric] {
        var metrics = [Metric(.psr, returns.probabilisticSharpe), Metric(.minTRL, returns.minimumTrackRecord)]
        guard let trials else { return metrics }
        let luck = SharpeInference.luck(trials: trials.count, variance: trials.sharpeVariance)
        metrics += [
            Metric(.numberOfTrials, .value(Double(trials.count))),
            Metric(
                .expectedMaximumSharpe,
                MetricValue(luck.map { $0 * periodsPerYear.squareRoot() }, otherwise: "needs a number and a variance of trials")),
            Metric(.dsr, returns.deflatedSharpe(trials)),
            Metric(
                .minBTL,
                returns.sharpe.flatMap {
                    MetricValue(
                        SharpeInference.minimumBacktestYears(trials: trials.count, sharpe: $0),
                        otherwise: $0 > 0 ? "needs two trials or more" : "the Sharpe ratio is not above zero")
                }),
        ]
        return metrics
    }
}
