import PulseAnalytics
import Testing

/// Against the worked example of Bailey & Lopez de Prado 2014: annual Sharpe ratio 2.5 over five years of 250 days, skew -3, kurtosis 10, variance of the
/// trials' annual ratios 1/2.
@Suite struct SharpeInferenceTests {
    private let sharpe = 2.5 / 250.0.squareRoot()
    private let variance = 0.5 / 250

    private func deflated(trials: Int, kurtosis: Double = 10) -> Double? {
        SharpeInference.deflated(sharpe: sharpe, trials: trials, variance: variance, skew: -3, kurtosis: kurtosis, count: 1_250)
    }

    @Test func p10LuckOfAHundredTrialsIsThePapers() throws {
        #expect(abs(try #require(SharpeInference.luck(trials: 100, variance: variance)) - 0.113172) < 1e-6)
    }

    @Test(arguments: [(100, 0.900397), (46, 0.950502), (88, 0.910153)])
    func p10DeflatedRatioIsThePapers(trials: Int, expected: Double) throws {
        #expect(abs(try #require(deflated(trials: trials)) - expected) < 1e-6)
    }

    @Test func p10ExcessKurtosisWouldNotPass() throws {
        let wrong = try #require(deflated(trials: 100, kurtosis: 10 - 3))
        #expect(abs(wrong - 0.9018) < 1e-4)
        #expect(abs(wrong - 0.900397) > 1e-4)
    }

    @Test(arguments: [(10, 1.11), (100, 1.79), (1_000, 2.30), (10_000, 2.73), (100_000, 3.10)])
    func bestSharpeOfTwoYearsOfLuck(trials: Int, expected: Double) throws {
        let twoYears = try #require(SharpeInference.expectedBest(trials: trials, years: 2))
        #expect(abs(twoYears - expected) < 0.005)
        let oneYear = try #require(SharpeInference.expectedBest(trials: trials, years: 1))
        let fourYears = try #require(SharpeInference.expectedBest(trials: trials, years: 4))
        #expect(abs(oneYear / twoYears - 1.41) < 0.005)
        #expect(abs(fourYears / twoYears - 0.71) < 0.005)
    }

    @Test func minimumBacktestInvertsTheBestOfLuck() throws {
        let best = try #require(SharpeInference.expectedBest(trials: 1_000, years: 3.5))
        let years = try #require(SharpeInference.minimumBacktestYears(trials: 1_000, sharpe: best))
        #expect(abs(years - 3.5) < 1e-12)
        #expect(years <= (try #require(SharpeInference.minimumBacktestYearsBound(trials: 1_000, sharpe: best))))
    }

    @Test func minimumTrackRecordInvertsTheProbability() throws {
        // So many returns give exactly 95 %: the formula is the probability, solved for n.
        let count = try #require(SharpeInference.minimumTrackRecord(sharpe: 0.1, skew: -1, kurtosis: 6))
        let below = try #require(SharpeInference.probabilistic(sharpe: 0.1, skew: -1, kurtosis: 6, count: Int(count)))
        let above = try #require(SharpeInference.probabilistic(sharpe: 0.1, skew: -1, kurtosis: 6, count: Int(count) + 1))
        #expect(below < 0.95 && above >= 0.95)
    }

    @Test func whatHasNoAnswerIsNil() {
        #expect(SharpeInference.expectedMaximum(trials: 1) == nil)
        #expect(SharpeInference.luck(trials: 1, variance: 1) == 0)
        #expect(SharpeInference.luck(trials: 0, variance: 1) == nil)
        #expect(SharpeInference.minimumTrackRecord(sharpe: 0, skew: 0, kurtosis: 3) == nil)
        #expect(SharpeInference.standardError(sharpe: 1, skew: 0, kurtosis: 3, count: 1) == nil)
        // No distribution has skew 5 and kurtosis 3.
        #expect(SharpeInference.standardError(sharpe: 1, skew: 5, kurtosis: 3, count: 10) == nil)
        #expect(SharpeInference.minimumBacktestYears(trials: 10, sharpe: -1) == nil)
    }
}
