import PulseCore

/// What every ratio of a run rests on; printed with each set of figures.
public struct RunConventions: Hashable, Sendable, Codable {
    /// 365 for daily returns of a market that never closes.
    public var periodsPerYear: Double
    /// Per year, as a fraction.
    public var riskFreeRate: Double
    /// How returns are sampled: `daily equity at 00:00 UTC`.
    public var sampling: String
    /// The first day that has a return.
    @ISOTime public var firstDay: Timestamp
    /// Number of returns.
    public var returns: Int

    public init(periodsPerYear: Double, riskFreeRate: Double, sampling: String, firstDay: Timestamp, returns: Int) {
        self.periodsPerYear = periodsPerYear
        self.riskFreeRate = riskFreeRate
        self.sampling = sampling
        self._firstDay = ISOTime(wrappedValue: firstDay)
        self.returns = returns
    }
}
