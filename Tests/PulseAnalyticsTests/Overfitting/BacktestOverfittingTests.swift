import PulseAnalytics
import PulseCore
import Testing

@Suite struct BacktestOverfittingTests {
    struct Golden: Sendable {
        let trials: Int
        let periods: Int
        let blocks: Int
        let seed: UInt64
        let drift: Double
        let probability: Double
        let meanLogit: Double
        let slope: Double
        let intercept: Double
        let loss: Double
        let splits: Int
    }

    /// From a direct implementation of the paper in numpy: every half sliced out of the matrix, mean and standard deviation (n - 1) taken anew.
    static let golden: [Golden] = [
        Golden(
            trials: 7, periods: 40, blocks: 4, seed: 1, drift: 0, probability: 1, meanLogit: -0.08513760396099845,
            slope: -0.709503052841756, intercept: 0.17162771158214274, loss: 4.0 / 6, splits: 6),
        Golden(
            trials: 10, periods: 100, blocks: 8, seed: 2, drift: 0, probability: 10.0 / 70, meanLogit: 1.606549600122796,
            slope: 0.42001777437653104, intercept: 0.08562375317324784, loss: 11.0 / 70, splits: 70),
        // Blocks of 20 and 21 returns, and more trials than a tile holds.
        Golden(
            trials: 37, periods: 203, blocks: 10, seed: 3, drift: 0.00005, probability: 118.0 / 252, meanLogit: 0.06163138221717684,
            slope: -0.41705253125006947, intercept: 0.32569646368801863, loss: 8.0 / 252, splits: 252),
        Golden(
            trials: 50, periods: 256, blocks: 16, seed: 4, drift: 0, probability: 0.7933177933177933, meanLogit: -1.0178700217363963,
            slope: -0.6452602013838524, intercept: 0.06421307012184647, loss: 0.8081585081585082, splits: 12_870),
    ]

    @Test(arguments: golden) func p10SplitsAreThoseOfAPlainImplementation(golden: Golden) throws {
        let matrix = try UniformTrials.matrix(trials: golden.trials, periods: golden.periods, seed: golden.seed, drift: golden.drift)
        let result = try #require(BacktestOverfitting(try TrialBlocks(matrix, blocks: golden.blocks)))
        #expect(result.logits.count == golden.splits)
        #expect(abs(result.probability - golden.probability) < 1e-12)
        #expect(abs(SampleMoments(result.logits).mean - golden.meanLogit) < 1e-12)
        #expect(abs(try #require(result.degradationSlope) - golden.slope) < 1e-9)
        #expect(abs(try #require(result.degradationIntercept) - golden.intercept) < 1e-9)
        #expect(abs(result.probabilityOfLoss - golden.loss) < 1e-12)
    }

    /// Two blocks, three trials: each half's winner is the worst of the other half, so both ranks are 1 of 3 and both logits ln(1/3).
    @Test func reversalByHand() throws {
        var matrix = TrialMatrix(periods: 4)
        try matrix.append([0.03, 0.01, -0.03, -0.01])
        try matrix.append([0.01, -0.01, 0.01, -0.01])
        try matrix.append([-0.03, -0.01, 0.03, 0.01])
        let result = try #require(BacktestOverfitting(try TrialBlocks(matrix, blocks: 2)))
        #expect(result.chosen == [0, 2])
        #expect(result.logits.allSatisfy { abs($0 + 1.0986122886681098) < 1e-15 })
        #expect(result.probability == 1 && result.probabilityOfLoss == 1)
        // mean 0.02, standard deviation 0.01 sqrt(2).
        for (inside, outside) in zip(result.inSample, result.outOfSample) {
            #expect(abs(inside - 2.0.squareRoot()) < 1e-12 && abs(outside + 2.0.squareRoot()) < 1e-12)
        }
        #expect(result.degradationSlope == nil, "the in-sample ratio is the same in both splits")
    }

    /// A trial that is best everywhere has rank N of N.
    @Test func skillIsNotOverfit() throws {
        var matrix = try UniformTrials.matrix(trials: 40, periods: 320, seed: 5)
        try matrix.append(Array(matrix[0]).map { $0 + 0.01 })
        let result = try #require(BacktestOverfitting(try TrialBlocks(matrix)))
        #expect(result.probability == 0 && result.probabilityOfLoss == 0)
        #expect(result.chosen.allSatisfy { $0 == 40 })
        #expect(result.logits.allSatisfy { abs($0 - Elementary.log(41)) < 1e-12 })
    }

    /// Equal trials share the middle rank; trials that never trade have a ratio of 0, not of infinity.
    @Test func tiesAndIdlersHaveTheirPlace() throws {
        var matrix = TrialMatrix(periods: 32)
        for _ in 0..<5 { try matrix.append([Double](repeating: 0, count: 32)) }
        let idle = try #require(BacktestOverfitting(try TrialBlocks(matrix, blocks: 4)))
        #expect(idle.logits.allSatisfy { $0 == 0 } && idle.probability == 1)
        #expect(idle.inSample.allSatisfy { $0 == 0 } && idle.chosen.allSatisfy { $0 == 0 })
        try matrix.append([Double](repeating: 0.001, count: 32))
        let constant = try #require(BacktestOverfitting(try TrialBlocks(matrix, blocks: 4)))
        #expect(constant.chosen.allSatisfy { $0 == 0 }, "a constant gain has no ratio")
    }

    /// The order of the trials is no information.
    @Test func orderOfTrialsDoesNotMatter() throws {
        let matrix = try UniformTrials.matrix(trials: 45, periods: 96, seed: 6)
        var reversed = TrialMatrix(periods: 96)
        for trial in (0..<45).reversed() { try reversed.append(Array(matrix[trial])) }
        let a = try #require(BacktestOverfitting(try TrialBlocks(matrix, blocks: 8)))
        let b = try #require(BacktestOverfitting(try TrialBlocks(reversed, blocks: 8)))
        #expect(a.logits == b.logits && a.inSample == b.inSample && a.outOfSample == b.outOfSample)
        #expect(a.chosen == b.chosen.map { 44 - $0 })
    }

    @Test func whatCannotBeSplitIsRefused() throws {
        #expect(throws: PulseError.self) { try TrialBlocks(periods: 100, blocks: 7) }
        #expect(throws: PulseError.self) { try TrialBlocks(periods: 100, blocks: 18) }
        #expect(throws: PulseError.self) { try TrialBlocks(periods: 31, blocks: 16) }
        #expect(BacktestOverfitting(try TrialBlocks(try UniformTrials.matrix(trials: 1, periods: 64, seed: 1))) == nil)
        var matrix = TrialMatrix(periods: 3)
        #expect(throws: PulseError.self) { try matrix.append([0, 1]) }
        #expect(throws: PulseError.self) { try matrix.append([0, 1, .nan]) }
    }
}
