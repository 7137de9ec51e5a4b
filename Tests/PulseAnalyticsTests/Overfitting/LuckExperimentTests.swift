import PulseAnalytics
import PulseCore
import Testing

/// The program's verdicts, put before searches in which there is nothing to find.
@Suite struct LuckExperimentTests {
    private static func outcome(_ law: LuckExperiment.Law) -> LuckExperiment.Outcome {
        LuckExperiment(searches: 200, strategies: 50, days: 250, law: law, seed: 2_024).run()
    }
    private static let independent = outcome(.independent)
    private static let autoregressive = outcome(.autoregressive(0.15))
    private static let correlated = outcome(.correlated(0.5))

    @Test(arguments: ["independent", "autoregressive", "correlated"]) func p10BestOfNoiseIsNotCalledSkilled(law: String) {
        let outcome =
            switch law {
            case "independent": Self.independent
            case "autoregressive": Self.autoregressive
            default: Self.correlated
            }
        #expect(outcome.searches.count == 200)
        #expect(outcome.isHonest(\.deflated), "\(outcome.passing(\.deflated)) pass, mean PBO \(outcome.meanOverfitting)")
        // The mutant that does not count trials calls most of them skilled, and is caught.
        #expect(!outcome.isHonest(\.probabilistic))
        #expect(outcome.passing(\.probabilistic) > 0.3)
    }

    /// Why the raw number of trials is the verdict's: the trials' variance is already small where they are alike.
    @Test func countingAlikeTrialsAsFewForgivesTwice() {
        let outcome = Self.correlated
        #expect(outcome.passing(\.deflated) <= outcome.passing(\.deflatedByCorrelation))
        #expect(outcome.passing(\.deflatedByCorrelation) < outcome.passing(\.deflatedByEigenvalues))
        #expect(!outcome.isHonest(\.deflatedByEigenvalues))
    }

    @Test func searchesDependOnTheirNumberAlone() {
        let few = LuckExperiment(searches: 3, strategies: 5, days: 64, seed: 7)
        let many = LuckExperiment(searches: 30, strategies: 5, days: 64, seed: 7)
        #expect(few.run().searches == Array(many.run().searches.prefix(3)))
        #expect(few.search(2) == many.search(2))
        #expect(few.search(0) != LuckExperiment(searches: 3, strategies: 5, days: 64, seed: 8).search(0))
    }

    /// The best of 50 is expected near 2.25 standard errors, as the false strategy theorem says.
    @Test func bestOfLuckIsTheTheorems() throws {
        let mean = Self.independent.searches.reduce(0) { $0 + $1.sharpe } / 200
        let expected = try #require(SharpeInference.luck(trials: 50, variance: 1.0 / 250))
        // Standard error of the mean: 0.47 / sqrt(250) / sqrt(200) = 0.0021.
        #expect(abs(mean - expected) < 0.0065)
    }

    @Test func evidenceOfASingleTrialIsNotDeflated() throws {
        let matrix = try UniformTrials.matrix(trials: 1, periods: 200, seed: 3)
        let evidence = SearchEvidence(matrix, chosen: 0)
        #expect(evidence.deflated == evidence.probabilistic && evidence.deflated.number != nil)
        #expect(evidence.overfitting == nil && evidence.effective == nil && evidence.luck == .value(0))
    }

    @Test func evidenceIsMadeOfTheReportsFigures() throws {
        let matrix = try UniformTrials.matrix(trials: 20, periods: 365, seed: 4, drift: 0.0001)
        let evidence = SearchEvidence(matrix, chosen: 19)
        let population = try #require(matrix.population)
        let statistics = ReturnStatistics(Array(matrix[19]), periodsPerYear: 365)
        #expect(population.count == 20)
        #expect(evidence.sharpe == statistics.periodSharpe)
        #expect(evidence.deflated == statistics.deflatedSharpe(population))
        let luck = try #require(evidence.luck.number)
        #expect(evidence.minimumTrackRecord == statistics.minimumTrackRecord(above: luck))
        // So many returns give 95 %.
        let record = try #require(evidence.minimumTrackRecord.number)
        let skew = try #require(statistics.skew.number)
        let kurtosis = try #require(statistics.kurtosis.number)
        let sharpe = try #require(evidence.sharpe.number)
        func probability(_ count: Int) -> Double? {
            SharpeInference.probabilistic(sharpe: sharpe, reference: luck, skew: skew, kurtosis: kurtosis, count: count)
        }
        #expect(try #require(probability(Int(record))) < 0.95)
        #expect(try #require(probability(Int(record) + 1)) >= 0.95)
    }
}
