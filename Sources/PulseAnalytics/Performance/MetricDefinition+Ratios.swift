extension MetricDefinition {
    static let sharpe = MetricDefinition(
        .ratios, "sharpe", "Sharpe ratio", .ratio, "mean(e) / s(e) * sqrt(P), arithmetic mean; Sharpe 1966, 1994")
    static let sharpeStandardError = MetricDefinition(
        .ratios, "sharpeStandardError", "Sharpe standard error, per day", .ratio,
        "sqrt((1 - g3 SR + (g4 - 1) / 4 SR^2) / (n - 1)), SR per day, g4 raw kurtosis; Lo 2002, Mertens 2002")
    static let sharpeStandardErrorAnnual = MetricDefinition(
        .ratios, "sharpeStandardErrorAnnual", "Sharpe standard error, annual", .ratio, "sharpeStandardError * sqrt(P)")
    static let autocorrelationAdjustedSharpe = MetricDefinition(
        .ratios, "autocorrelationAdjustedSharpe", "Sharpe ratio, autocorrelation-adjusted", .ratio,
        "SR * q / sqrt(q + 2 sum_{k=1}^{q-1} (q - k) rho_k), SR per day, q = P; Lo 2002")
    static let sortino = MetricDefinition(
        .ratios, "sortino", "Sortino ratio", .ratio,
        "mean(r - MAR) / DD * sqrt(P), DD = sqrt(sum(min(r - MAR, 0)^2) / n) over all n; Sortino & van der Meer 1991")
    static let calmar = MetricDefinition(.ratios, "calmar", "Calmar ratio", .ratio, "CAGR / max drawdown, over the whole curve; Young 1991")
    static let upi = MetricDefinition(
        .ratios, "upi", "Ulcer performance index", .ratio, "(CAGR - risk-free rate) / ulcer index; Martin & McCann 1989")
    static let recoveryFactor = MetricDefinition(
        .ratios, "recoveryFactor", "Recovery factor", .ratio, "net profit / max drawdown in money")
    static let omega = MetricDefinition(
        .ratios, "omega", "Omega ratio", .ratio, "sum(max(r - MAR, 0)) / sum(max(MAR - r, 0)); Keating & Shadwick 2002")
    static let tailRatio = MetricDefinition(.ratios, "tailRatio", "Tail ratio", .ratio, "|q_0.95(r)| / |q_0.05(r)|, type-7 quantiles")

    static let ratioFigures = [
        sharpe, sharpeStandardError, sharpeStandardErrorAnnual, autocorrelationAdjustedSharpe, sortino, calmar, upi, recoveryFactor, omega,
        tailRatio,
    ]
}
