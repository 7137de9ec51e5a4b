/// Everything that a report may be computed from. Only the equity curve is needed; figures whose input is absent are left out of the report.
public struct PerformanceInput: Sendable {
    /// Marked to market at every bar, after all costs.
    public var equity: EquityCurve
    /// What holding the same instruments would have given; its own times, compared on the days that both have.
    public var benchmark: EquityCurve?
    /// Closed trades. An empty list is not the same as none: it says that there were no trades.
    public var trades: [TradeOutcome]?
    public var costs: CostTotals?
    /// At each point of `equity`.
    public var exposure: ExposureColumns?
    public var trials: TrialPopulation?
    /// Per year, as a fraction; a 365th of it counts each day.
    public var riskFreeRate: Double
    /// MAR of Sortino ratio, downside deviation and omega: per year, as a fraction; a 365th of it counts each day.
    public var minimumAcceptableReturn: Double

    public init(
        equity: EquityCurve, benchmark: EquityCurve? = nil, trades: [TradeOutcome]? = nil, costs: CostTotals? = nil,
        exposure: ExposureColumns? = nil, trials: TrialPopulation? = nil, riskFreeRate: Double = 0, minimumAcceptableReturn: Double = 0
    ) {
        precondition(exposure == nil || exposure?.gross.count == equity.count, "exposure is given at each point of the equity curve")
        self.equity = equity
        self.benchmark = benchmark
        self.trades = trades
        self.costs = costs
        self.exposure = exposure
        self.trials = trials
        self.riskFreeRate = riskFreeRate
        self.minimumAcceptableReturn = minimumAcceptableReturn
    }
}
