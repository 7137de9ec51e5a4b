extension MetricDefinition {
    static let volatility = MetricDefinition(.risk, "volatility", "Volatility (annual)", .share, "s(r) * sqrt(P)")
    static let downsideDeviation = MetricDefinition(
        .risk, "downsideDeviation", "Downside deviation (annual)", .share, "sqrt(sum(min(r - MAR, 0)^2) / n) * sqrt(P), over all n days")
    static let maxDrawdown = MetricDefinition(
        .risk, "maxDrawdown", "Max drawdown", .drawdown, "max of 1 - E_t / max(E_0..E_t), at every bar, marked to market")
    static let maxDrawdownMoney = MetricDefinition(
        .risk, "maxDrawdownMoney", "Max drawdown (money)", .money, "max of max(E_0..E_t) - E_t, at every bar")
    static let maxDrawdownDuration = MetricDefinition(
        .risk, "maxDrawdownDuration", "Longest drawdown", .duration,
        "longest span from a peak to its recovery, or to the end of the curve where there was none")
    static let maxDrawdownPeakToTrough = MetricDefinition(
        .risk, "maxDrawdownPeakToTrough", "Max drawdown, peak to trough", .duration,
        "from the last bar at the peak to the lowest bar of the deepest drawdown")
    static let maxDrawdownRecovery = MetricDefinition(
        .risk, "maxDrawdownRecovery", "Max drawdown, recovery", .duration,
        "from the lowest bar of the deepest drawdown to the first bar at or above its peak; undefined if not recovered")
    static let averageDrawdown = MetricDefinition(.risk, "averageDrawdown", "Average drawdown", .drawdown, "mean of d_t over all bars")
    static let ulcerIndex = MetricDefinition(
        .risk, "ulcerIndex", "Ulcer index", .drawdown, "sqrt(mean(d_t^2)) over all bars; Martin & McCann 1989")
    static let valueAtRisk95 = MetricDefinition(
        .risk, "valueAtRisk95", "Value at risk 95 %, 1 day", .share, "-q_0.05(r), type-7 quantile of daily returns")
    static let valueAtRisk99 = MetricDefinition(
        .risk, "valueAtRisk99", "Value at risk 99 %, 1 day", .share, "-q_0.01(r), type-7 quantile of daily returns")
    static let conditionalValueAtRisk95 = MetricDefinition(
        .risk, "conditionalValueAtRisk95", "Expected shortfall 95 %, 1 day", .share,
        "-mean of all r with r <= q_0.05(r); Rockafellar & Uryasev 2000")
    static let conditionalValueAtRisk99 = MetricDefinition(
        .risk, "conditionalValueAtRisk99", "Expected shortfall 99 %, 1 day", .share,
        "-mean of all r with r <= q_0.01(r); Rockafellar & Uryasev 2000")
    static let skew = MetricDefinition(.risk, "skew", "Skewness", .ratio, "bias-corrected sample skewness of r")
    static let kurtosis = MetricDefinition(
        .risk, "kurtosis", "Kurtosis (raw)", .ratio, "bias-corrected sample kurtosis of r, raw: 3 for a normal law")

    static let riskFigures = [
        volatility, downsideDeviation, maxDrawdown, maxDrawdownMoney, maxDrawdownDuration, maxDrawdownPeakToTrough, maxDrawdownRecovery,
        averageDrawdown, ulcerIndex, valueAtRisk95, valueAtRisk99, conditionalValueAtRisk95, conditionalValueAtRisk99, skew, kurtosis,
    ]
}
