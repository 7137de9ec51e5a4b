extension PerformanceReport {
    static func benchmarkMetrics(_ input: PerformanceInput, _ daily: DailySeries, _ returns: ReturnStatistics) -> [Metric] {
        guard let benchmark = input.benchmark else { return [] }
        let other = DailySeries(benchmark)
        let pairs = commonReturns(daily, other)
        let moments = PairedMoments(pairs.own, pairs.other)
        let difference = ReturnStatistics(
            zip(pairs.own, pairs.other).map { $0 - $1 }, periodsPerYear: periodsPerYear, fault: daily.fault ?? other.fault)
        let flat = daily.fault ?? other.fault ?? (moments.count < 2 ? "needs 2 days of the benchmark" : "the benchmark does not vary")
        let beta = MetricValue(moments.slope, otherwise: flat)
        let free = returns.riskFreeRate
        let holding = benchmark.final / benchmark.initial - 1
        let treynor = beta.flatMap {
            MetricValue($0 == 0 ? nil : periodsPerYear * (moments.meanX - free) / $0, otherwise: "beta is zero")
        }
        return [
            Metric(.benchmarkTotalReturn, .value(holding)),
            Metric(.excessReturn, .value(input.equity.final / input.equity.initial - 1 - holding)),
            Metric(.beta, beta),
            Metric(.alpha, beta.flatMap { .value(periodsPerYear * (moments.meanX - free - $0 * (moments.meanY - free))) }),
            Metric(
                .correlation, MetricValue(moments.correlation, otherwise: moments.slope == nil ? flat : "the returns do not vary")),
            Metric(.informationRatio, difference.sharpe),
            Metric(.trackingError, difference.volatility),
            Metric(.treynor, treynor),
        ]
    }

    /// The returns of the days that both series have.
    static func commonReturns(_ own: DailySeries, _ other: DailySeries) -> (own: [Double], other: [Double]) {
        guard !own.returns.isEmpty, !other.returns.isEmpty else { return ([], []) }
        // Both are unbroken runs of days, so the common days are one run as well.
        let day: Int64 = 86_400_000
        let first = max(own.times[0], other.times[0])
        let last = min(own.times[own.times.count - 1], other.times[other.times.count - 1])
        guard first < last else { return ([], []) }
        func part(_ series: DailySeries) -> [Double] {
            let start = Int((first - series.times[0]) / day)
            return Array(series.returns[start..<start + Int((last - first) / day)])
        }
        return (part(own), part(other))
    }
}
