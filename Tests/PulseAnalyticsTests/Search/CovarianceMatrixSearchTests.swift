import PulseAnalytics
import PulseCore
import Testing

@Suite struct CovarianceMatrixSearchTests {
    /// Trials until a value below 1e-8, by seed.
    private static func trials(_ limit: Int, active: Bool, _ function: @escaping ([Double]) -> Double) throws -> [Int] {
        try (1...5 as ClosedRange<UInt64>).map { seed in
            var settings = CovarianceMatrixSearch.Settings()
            settings.active = active
            settings.step = 0.1
            var random = SplitMix64(seed: seed &* 77)
            settings.start = (0..<10).map { _ in 0.3 + 0.4 * random.uniform() }
            var searcher = CovarianceMatrixSearch(try TestFunctions.box(10), seed: seed, settings: settings)
            return TestFunctions.run(&searcher, limit: limit, enough: -1e-8) { -function($0) }.count
        }.sorted()
    }

    /// Evolution strategies with a full matrix need about 1,800 evaluations on the sphere, 6,000 on Rosenbrock's function and 6,000 on the
    /// ellipsoid of condition 1e6, whatever its rotation (Hansen 2016, and the author's reference implementation).
    @Test(arguments: [false, true]) func convergesAsFastAsItShould(active: Bool) throws {
        let sphere = try Self.trials(4_000, active: active, TestFunctions.sphere)
        #expect(sphere[2] < 2_200 && sphere[4] < 4_000, "\(sphere)")
        let valley = try Self.trials(20_000, active: active, TestFunctions.rosenbrock)
        #expect(valley[2] < 8_000, "\(valley)")
        let ellipsoid = try Self.trials(20_000, active: active, TestFunctions.rotatedEllipsoid(10, seed: 3))
        #expect(ellipsoid[2] < 7_500 && ellipsoid[4] < 20_000, "\(ellipsoid)")
    }

    /// The mutant keeps a round cloud and adapts its size alone (one parent, the 1/5 rule): good on the sphere, lost on the ellipsoid.
    @Test func aRoundCloudFailsTheSameCheck() {
        func trials(_ function: ([Double]) -> Double) -> Int {
            var random = SplitMix64(seed: 5)
            var parent = (0..<10).map { _ in 2 * random.uniform() - 1 }
            var best = function(parent)
            var step = 1.0
            for trial in 1...20_000 {
                let child = parent.map { $0 + step * Elementary.normalQuantile((Double(random.next() >> 12) + 0.5) * 0x1p-52) }
                let value = function(child)
                if value < best { (parent, best) = (child, value) }
                step *= Elementary.exp(((value <= best ? 1.0 : 0) - 0.2) / 4)
                if best < 1e-8 { return trial }
            }
            return 20_000
        }
        #expect(trials(TestFunctions.sphere) < 4_000)
        #expect(trials(TestFunctions.rotatedEllipsoid(10, seed: 3)) == 20_000)
    }

    /// A maximum on the cube's rim is reached through the mirrors, and every point lies inside.
    @Test func rimsAreReached() throws {
        var searcher = CovarianceMatrixSearch(try TestFunctions.box(4), seed: 3)
        var isInside = true
        let values = TestFunctions.run(&searcher, limit: 1_500) { x in
            isInside = isInside && x.allSatisfy { $0 >= -5 && $0 <= 5 }
            return x[0] - x[1] - x[2] * x[2] - x[3] * x[3]
        }
        #expect(isInside && (values.max() ?? 0) > 9.99)
    }

    /// Converged: it starts again with twice the population, or is over.
    @Test func restarts() throws {
        var searcher = CovarianceMatrixSearch(try TestFunctions.box(2), seed: 3)
        let population = searcher.population
        _ = TestFunctions.run(&searcher, limit: 12_000) { -TestFunctions.sphere($0) }
        #expect(searcher.restarts >= 2 && searcher.population > population && searcher.population <= 8 * population)

        var settings = CovarianceMatrixSearch.Settings()
        settings.restarts = false
        var single = CovarianceMatrixSearch(try TestFunctions.box(2), seed: 3, settings: settings)
        let trials = TestFunctions.run(&single, limit: 12_000) { -TestFunctions.sphere($0) }
        #expect(trials.count < 3_000)
        #expect(single.isExhausted)
        // No value differs from another.
        var flat = CovarianceMatrixSearch(try TestFunctions.box(2), seed: 3, settings: settings)
        let same = TestFunctions.run(&flat, limit: 12_000) { _ in 1 }
        #expect(same.count < 3_000)
    }

    @Test func wholeGenerationsMayBeUnderWay() throws {
        var searcher = CovarianceMatrixSearch(try TestFunctions.box(10), seed: 3)
        #expect(searcher.population == 10)
        let asked = (0..<20).compactMap { _ in searcher.ask()?.number }
        #expect(asked == Array(0..<10))
        for number in 1..<10 { searcher.tell(number, [Double(number)]) }
        let early = searcher.ask()
        searcher.tell(0, [.nan])
        let next = searcher.ask()
        #expect(early == nil && next?.number == 10)
    }
}
