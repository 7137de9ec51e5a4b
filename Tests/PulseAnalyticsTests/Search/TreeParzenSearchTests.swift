import PulseAnalytics
import PulseCore
import Testing

@Suite struct TreeParzenSearchTests {
    /// A function, its space and how many trials it is given.
    struct Problem: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var dimensions: [SearchDimension]
        var trials: Int
        var value: @Sendable ([Double]) -> Double
    }

    static let problems = [
        Problem(testDescription: "sphere in 5", dimensions: (0..<5).map { .continuous("x\($0)", -5...5) }, trials: 100) {
            -TestFunctions.sphere($0.map { $0 - 1 })
        },
        Problem(
            testDescription: "choices, integers and a scale of logarithms",
            dimensions: [
                .choice("kind", count: 6), .choice("filter", count: 4), .integer("length", 2...200), .integer("count", 1...5),
                .continuous("rate", 1e-5...1, logarithmic: true),
            ], trials: 100
        ) { x in
            let rate = Elementary.log(x[4]) - Elementary.log(3e-3)
            let length = (x[2] - 55) / 40
            return (x[0] == 3 ? 2 : 0) + (x[1] == 1 ? 1 : 0) - length * length - rate * rate / 4 - (x[3] - 2).magnitude / 2
        },
        Problem(testDescription: "weights", dimensions: [.simplex("w", parts: (0..<6).map { "p\($0)" })], trials: 120) { weights in
            -zip(weights, [0.5, 0.25, 0.15, 0.1, 0, 0]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        },
    ]

    /// In how many of 30 pairs the first search finds more than the second: beyond 24 happens by luck once in 6,000 (binomial).
    private static func wins<A: Searcher, B: Searcher>(
        _ problem: Problem, _ first: (SearchSpace, UInt64) -> A, _ second: (SearchSpace, UInt64) -> B
    ) throws -> Int {
        let space = try SearchSpace(problem.dimensions)
        return (1...30 as ClosedRange<UInt64>).count { seed in
            var (a, b) = (first(space, seed), second(space, seed + 1_000))
            let ours = TestFunctions.run(&a, limit: problem.trials, problem.value).max() ?? -.infinity
            return ours > TestFunctions.run(&b, limit: problem.trials, problem.value).max() ?? -.infinity
        }
    }

    @Test(arguments: problems) func beatsChance(problem: Problem) throws {
        let alone = try Self.wins(problem, { TreeParzenSearch($0, seed: $1) }, { RandomSearch($0, seed: $1) })
        #expect(alone >= 25)
        let joint = try Self.wins(
            problem,
            { space, seed in
                var settings = TreeParzenSearch.Settings()
                settings.multivariate = true
                return TreeParzenSearch(space, seed: seed, settings: settings)
            }, { RandomSearch($0, seed: $1) })
        #expect(joint >= 25)
        // The mutant, chance against chance, does not pass.
        #expect(try Self.wins(problem, { RandomSearch($0, seed: $1) }, { RandomSearch($0, seed: $1) }) < 25)
        // Nor does one that is told the opposite.
        var flipped = problem
        flipped.value = { -problem.value($0) }
        let space = try SearchSpace(problem.dimensions)
        let misled = (1...30 as ClosedRange<UInt64>).count { seed in
            var (a, b) = (TreeParzenSearch(space, seed: seed), RandomSearch(space, seed: seed + 1_000))
            let worst = TestFunctions.run(&a, limit: problem.trials, flipped.value).map { -$0 }.max() ?? -.infinity
            return worst > TestFunctions.run(&b, limit: problem.trials, problem.value).max() ?? -.infinity
        }
        #expect(misled < 10)
    }

    /// Batches cost little: eight at a time still beat chance.
    @Test func batchesBeatChanceToo() throws {
        #expect(try Self.wins(Self.problems[1], { TreeParzenSearch($0, seed: $1, batch: 8) }, { RandomSearch($0, seed: $1) }) >= 25)
    }

    /// Where there are cells the middle of one is asked, so that the same values have the same coordinates.
    @Test func cellsAreAskedInTheirMiddles() throws {
        let space = try SearchSpace([.integer("n", 0...9), .choice("c", count: 4)])
        var searcher = TreeParzenSearch(space, seed: 2)
        for number in 0..<80 {
            let asked = searcher.ask()
            let point = try #require(asked)
            if number >= 10 {
                #expect(abs(point.coordinates[0] * 10 - (point.coordinates[0] * 10).rounded(.down) - 0.5) < 1e-9)
                #expect(point.coordinates[1] * 8 == (point.coordinates[1] * 8).rounded())
            }
            searcher.tell(number, [point.coordinates[0]])
        }
    }

    /// Zitzler, Deb and Thiele's first problem in 8 coordinates, both objectives negated: the front is f2 = 1 - sqrt(f1), g = 1.
    private static func conflict(_ x: [Double]) -> [Double] {
        let g = 1 + 9 * x.dropFirst().reduce(0, +) / Double(x.count - 1)
        return [-x[0], -g * (1 - (x[0] / g).squareRoot())]
    }

    /// The area between the trials' front and (-1.1, -6).
    private static func area(_ values: [[Double]]) -> Double {
        var front = ParetoFront(objectives: 2)
        for (number, vector) in values.enumerated() where vector[0] > -1.1 && vector[1] > -6 { front.insert(number, vector) }
        var (area, right) = (0.0, -1.1)
        // From the left: the first objective rises, the second falls.
        for member in front.members.map(\.values).sorted(by: { $0[0] < $1[0] }) {
            area += (member[0] - right) * (member[1] + 6)
            right = member[0]
        }
        return area
    }

    private static func area(_ searcher: consuming some Searcher, tell: ([Double]) -> [Double] = { $0 }) -> Double {
        var values: [[Double]] = []
        while values.count < 200, let point = searcher.ask() {
            values.append(conflict(searcher.space.decode(point.coordinates)))
            searcher.tell(point.number, tell(values[values.count - 1]))
        }
        return area(values)
    }

    /// Two objectives: a wider front than chance's, and than that of the mutant which looks at one alone.
    @Test func severalObjectives() throws {
        let space = try SearchSpace((0..<8).map { .continuous("x\($0)", 0...1) })
        #expect(abs(Self.area([[-0.1, -1], [-1, -0.5], [-1, -3]]) - (0.1 * 5.5 + 0.9 * 5)) < 1e-12)
        var (overChance, overFirst, overSecond) = (0, 0, 0)
        for seed in 1...12 as ClosedRange<UInt64> {
            let ours = Self.area(TreeParzenSearch(space, seed: seed))
            if ours > Self.area(RandomSearch(space, seed: seed + 100)) { overChance += 1 }
            if ours > Self.area(TreeParzenSearch(space, seed: seed), tell: { [$0[0]] }) { overFirst += 1 }
            if ours > Self.area(TreeParzenSearch(space, seed: seed), tell: { [$0[1]] }) { overSecond += 1 }
        }
        #expect(overChance == 12 && overFirst >= 11 && overSecond >= 10, "\(overChance) \(overFirst) \(overSecond)")
    }

    /// A second objective that never differs changes nothing.
    @Test func aConstantObjectiveChangesNothing() throws {
        let space = try SearchSpace([.continuous("x", 0...1), .continuous("y", 0...1)])
        var (one, two) = (TreeParzenSearch(space, seed: 4), TreeParzenSearch(space, seed: 4))
        for number in 0..<150 {
            let (first, second) = (one.ask(), two.ask())
            let a = try #require(first)
            #expect(first == second)
            let value = number % 11 == 3 ? Double.nan : -(a.coordinates[0] - 0.3).magnitude - a.coordinates[1]
            one.tell(number, [value])
            two.tell(number, [value, 1])
        }
    }
}
