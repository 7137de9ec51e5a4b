import PulseAnalytics
import PulseCore

/// Four days that anyone can check by hand: 1000, 1100, 990, 990, 1188 at midnight, and 880 at noon of the second day. Daily returns +10 %, -10 %, 0, +20 %.
enum HandMadeAccount {
    static let day: Int64 = 86_400_000
    static let start = CivilDate(year: 2024, month: 1, day: 31).timestamp.milliseconds

    static func curve() throws -> EquityCurve {
        try EquityCurve(
            times: [start, start + day, start + day + day / 2, start + 2 * day, start + 3 * day, start + 4 * day],
            values: [1_000, 1_100, 880, 990, 990, 1_188])
    }

    /// Five trades that add up to the profit of 188: +300, -100, 0, -112, +100.
    static let trades: [TradeOutcome] = [300.0, -100, 0, -112, 100].enumerated().map { index, profit in
        let entry = start + Int64(index) * day / 2
        return TradeOutcome(
            entryTime: Timestamp(milliseconds: entry), exitTime: Timestamp(milliseconds: entry + day / 2), netProfit: profit,
            initialRisk: 100, maximumAdverseExcursion: -20 - Double(index), maximumFavourableExcursion: 30 + Double(index))
    }

    static let costs = CostTotals(fees: 8, slippage: 3, funding: 1, tradedNotional: 10_000)

    static func report() throws -> PerformanceReport {
        PerformanceReport.compute(PerformanceInput(equity: try curve(), trades: trades, costs: costs))
    }
}

/// Whether two numbers agree to a relative error.
func agree(_ a: Double?, _ b: Double, within tolerance: Double = 1e-12) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= tolerance * max(abs(a), abs(b))
}
