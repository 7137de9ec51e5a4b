import PulseCore

/// What a set of figures rests on; printed with each.
public struct PerformanceConventions: Hashable, Sendable {
    /// 365: the market never closes.
    public let periodsPerYear: Double
    /// Per year, as a fraction.
    public let riskFreeRate: Double
    /// MAR, per year, as a fraction.
    public let minimumAcceptableReturn: Double
    /// How returns are sampled.
    public let sampling: String
    /// The first day that has a return; nil if there is none.
    public let firstDay: Timestamp?
    /// Number of daily returns.
    public let returns: Int
    /// Milliseconds at both ends of the curve that belong to no whole day.
    public let uncovered: Int64

    static let dailySampling = "daily equity at 00:00 UTC, every calendar day; drawdowns at every bar"
}

extension PerformanceConventions: CustomStringConvertible {
    /// One line for a table's foot.
    public var description: String {
        let first = firstDay.map { "first day \($0.dateDescription), \(returns) returns" } ?? "no whole day"
        return "P = \(periodsPerYear), risk-free rate \(riskFreeRate), MAR \(minimumAcceptableReturn), \(sampling), \(first)"
    }
}
