import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite struct PerformanceReportTests {
    private let year = 365.0.squareRoot()

    @Test func p10FiguresOfTheHandMadeAccount() throws {
        let report = try HandMadeAccount.report()
        let deviation = (0.05 / 3.0).squareRoot()
        let expected: [(key: String, value: Double)] = [
            ("totalReturn", 0.188), ("netProfit", 188), ("bestDay", 0.2), ("worstDay", -0.1), ("positiveDays", 0.5),
            ("bestMonth", 0.1), ("worstMonth", 0.08), ("positiveMonths", 1),
            ("volatility", deviation * year), ("downsideDeviation", 0.05 * year), ("maxDrawdown", 0.2), ("maxDrawdownMoney", 220),
            ("maxDrawdownDuration", 3 * 86_400_000), ("maxDrawdownPeakToTrough", 43_200_000),
            ("maxDrawdownRecovery", 2.5 * 86_400_000), ("averageDrawdown", 0.4 / 6), ("ulcerIndex", 0.1), ("valueAtRisk95", 0.085),
            ("valueAtRisk99", 0.097), ("conditionalValueAtRisk95", 0.1), ("conditionalValueAtRisk99", 0.1), ("kurtosis", 1.8),
            ("sharpe", 0.05 / deviation * year), ("sharpeStandardError", (1.03 / 3.0).squareRoot()), ("sortino", year), ("omega", 3),
            ("recoveryFactor", 188.0 / 220), ("tailRatio", 0.185 / 0.085),
            ("trades", 5), ("wins", 2), ("losses", 2), ("breakEvens", 1), ("winRate", 0.5), ("averageWin", 200), ("averageLoss", 106),
            ("bestTrade", 300), ("worstTrade", -112), ("payoff", 200.0 / 106), ("profitFactor", 400.0 / 212), ("expectancy", 47),
            ("expectancyR", 0.47), ("kelly", 0.5 - 0.5 * 106 / 200), ("maxWinStreak", 1), ("maxLossStreak", 1),
            ("averageHolding", 43_200_000), ("tradesPerDay", 1.25), ("maximumAdverseExcursion", -24), ("maximumFavourableExcursion", 34),
            ("averageAdverseExcursion", -22), ("averageFavourableExcursion", 32), ("exposure", 0.625),
            ("grossProfit", 200), ("costShare", 0.06), ("tradedVolume", 10_000), ("turnover", 5_000 / (6_148.0 / 6) * 365 / 4),
        ]
        for (key, value) in expected {
            #expect(agree(report[key]?.number, value), "\(key) is \(String(describing: report[key])), not \(value)")
        }
        #expect(abs(try #require(report["skew"]?.number)) < 1e-12)
        // R: 3, -1, 0, -1.12, 1; mean 0.376, sum of squared deviations 11.5475.
        #expect(agree(report["sqn"]?.number, 5.0.squareRoot() * 0.376 / (11.54752 / 4).squareRoot()))
        // Phi(0.660977), from tables.
        #expect(abs(try #require(report["psr"]?.number) - 0.7456871) < 1e-6)
    }

    @Test func p10UndefinedFiguresSayWhy() throws {
        let report = try HandMadeAccount.report()
        #expect(report["cagr"] == .undefined(reason: "the curve is shorter than 30 days"))
        #expect(report["calmar"] == report["cagr"])
        let flat = PerformanceReport.compute(
            PerformanceInput(
                equity: try EquityCurve(times: (0..<60).map { $0 * HandMadeAccount.day }, values: [Double](repeating: 5, count: 60)),
                trades: []))
        for metric in flat.metrics {
            if let number = metric.value.number { #expect(number.isFinite) }
            if let reason = metric.value.reason { #expect(!reason.isEmpty) }
        }
        for key in ["sharpe", "sortino", "omega", "tailRatio", "calmar", "winRate", "profitFactor", "sqn", "recoveryFactor", "psr", "skew"]
        {
            #expect(flat[key]?.reason != nil, "\(key) of a flat line is undefined")
        }
        #expect(flat["cagr"]?.number == 0)
        #expect(flat["maxDrawdown"]?.number == 0)
    }

    @Test func steadyGrowthHasNoSharpeRatio() throws {
        // The returns differ by rounding alone: a ratio of 1e14 would be an artefact.
        var value = 1_000.0
        let values = (0..<400).map { _ in
            value *= 1.001
            return value
        }
        let report = PerformanceReport.compute(
            PerformanceInput(equity: try EquityCurve(times: (0..<400).map { $0 * HandMadeAccount.day }, values: values)))
        #expect(report["sharpe"]?.number == nil)
        #expect(report["sortino"]?.number == nil)
    }

    @Test func figuresWithoutInputAreLeftOut() throws {
        let report = PerformanceReport.compute(PerformanceInput(equity: try HandMadeAccount.curve()))
        for key in ["trades", "winRate", "exposure", "fees", "beta", "dsr"] { #expect(report[key] == nil) }
    }

    @Test func ruinIsNotAnnualised() throws {
        let times = (0..<40).map { Int64($0) * HandMadeAccount.day }
        let values = (0..<40).map { $0 < 20 ? 100.0 : 0 }
        let report = PerformanceReport.compute(PerformanceInput(equity: try EquityCurve(times: times, values: values)))
        #expect(report["totalReturn"]?.number == -1)
        #expect(report["cagr"]?.number == -1)
        #expect(report["maxDrawdown"]?.number == 1)
        #expect(report["sharpe"]?.reason == "the equity was not positive on 1970-01-21")
    }

    @Test func anAccountThatIsItsBenchmarkHasBetaOne() throws {
        let curve = try HandMadeAccount.curve()
        let report = PerformanceReport.compute(PerformanceInput(equity: curve, benchmark: curve))
        #expect(agree(report["beta"]?.number, 1))
        #expect(agree(report["correlation"]?.number, 1))
        #expect(abs(try #require(report["alpha"]?.number)) < 1e-12)
        #expect(report["trackingError"]?.number == 0)
        #expect(report["informationRatio"]?.reason == "the returns do not vary")
        #expect(agree(report["treynor"]?.number, 365 * 0.05))
    }

    @Test func benchmarkFiguresOfATwiceLeveredAccount() throws {
        // r = 2 b - 0.001: beta 2, alpha -0.001 a day, on the ten days that both curves have.
        let day = HandMadeAccount.day
        let moves = RandomWalk.noise(count: 12, seed: 4).map { $0 / 20 }
        var holding = [100.0]
        var account = [100.0]
        for move in moves { holding.append(holding[holding.count - 1] * (1 + move)) }
        for move in moves.dropFirst(2) { account.append(account[account.count - 1] * (1 + 2 * move - 0.001)) }
        let report = PerformanceReport.compute(
            PerformanceInput(
                equity: try EquityCurve(times: (2...12).map { $0 * day }, values: account),
                benchmark: try EquityCurve(times: (0...12).map { $0 * day }, values: holding), riskFreeRate: 0.0365))
        #expect(agree(report["beta"]?.number, 2, within: 1e-10))
        // mean(r - f) - 2 mean(b - f) = f - 0.001
        #expect(agree(report["alpha"]?.number, 365 * (0.0001 - 0.001), within: 1e-9))
    }

    @Test func evidenceNeedsTheTrials() throws {
        let curve = try EquityCurve(
            times: (0..<500).map { $0 * HandMadeAccount.day },
            values: RandomWalk.candles(count: 500, seed: 9, timeframe: .d1, volatility: 0.02).close)
        let report = PerformanceReport.compute(
            PerformanceInput(equity: curve, trials: TrialPopulation(count: 200, sharpeVariance: 0.002)))
        let one = PerformanceReport.compute(PerformanceInput(equity: curve, trials: TrialPopulation(count: 1, sharpeVariance: 0)))
        #expect(one["dsr"] == one["psr"])
        #expect(one["expectedMaximumSharpe"]?.number == 0)
        #expect(try #require(report["dsr"]?.number) < #require(report["psr"]?.number))
        #expect(report["numberOfTrials"]?.number == 200)
    }

    @Test func keysAreUniqueAndEveryFigureOfAReportIsDefined() throws {
        let keys = MetricDefinition.all.map(\.key)
        #expect(Set(keys).count == keys.count)
        let curve = try HandMadeAccount.curve()
        let input = PerformanceInput(
            equity: curve, benchmark: curve, trades: HandMadeAccount.trades, costs: HandMadeAccount.costs,
            exposure: ExposureColumns(gross: curve.values, net: curve.values), trials: TrialPopulation(count: 3, sharpeVariance: 0.01))
        #expect(PerformanceReport.compute(input).metrics.map(\.key) == keys)
    }
}
