import PulseAnalytics
import PulseTesting
import Testing

/// Definitions that other tools ship and that look right at a glance. Each is computed here the wrong way, and must fail the check that ours passes.
@Suite struct OtherToolsMistakesTests {
    private let returns = [0.1, -0.1, 0, 0.2]

    /// `right` agrees with what the report says of the hand-made account; none of the `wrong` ones does.
    private func check(_ key: String, right: Double, wrong: [Double]) throws {
        let value = try HandMadeAccount.report()[key]?.number
        #expect(agree(value, right), "\(key)")
        for variant in wrong { #expect(!agree(value, variant, within: 1e-3), "\(key) must not be \(variant)") }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private func deviation(_ values: [Double]) -> Double {
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    @Test func sharpeOfTradingDays() throws {
        let daily = mean(returns) / deviation(returns)
        let tradeReturns = [0.3, -0.1, 0, -0.112, 0.1]
        try check(
            "sharpe", right: daily * 365.0.squareRoot(),
            wrong: [
                daily * 252.0.squareRoot(), daily,
                mean(returns.filter { $0 != 0 }) / deviation(returns.filter { $0 != 0 }) * 365.0.squareRoot(),
                0.188 / 4 / deviation(tradeReturns) * 365.0.squareRoot(),
            ])
    }

    @Test func volatilityOfTradingDays() throws {
        try check("volatility", right: deviation(returns) * 365.0.squareRoot(), wrong: [deviation(returns) * 252.0.squareRoot()])
    }

    @Test func sortinoOverLosingDaysOnly() throws {
        let year = 365.0.squareRoot()
        // Over the losing days alone, and with the spread of losing trades around their own mean.
        try check(
            "sortino", right: mean(returns) / (0.01 / 4.0).squareRoot() * year,
            wrong: [mean(returns) / 0.01.squareRoot() * year, mean(returns) / deviation([-0.1, -0.112]) * year])
    }

    @Test func drawdownOnClosedTradesOrOnDays() throws {
        // Closed trades: 1000, 1300, 1200, 1200, 1088, 1188. Days: 1100 to 990.
        try check("maxDrawdown", right: 0.2, wrong: [1 - 1_088.0 / 1_300, 0.1])
    }

    @Test func profitFactorFromReturns() throws {
        try check("profitFactor", right: 400.0 / 212, wrong: [0.3 / 0.1, (0.3 / 1 + 0.1 / 1.088) / (0.1 / 1.3 + 0.112 / 1.2)])
    }

    @Test func winRateWithBreakEvenTradesAsLosses() throws {
        try check("winRate", right: 0.5, wrong: [2.0 / 5])
    }

    @Test func growthByCountOfDays() throws {
        // 400 days, +40 %: calendar time, not 252 bins a year.
        let curve = try EquityCurve(times: [0, 400 * HandMadeAccount.day], values: [100, 140])
        let value = PerformanceReport.compute(PerformanceInput(equity: curve))["cagr"]?.number
        let right = Elementary.pow(1.4, 365.0 / 400) - 1
        #expect(agree(value, right))
        #expect(!agree(value, Elementary.pow(1.4, 252.0 / 400) - 1, within: 1e-3))
        #expect(abs(right - 0.359383) < 1e-6)
    }

    @Test func kurtosisIsRaw() throws {
        try check("kurtosis", right: 1.8, wrong: [1.8 - 3])
        // The same slip inside the standard error.
        let sharpe = mean(returns) / deviation(returns)
        try check(
            "sharpeStandardError", right: ((1 + 0.2 * sharpe * sharpe) / 3).squareRoot(),
            wrong: [((1 + (1.8 - 3 - 1) / 4 * sharpe * sharpe) / 3).squareRoot()])
    }
}
