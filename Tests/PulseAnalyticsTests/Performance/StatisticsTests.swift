import PulseAnalytics
import PulseTesting
import Testing

@Suite struct StatisticsTests {
    @Test func quantilesOfTypeSeven() {
        let sample = [1.0, 2, 4, 8, 16]
        #expect(Quantile.type7(sorted: sample, 0) == 1)
        #expect(Quantile.type7(sorted: sample, 0.5) == 4)
        #expect(agree(Quantile.type7(sorted: sample, 0.9), 12.8))
        #expect(Quantile.type7(sorted: sample, 1) == 16)
        #expect(Quantile.type7(sorted: [3], 0.7) == 3)
    }

    @Test func shapeOfASampleAsScipyHasIt() {
        // scipy.stats.skew and kurtosis with bias=False of these ten numbers; kurtosis + 3.
        let moments = SampleMoments([2, 8, 0, 4, 1, 9, 9, 0, 3, 30])
        #expect(agree(moments.skew, 2.31393910306869, within: 1e-12))
        #expect(agree(moments.kurtosis, 9.06164045322291, within: 1e-12))
    }

    @Test func autocorrelationOfAnAlternatingSeries() throws {
        let series = (0..<100).map { $0 % 2 == 0 ? 1.0 : -1 }
        let coefficients = try #require(Autocorrelation.coefficients(series, lags: 3))
        #expect(agree(coefficients[0], -0.99) && agree(coefficients[1], 0.98) && agree(coefficients[2], -0.97))
        #expect(Autocorrelation.coefficients([1, 1, 1], lags: 1) == nil)
        #expect(Autocorrelation.coefficients([1, 2], lags: 2) == nil)
    }

    @Test func adjustedSharpeIsLosFormula() throws {
        // q = 2: SR * 2 / sqrt(2 + 2 rho_1).
        let returns = RandomWalk.noise(count: 50, seed: 3)
        let statistics = ReturnStatistics(returns, periodsPerYear: 2)
        let rho = try #require(Autocorrelation.coefficients(returns, lags: 1))[0]
        let sharpe = try #require(statistics.periodSharpe.number)
        #expect(agree(statistics.autocorrelationAdjustedSharpe.number, sharpe * 2 / (2 + 2 * rho).squareRoot()))
        // Without dependence it is the plain ratio.
        let plain = ReturnStatistics([1, -1, 1, 1, -1, -1, 1, -1, 2, 0], periodsPerYear: 1)
        #expect(plain.autocorrelationAdjustedSharpe == plain.sharpe)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func histogramHoldsEveryValueOnceAndNeverMixesSigns(seed: UInt64) throws {
        let sample = RandomWalk.noise(count: 777, seed: seed).map { $0 * $0 * $0 / 30 }
        let histogram = try #require(Histogram(sample))
        #expect(histogram.counts.reduce(0, +) == sample.count)
        #expect(histogram.counts.count <= 60)
        let edges = histogram.counts.indices.map { histogram.bounds($0) }
        #expect(edges.contains { $0.lower == 0 })
        let negative = zip(edges, histogram.counts).filter { $0.0.upper <= 0 }.reduce(0) { $0 + $1.1 }
        #expect(negative == sample.filter { $0 < 0 }.count)
    }

    @Test func histogramsOfDegenerateSamples() throws {
        #expect(Histogram([]) == nil)
        #expect(try #require(Histogram([0, 0, 0])).counts == [3])
        #expect(try #require(Histogram([0.25])).counts == [1])
        #expect(try #require(Histogram([0, 0, 0, 0, 0, 0, 0, 1])).counts.reduce(0, +) == 8)
    }
}
