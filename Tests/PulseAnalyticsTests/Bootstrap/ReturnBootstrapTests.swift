import PulseAnalytics
import PulseCore
import Testing

@Suite struct ReturnBootstrapTests {
    /// x_t = phi x_{t-1} + u - 1/2.
    static func series(_ count: Int, phi: Double, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        var state = 0.0
        return (0..<count).map { _ in
            state = phi * state + (random.uniform() - 0.5)
            return state
        }
    }

    /// From the paper's rules in numpy.
    @Test(arguments: [
        (250, 0.0, UInt64(7), 1.8423161103764396), (400, 0.5, 8, 10.322533378522385), (1_000, 0.9, 9, 43.05032211236913),
        (300, -0.4, 10, 14.416246527204041),
    ])
    func p10BlockLengthIsThatOfAPlainImplementation(count: Int, phi: Double, seed: UInt64, expected: Double) {
        #expect(abs(BlockLength.automatic(Self.series(count, phi: phi, seed: seed)) - expected) < 1e-9)
    }

    @Test func blockLengthIsBounded() {
        #expect(BlockLength.automatic([]) == 1 && BlockLength.automatic([Double](repeating: 1, count: 500)) == 1)
        let trend = (0..<900).map(Double.init)
        #expect(BlockLength.automatic(trend) <= 90)
    }

    /// Politis & Romano 1994, lemma 1: the variance of a resample's mean is known without resampling,
    /// `(R(0) + 2 sum ((1 - i/n)(1 - p)^i + i/n (1 - p)^(n - i)) R(i)) / n`, and its mean is the sample's.
    @Test(arguments: [1.0, 4.0, 12.0]) func p10MomentsAreThePapers(length: Double) {
        let series = Self.series(60, phi: 0.6, seed: 12)
        let n = series.count
        let mean = SampleMoments(series).mean
        let covariance = (0..<n).map { lag in
            (0..<n - lag).reduce(0.0) { $0 + (series[$1] - mean) * (series[$1 + lag] - mean) } / Double(n)
        }
        let stay = 1 - 1 / length
        var variance = covariance[0]
        for lag in 1..<n {
            let share = Double(lag) / Double(n)
            let weight = (1 - share) * Elementary.pow(stay, Double(lag)) + share * Elementary.pow(stay, Double(n - lag))
            variance += 2 * weight * covariance[lag]
        }
        variance /= Double(n)
        let bootstrap = StationaryBootstrap(count: n, meanBlockLength: length, seed: 5)
        let resamples = 8_000
        let means = (0..<resamples).map { number in bootstrap.positions(number).reduce(0.0) { $0 + series[$1] } / Double(n) }
        let moments = SampleMoments(means)
        let spread = moments.squares / Double(resamples - 1)
        #expect(abs(moments.mean - mean) < 4 * (variance / Double(resamples)).squareRoot())
        // A variance of nearly normal numbers has the relative standard error sqrt(2 / n).
        #expect(abs(spread / variance - 1) < 4 * (2 / Double(resamples)).squareRoot())
    }

    @Test func blocksAreRunsOfTheSeries() {
        let bootstrap = StationaryBootstrap(count: 500, meanBlockLength: 10, seed: 1)
        var runs = 0
        for number in 0..<40 {
            let positions = bootstrap.positions(number)
            #expect(positions.allSatisfy { (0..<500).contains($0) })
            runs += 1 + zip(positions, positions.dropFirst()).count { ($0 + 1) % 500 != $1 }
        }
        // 20,000 positions in blocks of 10, a block in 500 followed by its own continuation.
        #expect(abs(Double(runs) / 2_000 - 1) < 0.1)
        #expect(bootstrap.positions(3) == bootstrap.positions(3))
        #expect(bootstrap.positions(3) != bootstrap.positions(4))
        #expect(bootstrap.positions(3) != StationaryBootstrap(count: 500, meanBlockLength: 10, seed: 2).positions(3))
    }

    /// Of independent returns the intervals are the textbook's.
    @Test func intervalsOfIndependentReturns() throws {
        let returns = Self.series(1_000, phi: 0, seed: 21).map { 0.02 * $0 + 0.0003 }
        let result = try #require(ReturnBootstrap(returns, blocks: .mean(1), resamples: 2_000, seed: 9))
        let sharpe = try #require(result.sharpe)
        let moments = SampleMoments(returns)
        let deviation = try #require(moments.standardDeviation)
        #expect(sharpe.estimate == moments.mean / deviation)
        #expect(abs(sharpe.standardError / (1 / 1_000.0.squareRoot()) - 1) < 0.08)
        #expect(abs((sharpe.upper - sharpe.lower) / (2 * 1.96 / 1_000.0.squareRoot()) - 1) < 0.08)
        #expect(sharpe.lower < sharpe.estimate && sharpe.estimate < sharpe.upper)
        #expect(abs(result.totalReturn.estimate - (returns.reduce(1) { $0 * (1 + $1) } - 1)) < 1e-12)
        #expect(result.maximumDrawdown.lower > 0 && result.maximumDrawdown.upper < 1)
        let again = try #require(ReturnBootstrap(returns, blocks: .mean(1), resamples: 2_000, seed: 9))
        #expect(again == result)
    }

    /// Where returns follow each other, resampling them one by one understates the risk, blocks do not.
    @Test func blocksKeepDependence() throws {
        let returns = Self.series(800, phi: 0.5, seed: 31).map { 0.01 * $0 }
        let blocks = try #require(ReturnBootstrap(returns, seed: 4))
        let single = try #require(ReturnBootstrap(returns, blocks: .mean(1), seed: 4))
        #expect(blocks.meanBlockLength > 4)
        let wide = try #require(blocks.sharpe)
        let narrow = try #require(single.sharpe)
        // sqrt((1 + phi) / (1 - phi)) = 1.73 in the long run.
        #expect((1.35...2.0).contains(wide.standardError / narrow.standardError))
    }

    @Test func drawdownByHand() throws {
        let result = try #require(ReturnBootstrap([0.1, -0.5, 0.2, -0.1], blocks: .mean(1), resamples: 10, seed: 1))
        // 1.1, 0.55, 0.66, 0.594 against a peak of 1.1.
        #expect(abs(result.maximumDrawdown.estimate - 0.5) < 1e-12)
        #expect(abs(result.totalReturn.estimate + 0.406) < 1e-12)
        #expect(ReturnBootstrap([0.1], seed: 1) == nil && ReturnBootstrap([0.1, .nan], seed: 1) == nil)
        #expect(try #require(ReturnBootstrap([0, 0, 0, 0], seed: 1)).sharpe == nil)
    }
}
