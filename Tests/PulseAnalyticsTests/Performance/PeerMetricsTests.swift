import Foundation
import PulseAnalytics
import PulseTesting
import Testing

/// Against the values that empyrical and quantstats give for real returns, where their definition is ours.
@Suite(.enabled(if: SharedData.has("peers/golden/metrics.json"))) struct PeerMetricsTests {
    private struct Peer {
        let plain: [String: Double]
        let quantstats: [String: Double]
        let periodsPerYear: Double
        let times: [Double]
        let returns: [Double]
    }

    private func peer(_ name: String) throws -> Peer {
        let text = try SharedData.text("peers/golden/metrics.json")
        let all = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String: Any]])
        let golden = try #require(all[name])
        let columns = try SharedData.columns("peers/golden/returns_\(name).csv")
        return Peer(
            plain: try #require(golden["plain"] as? [String: Double]), quantstats: try #require(golden["quantstats"] as? [String: Double]),
            periodsPerYear: try #require(golden["periods_per_year"] as? Double), times: try #require(columns["time"]),
            returns: try #require(columns["return"]))
    }

    /// The account that had these returns; a return carries the time at which its period starts.
    private func curve(_ peer: Peer, step: Int64) throws -> EquityCurve {
        var values = [1.0]
        for value in peer.returns { values.append(values[values.count - 1] * (1 + value)) }
        return try EquityCurve(times: [Int64(peer.times[0])] + peer.times.map { Int64($0) + step }, values: values)
    }

    @Test(arguments: ["daily", "daily_flat"])
    func p10ReportOfDailyReturns(name: String) throws {
        let peer = try peer(name)
        let report = PerformanceReport.compute(PerformanceInput(equity: try curve(peer, step: 86_400_000)))
        let pairs = [
            ("totalReturn", "total_return", 1.0), ("cagr", "cagr", 1), ("volatility", "annual_volatility", 1), ("sharpe", "sharpe", 1),
            ("sortino", "sortino", 1), ("calmar", "calmar", 1), ("maxDrawdown", "max_drawdown", -1),
            ("downsideDeviation", "downside_risk", 1),
            ("omega", "omega", 1), ("tailRatio", "tail_ratio", 1), ("valueAtRisk95", "var_5", -1),
            ("conditionalValueAtRisk95", "cvar_5", -1),
        ]
        for (ours, theirs, sign) in pairs {
            #expect(agree(report[ours]?.number, sign * (peer.plain[theirs] ?? .nan), within: 1e-9), "\(ours)")
        }
        // They divide the same sum by n - 1, we by the number of points, n + 1.
        let n = Double(peer.returns.count)
        let ulcer = (peer.plain["ulcer_index"] ?? .nan) * ((n - 1) / (n + 1)).squareRoot()
        #expect(agree(report["ulcerIndex"]?.number, ulcer, within: 1e-9))
        #expect(agree(report["skew"]?.number, peer.quantstats["skew"] ?? .nan, within: 1e-9))
        #expect(agree(report["kurtosis"]?.number, (peer.quantstats["kurtosis"] ?? .nan) + 3, within: 1e-9))
        #expect(report.daily.returns.count == peer.returns.count)
        #expect(agree(report["psr"]?.number, peer.quantstats["probabilistic_sharpe"] ?? .nan, within: 1e-9))
    }

    @Test func p10StatisticsOfMinuteReturns() throws {
        let peer = try peer("minute")
        let statistics = ReturnStatistics(peer.returns, periodsPerYear: peer.periodsPerYear)
        let values = [
            ("annual_volatility", statistics.volatility), ("sharpe", statistics.sharpe), ("sortino", statistics.sortino),
            ("downside_risk", statistics.downsideDeviation), ("omega", statistics.omega), ("tail_ratio", statistics.tailRatio),
        ]
        for (key, value) in values { #expect(agree(value.number, peer.plain[key] ?? .nan, within: 1e-9), "\(key)") }
        #expect(agree(statistics.valueAtRisk(tail: 0.05).number, -(peer.plain["var_5"] ?? .nan), within: 1e-9))
        #expect(agree(statistics.conditionalValueAtRisk(tail: 0.05).number, -(peer.plain["cvar_5"] ?? .nan), within: 1e-9))
        let drawdowns = DrawdownSummary(try curve(peer, step: 60_000))
        #expect(agree(drawdowns.maximum, -(peer.plain["max_drawdown"] ?? .nan), within: 1e-9))
    }
}
