extension MetricDefinition {
    static let benchmarkTotalReturn = MetricDefinition(
        .benchmark, "benchmarkTotalReturn", "Benchmark total return", .gain, "B_T / B_0 - 1, holding the same instruments at the same costs"
    )
    static let excessReturn = MetricDefinition(
        .benchmark, "excessReturn", "Return over benchmark", .gain, "total return less the benchmark's")
    static let beta = MetricDefinition(.benchmark, "beta", "Beta", .ratio, "cov(r, b) / var(b), b daily returns of the benchmark")
    static let alpha = MetricDefinition(
        .benchmark, "alpha", "Alpha (annual)", .gain, "P * (mean(r - r_f) - beta * mean(b - r_f)); Jensen 1968")
    static let correlation = MetricDefinition(.benchmark, "correlation", "Correlation", .ratio, "Pearson's correlation of r and b")
    static let informationRatio = MetricDefinition(
        .benchmark, "informationRatio", "Information ratio", .ratio, "mean(r - b) / s(r - b) * sqrt(P)")
    static let trackingError = MetricDefinition(.benchmark, "trackingError", "Tracking error (annual)", .share, "s(r - b) * sqrt(P)")
    static let treynor = MetricDefinition(.benchmark, "treynor", "Treynor ratio", .ratio, "P * mean(e) / beta")

    static let benchmarkFigures = [
        benchmarkTotalReturn, excessReturn, beta, alpha, correlation, informationRatio, trackingError, treynor,
    ]
}
