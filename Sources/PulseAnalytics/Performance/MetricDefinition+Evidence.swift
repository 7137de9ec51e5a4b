extension MetricDefinition {
    static let psr = MetricDefinition(
        .evidence, "psr", "Probabilistic Sharpe ratio", .probability,
        "Phi((SR - SR*) sqrt(n - 1) / sqrt(1 - g3 SR + (g4 - 1) / 4 SR^2)), SR* = 0, g4 raw kurtosis; Bailey & Lopez de Prado 2012")
    static let minTRL = MetricDefinition(
        .evidence, "minTRL", "Minimum track record (days)", .count,
        "1 + (1 - g3 SR + (g4 - 1) / 4 SR^2) (z_0.95 / (SR - SR*))^2, SR* = 0; Bailey & Lopez de Prado 2012")
    static let numberOfTrials = MetricDefinition(
        .evidence, "numberOfTrials", "Trials", .count, "strategies and settings that were tried before this one was picked, N")
    static let expectedMaximumSharpe = MetricDefinition(
        .evidence, "expectedMaximumSharpe", "Best Sharpe expected from luck", .ratio,
        "SR0 * sqrt(P), SR0 = sqrt(V[SR_k]) ((1 - g) z(1 - 1/N) + g z(1 - 1/(N e))), g = 0.57722; Bailey & Lopez de Prado 2014")
    static let dsr = MetricDefinition(
        .evidence, "dsr", "Deflated Sharpe ratio", .probability,
        "the probabilistic Sharpe ratio against SR* = SR0; Bailey & Lopez de Prado 2014")
    static let minBTL = MetricDefinition(
        .evidence, "minBTL", "Minimum backtest length (years)", .ratio,
        "(((1 - g) z(1 - 1/N) + g z(1 - 1/(N e))) / Sharpe)^2; Bailey, Borwein, Lopez de Prado & Zhu 2014")

    static let evidenceFigures = [psr, minTRL, numberOfTrials, expectedMaximumSharpe, dsr, minBTL]
}
