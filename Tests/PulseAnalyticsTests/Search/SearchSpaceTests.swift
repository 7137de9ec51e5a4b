import PulseAnalytics
import PulseCore
import Testing

@Suite struct SearchSpaceTests {
    private static func mixed() throws -> SearchSpace {
        try SearchSpace([
            .continuous("linear", -3...7), .continuous("log", 1e-4...1e3, logarithmic: true), .integer("step", -10...27, step: 3),
            .choice("kind", count: 5), .simplex("w", parts: ["a", "b", "c", "d"]), .integer("one", 4...4), .continuous("still", 2...2),
        ])
    }

    @Test func valuesAndNames() throws {
        let space = try Self.mixed()
        #expect(space.count == 8 && space.valueCount == 10)
        #expect(space.valueNames == ["linear", "log", "step", "kind", "w.a", "w.b", "w.c", "w.d", "one", "still"])
        #expect(space.values(of: "w") == 4..<8 && space.values(of: "still") == 9..<10 && space.values(of: "none") == nil)
        let low = space.decode([Double](repeating: 0, count: 8))
        #expect(low[..<4] == [-3, 1e-4, -10, 0] && low[8...] == [4, 2])
        let high = space.decode([Double](repeating: 1, count: 8))
        #expect(high[..<4] == [7, 1e3, 26, 4])
        #expect(abs(space.decode([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])[1] - 0.316_227_766) < 1e-8)
    }

    @Test func encodeUndoesDecode() throws {
        let space = try Self.mixed()
        var random = SplitMix64(seed: 4)
        for _ in 0..<2_000 {
            let values = space.decode((0..<space.count).map { _ in random.uniform() })
            let again = space.decode(space.encode(values))
            for (value, twin) in zip(values, again) { #expect(abs(value - twin) <= 1e-12 * max(1, value.magnitude)) }
            #expect(values[2] == again[2] && values[3] == again[3])
        }
        // Out of bounds is clamped, between levels rounded, weights are scaled.
        let clamped = space.decode(space.encode([99, 1e9, 5.4, 77, 2, 2, 4, 0, 0, 0]))
        #expect(clamped[..<4] == [7, 1e3, 5, 4])
        #expect(zip(clamped[4..<8], [0.25, 0.25, 0.5, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    /// Two of many weights: their coordinates must keep their digits.
    @Test func weightsOfManyPartsRoundTrip() throws {
        let space = try SearchSpace([.simplex("w", parts: (0..<64).map { "p\($0)" })])
        var values = [Double](repeating: 0, count: 64)
        values[3] = 0.75
        values[60] = 0.25
        let again = space.decode(space.encode(values))
        #expect(zip(values, again).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func levelsAreEquallyLikely() throws {
        let space = try SearchSpace([.integer("n", 1...7), .choice("c", count: 3)])
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 8), count: 2)
        for place in 0..<2_100 {
            let values = space.decode([(Double(place) + 0.5) / 2_100, (Double(place) + 0.5) / 2_100])
            counts[0][Int(values[0])] += 1
            counts[1][Int(values[1])] += 1
        }
        #expect(counts[0] == [0] + [Int](repeating: 300, count: 7) && counts[1].prefix(3) == [700, 700, 700])
    }

    /// Dirichlet(1, 1, 1, 1): mean 1/4, variance 3/80, covariance -1/80, and each weight has the distribution function 1 - (1 - w)^3.
    private static func looksUniform(_ draws: [[Double]]) -> Bool {
        let n = Double(draws.count)
        for i in 0..<4 {
            guard abs(draws.reduce(0) { $0 + $1[i] } / n - 0.25) < 0.006 else { return false }
            for j in 0...i {
                let moment = draws.reduce(0) { $0 + ($1[i] - 0.25) * ($1[j] - 0.25) } / n
                guard abs(moment - (i == j ? 3.0 / 80 : -1.0 / 80)) < 0.002 else { return false }
            }
            // Kolmogorov-Smirnov, one in a thousand.
            for (rank, weight) in draws.map({ $0[i] }).sorted().enumerated() {
                let rest = 1 - weight
                guard abs(1 - rest * rest * rest - Double(rank) / n) * n.squareRoot() < 1.95 else { return false }
            }
        }
        return true
    }

    @Test func weightsAreUniformOnTheSimplex() throws {
        let space = try SearchSpace([.simplex("w", parts: ["a", "b", "c", "d"])])
        var random = SplitMix64(seed: 8)
        let cube = (0..<20_000).map { _ in (0..<4).map { _ in random.uniform() } }
        let draws = cube.map(space.decode)
        #expect(draws.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-15 * 4 && $0.allSatisfy { $0 >= 0 } })
        #expect(Self.looksUniform(draws))
        // The mutant everybody writes first: uniform numbers over their sum.
        #expect(!Self.looksUniform(cube.map { point in point.map { $0 / point.reduce(0, +) } }))
    }

    @Test func smallSharesVanish() throws {
        let space = try SearchSpace([.simplex("w", parts: ["a", "b", "c"], leastShare: 0.15)])
        var random = SplitMix64(seed: 9)
        var zeros = 0
        for _ in 0..<2_000 {
            let weights = space.decode((0..<3).map { _ in random.uniform() })
            #expect(abs(weights.reduce(0, +) - 1) < 1e-15 * 3)
            #expect(weights.allSatisfy { $0 == 0 || $0 >= 0.15 })
            zeros += weights.count { $0 == 0 }
        }
        #expect(zeros > 200)
        let equal = try SearchSpace([.simplex("w", parts: ["a", "b", "c"], leastShare: 1.0 / 3)])
        #expect(equal.decode([0.2, 0.7, 0.6]).reduce(0, +) == 1)
    }

    @Test func corners() throws {
        let space = try SearchSpace([.simplex("w", parts: ["a", "b"]), .simplex("alone", parts: ["x"])])
        #expect(space.decode([0, 0]) == [0.5, 0.5, 1] && space.decode([1, 0]) == [1, 0, 1])
        #expect(space.count == 2)
        let nothing = try SearchSpace([])
        #expect(nothing.count == 0 && nothing.decode([]) == [])
    }

    @Test func faultsAreTheUsers() {
        func refuses(_ dimension: SearchDimension) -> Bool {
            do {
                _ = try SearchSpace([dimension])
                return false
            } catch {
                return error.kind == .usage
            }
        }
        #expect(refuses(SearchDimension("x", .continuous(low: 2, high: 1, logarithmic: false))))
        #expect(refuses(SearchDimension("x", .continuous(low: .nan, high: 1, logarithmic: false))))
        #expect(refuses(SearchDimension("x", .continuous(low: 0, high: .infinity, logarithmic: false))))
        #expect(refuses(SearchDimension("x", .continuous(low: 0, high: 1, logarithmic: true))))
        #expect(
            refuses(SearchDimension("x", .continuous(low: -.greatestFiniteMagnitude, high: .greatestFiniteMagnitude, logarithmic: false))))
        #expect(refuses(SearchDimension("x", .integer(low: 2, high: 1, step: 1))))
        #expect(refuses(SearchDimension("x", .integer(low: 0, high: 9, step: 0))))
        #expect(refuses(SearchDimension("x", .integer(low: .min, high: .max, step: 1))))
        #expect(refuses(.choice("x", count: 0)))
        #expect(refuses(.choice("x", count: 1 << 20)))
        #expect(refuses(.simplex("x", parts: [])))
        #expect(refuses(.simplex("x", parts: ["a", "a"])))
        #expect(refuses(.simplex("x", parts: ["a", "b"], leastShare: 0.6)))
        #expect(refuses(.simplex("x", parts: ["a", "b"], leastShare: .nan)))
        #expect(!refuses(.continuous("x", 1...1)) && !refuses(.integer("x", 5...5)) && !refuses(.choice("x", count: 1)))
        #expect(throws: PulseError.self) { try SearchSpace([.choice("x", count: 2), .choice("x", count: 3)]) }
    }

    /// Nothing to choose: a search asks the one point there is.
    @Test func emptyCubes() throws {
        for space in [try SearchSpace([]), try SearchSpace([.integer("one", 3...3), .choice("c", count: 1)])] {
            func check(_ searcher: consuming some Searcher) {
                for _ in 0..<40 {
                    guard let point = searcher.ask() else { break }
                    #expect(point.coordinates.isEmpty)
                    searcher.tell(point.number, [1])
                }
                #expect(searcher.window.asked >= 1)
            }
            check(RandomSearch(space, seed: 1))
            check(try SobolSearch(space, seed: 1))
            check(TreeParzenSearch(space, seed: 1))
            check(CovarianceMatrixSearch(space, seed: 1))
            let grid = try GridSearch(space, levels: space.dimensions.map { _ in 3 })
            #expect(grid.total == 1)
            check(grid)
        }
    }
}
