import PulseAnalytics
import Testing

/// Figures about probabilities, against scikit-learn 1.9.1 and hand computation.
@Suite struct CalibrationTests {
    @Test func isotonicAgreesWithScikitLearn() throws {
        let places = [0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
        let outcomes: [Double] = [0, 1, 0, 1, 0, 0, 1, 1, 0, 1]
        let wanted = [0, 0.4, 0.4, 0.4, 0.4, 0.4, 2.0 / 3, 2.0 / 3, 2.0 / 3, 1]
        let fit = try #require(IsotonicRegression(places: places, outcomes: outcomes))
        for (place, value) in zip(places, wanted) { #expect(abs(fit.value(at: place) - value) < 1e-12) }
        #expect(zip(fit.values, fit.values.dropFirst()).allSatisfy { $0 < $1 })
        let order = [9, 3, 5, 1, 0, 7, 2, 8, 4, 6]
        #expect(IsotonicRegression(places: order.map { places[$0] }, outcomes: order.map { outcomes[$0] }) == fit)
        #expect(fit.value(at: -5) == 0)
        #expect(fit.value(at: 5) == 1)
        #expect(IsotonicRegression(places: [], outcomes: []) == nil)
        #expect(IsotonicRegression(places: [.nan], outcomes: [1]) == nil)
    }

    @Test func areaAndLossAgreeWithScikitLearn() throws {
        let scores = [0.1, 0.4, 0.35, 0.8, 0.35, 0.6]
        let outcomes = [false, false, true, true, false, true]
        // Of nine pairs seven are in order and one is a tie.
        let area = try #require(Logistic.areaUnderCurve(scores, outcomes: outcomes))
        #expect(abs(area - 7.5 / 9) < 1e-12)
        let loss = try #require(Logistic.logLoss(scores, outcomes: outcomes))
        #expect(abs(loss - 0.471_793_392_515_857_8) < 1e-12)
        #expect(Logistic.areaUnderCurve(scores, outcomes: outcomes.map { _ in true }) == nil)
    }

    /// Separable scores have no finite log odds; Platt's targets keep the slope finite. The probability of the score's own side is above one half.
    @Test func plattScalesSeparableScores() throws {
        let scores = (0..<40).map { Double($0) - 19.5 }
        let fit = try #require(PlattScaling(scores: scores, outcomes: scores.map { $0 > 0 }))
        #expect(fit.slope > 0 && fit.slope.isFinite)
        #expect(abs(fit.probability(0) - 0.5) < 1e-6)
        #expect(PlattScaling(scores: scores, outcomes: scores.map { _ in true }) == nil)
    }

    @Test func probabilitiesAreSymmetricAndBounded() {
        for score in stride(from: -800.0, through: 800, by: 0.7) {
            let probability = Logistic.probability(score)
            #expect(probability >= 0 && probability <= 1)
            #expect(abs(probability + Logistic.probability(-score) - 1) < 1e-15)
        }
        #expect(Logistic.calibrationError([0.75, 0.75], outcomes: [true, false]) == 0.25)
    }
}
