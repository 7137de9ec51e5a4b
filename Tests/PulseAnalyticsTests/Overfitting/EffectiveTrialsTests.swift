import PulseAnalytics
import PulseCore
import Testing

@Suite struct EffectiveTrialsTests {
    /// From numpy's corrcoef, the second with more trials than returns.
    @Test(arguments: [
        (5, 30, UInt64(5), 0.4776579072598011, 3.0893683709607958, 2.6543748931714735),
        (40, 20, 6, 0.5066763845894221, 20.239621001012537, 3.912240865463436),
    ])
    func p10NumbersAreThoseOfAPlainImplementation(
        trials: Int, periods: Int, seed: UInt64, average: Double, byAverage: Double, byEigenvalues: Double
    ) throws {
        let effective = try #require(EffectiveTrials(try UniformTrials.alike(trials: trials, periods: periods, seed: seed)))
        #expect(abs(effective.averageCorrelation - average) < 1e-12)
        #expect(abs(effective.byAverageCorrelation - byAverage) < 1e-10)
        #expect(abs(effective.byEigenvalues - byEigenvalues) < 1e-10)
    }

    @Test func copiesAreOneTrialAndStrangersAreMany() throws {
        var copies = TrialMatrix(periods: 50)
        let one = Array(try UniformTrials.matrix(trials: 1, periods: 50, seed: 7)[0])
        for scale in 1...6 { try copies.append(one.map { $0 * Double(scale) + 0.001 }) }
        try copies.append([Double](repeating: 0, count: 50))
        let same = try #require(EffectiveTrials(copies))
        #expect(same.varying == 6)
        #expect(abs(same.byAverageCorrelation - 1) < 1e-9 && abs(same.byEigenvalues - 1) < 1e-9)
        // Twice as many trials as returns: unadjusted, eigenvalues would see 67 of 200.
        let strangers = try #require(EffectiveTrials(try UniformTrials.matrix(trials: 200, periods: 100, seed: 8)))
        #expect(strangers.byAverageCorrelation > 198 && strangers.byEigenvalues > 150)
        // Two families of five: eigenvalues see two, the average correlation, 4/9, six.
        var families = TrialMatrix(periods: 400)
        let parents = try UniformTrials.matrix(trials: 2, periods: 400, seed: 9)
        for index in 0..<10 { try families.append(Array(parents[index % 2])) }
        let two = try #require(EffectiveTrials(families))
        #expect(abs(two.byEigenvalues - 2) < 0.05 && abs(two.byAverageCorrelation - 6) < 0.3)
        #expect(EffectiveTrials(parents) != nil)
        #expect(EffectiveTrials(try UniformTrials.matrix(trials: 1, periods: 9, seed: 1)) == nil)
    }

    /// The example of Harvey & Liu 2015: six tests. Their last step of BHY does not apply the harmonic factor, R's `p.adjust` does, and so do we.
    @Test func p10AdjustedValuesAreThePapers() {
        let values = [0.06, 0.005, 0.0128, 0.0135, 0.009, 0.045]
        func close(_ a: [Double], _ b: [Double]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) < 5e-5 } }
        #expect(close(SharpeHaircut.adjusted(values, .bonferroni), [0.36, 0.03, 0.0768, 0.081, 0.054, 0.27]))
        #expect(close(SharpeHaircut.adjusted(values, .holm), [0.09, 0.03, 0.0512, 0.0512, 0.045, 0.09]))
        #expect(close(SharpeHaircut.adjusted(values, .benjaminiYekutieli), [0.147, 0.0496, 0.0496, 0.0496, 0.0496, 0.1323]))
    }

    @Test func haircutsHurtTheMiddlingMost() {
        // Annual 1.0 over ten years of 240 days among 200 trials: t = 3.16 and p = 0.0016 leave a p of 0.31, t = 1.01.
        var sharpes = [Double](repeating: 0, count: 200)
        sharpes[3] = 1 / 240.0.squareRoot()
        sharpes[4] = -2 / 240.0.squareRoot()
        let kept = SharpeHaircut.haircut(sharpes, count: 2_400, .bonferroni)
        #expect(abs(kept[3] / sharpes[3] - 0.3192) < 5e-3)
        #expect(kept[4] < 0 && kept[4] / sharpes[4] > 0.7)
        #expect(kept[0] == 0)
        #expect(SharpeHaircut.haircut([2], count: 5_000, .holm) == [2])
    }
}
