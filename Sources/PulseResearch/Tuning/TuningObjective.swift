import PulseAnalytics
import PulseCore

/// What a study maximises: a figure of daily returns, as reports compute it.
public enum TuningObjective: String, Hashable, Sendable, CaseIterable, Codable {
    case sharpe
    case sortino
    case omega
    /// Growth a year over maximum drawdown.
    case calmar
    /// Total return.
    case totalReturn = "return"
    /// Maximum drawdown, the less the better.
    case drawdown

    /// Its name for people.
    public var title: String {
        switch self {
        case .sharpe: "Sharpe ratio"
        case .sortino: "Sortino ratio"
        case .omega: "Omega ratio"
        case .calmar: "Calmar ratio"
        case .totalReturn: "total return"
        case .drawdown: "maximum drawdown"
        }
    }

    /// The figure of daily returns, nil where it is undefined.
    public func figure(_ returns: [Double]) -> Double? {
        var statistics: ReturnStatistics { ReturnStatistics(returns, periodsPerYear: PerformanceReport.periodsPerYear) }
        switch self {
        case .sharpe: return statistics.sharpe.number
        case .sortino: return statistics.sortino.number
        case .omega: return statistics.omega.number
        case .calmar:
            guard let curve = DailyPath.curve(returns) else { return nil }
            return PerformanceReport.calmar(curve).number
        case .totalReturn: return DailyPath.curve(returns).map { $0.final / $0.initial - 1 }
        case .drawdown: return DailyPath.curve(returns).map { $0.drawdowns().max() ?? 0 }
        }
    }

    /// More is better: the figure, or its negative where less is better. Nil where it is undefined.
    public func score(_ returns: [Double]) -> Double? {
        figure(returns).map { self == .drawdown ? -$0 : $0 }
    }
}

/// Daily returns as an equity curve that starts at 1.
enum DailyPath {
    /// Nil for no returns, or where the equity falls to 0.
    static func curve(_ returns: [Double]) -> EquityCurve? {
        var equity = 1.0
        var values = [1.0]
        values.reserveCapacity(returns.count + 1)
        for value in returns {
            equity *= 1 + value
            guard equity > 0 else { return nil }
            values.append(equity)
        }
        guard values.count > 1 else { return nil }
        return try? EquityCurve(times: values.indices.map { Int64($0) * Timestamp.day }, values: values)
    }
}
