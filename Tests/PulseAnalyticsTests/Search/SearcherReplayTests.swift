import PulseAnalytics
import PulseCore
import Testing

/// The same seed, settings and values give the same points, whatever the workers' order and wherever the search was cut.
@Suite struct SearcherReplayTests {
    private static func space() throws -> SearchSpace {
        try SearchSpace(
            [
                .continuous("a", 0.01...10, logarithmic: true), .integer("b", 3...40, step: 2), .choice("c", count: 4),
                .simplex("w", parts: ["x", "y", "z"], leastShare: 0.1), .continuous("d", -1...1),
            ], constraint: { $0[0] < 8 || $0[1] > 9 })
    }

    /// Some trials fail; some have no value.
    private static func values(_ point: SearchPoint, _ space: SearchSpace, objectives: Int) -> [Double] {
        if point.number % 17 == 5 { return [Double](repeating: .nan, count: objectives) }
        if point.number % 23 == 7 { return [] }
        let x = space.decode(point.coordinates)
        let first = -(x[0] - 1) * (x[0] - 1) - (x[1] - 20).magnitude * 0.1 + (x[2] == 2 ? 1 : 0) - x[3] + Double(point.rung)
        return [first, x[3] - x[6] * x[6], x[4]].prefix(objectives).map { $0 }
    }

    /// Asks and tells in an order drawn from `seed`, cut and replayed wherever `cuts` says. The points by number.
    private static func points<S: Searcher>(
        _ make: () throws -> S, trials: Int, objectives: Int, seed: UInt64, cuts: Bool
    ) throws -> [SearchPoint] {
        var random = SplitMix64(seed: seed)
        var searcher = try make()
        var points: [SearchPoint] = []
        var told: [[Double]?] = []
        var underway: [SearchPoint] = []
        while points.count < trials {
            let patience = random.uniform() < 0.3 ? 1 : Int.max
            var asked = 0
            while asked < patience, points.count < trials, let point = searcher.ask() {
                points.append(point)
                told.append(nil)
                underway.append(point)
                asked += 1
            }
            if underway.isEmpty { break }
            for _ in 0...Int(random.next() % UInt64(underway.count)) {
                let point = underway.remove(at: Int(random.next() % UInt64(underway.count)))
                told[point.number] = values(point, searcher.space, objectives: objectives)
                searcher.tell(point.number, told[point.number] ?? [])
            }
            if cuts, random.uniform() < 0.2 {
                searcher = try make()
                let left = try searcher.replay(told)
                guard left == underway.sorted(by: { $0.number < $1.number }) else { return [] }
                underway = left
            }
        }
        return points
    }

    /// Whether any order and any cuts give the points that one after another gives.
    private static func isReproducible<S: Searcher>(objectives: Int = 1, trials: Int = 130, _ make: () throws -> S) throws -> Bool {
        let expected = try points(make, trials: trials, objectives: objectives, seed: 1, cuts: false)
        guard expected.count > 20, expected.indices.allSatisfy({ expected[$0].number == $0 }) else { return false }
        for seed in 2...6 as ClosedRange<UInt64> {
            guard try points(make, trials: trials, objectives: objectives, seed: seed, cuts: seed > 3) == expected else { return false }
        }
        return true
    }

    @Test(arguments: [1, 2, 7]) func noOrderAndNoCutShows(batch: Int) throws {
        let space = try Self.space()
        #expect(try Self.isReproducible { RandomSearch(space, seed: 5, batch: batch) })
        #expect(try Self.isReproducible { try SobolSearch(space, seed: 5, batch: batch) })
        #expect(try Self.isReproducible { try GridSearch(space, levels: [3, 2, 2, 3, 2], batch: batch) })
        #expect(try Self.isReproducible { TreeParzenSearch(space, seed: 5, batch: batch) })
        #expect(try Self.isReproducible(objectives: 3) { TreeParzenSearch(space, seed: 5, batch: batch) })
        var joint = TreeParzenSearch.Settings()
        joint.multivariate = true
        joint.capacity = 40
        #expect(try Self.isReproducible { TreeParzenSearch(space, seed: 5, settings: joint, batch: batch) })
        #expect(
            try Self.isReproducible(objectives: 2) {
                SuccessiveHalving(TreeParzenSearch(space, seed: 5, batch: batch), rungs: 3, batch: batch)
            })
    }

    @Test func neitherForGenerations() throws {
        let space = try Self.space()
        #expect(try Self.isReproducible { CovarianceMatrixSearch(space, seed: 5) })
        #expect(try Self.isReproducible { SuccessiveHalving(CovarianceMatrixSearch(space, seed: 5), rungs: 3, batch: 5) })
    }

    @Test func theCheckCatchesPlantedFaults() throws {
        let space = try Self.space()
        #expect(try !Self.isReproducible { EagerSearch(TreeParzenSearch(space, seed: 5, batch: 7)) })
        // With a ghost of its own each copy is sound; it is sharing one that must show.
        #expect(try Self.isReproducible { HauntedSearch(space: space, window: TrialWindow(), ghost: HauntedSearch.Ghost()) })
        let ghost = HauntedSearch.Ghost()
        #expect(try !Self.isReproducible { HauntedSearch(space: space, window: TrialWindow(), ghost: ghost) })
    }

    /// Another seed, or another batch, is another search.
    @Test func seedAndBatchMatter() throws {
        let space = try Self.space()
        func trace(_ seed: UInt64, _ batch: Int) throws -> [SearchPoint] {
            try Self.points({ TreeParzenSearch(space, seed: seed, batch: batch) }, trials: 60, objectives: 1, seed: 1, cuts: false)
        }
        let first = try trace(5, 3)
        #expect(try trace(5, 3) == first)
        #expect(try trace(6, 3) != first)
        #expect(try trace(5, 4) != first)
    }

    @Test func theWindowBoundsWhatIsUnderWay() throws {
        let space = try Self.space()
        var searcher = TreeParzenSearch(space, seed: 1, batch: 3)
        let asked = (0..<5).compactMap { _ in searcher.ask()?.number }
        #expect(asked == [0, 1, 2] && !searcher.isExhausted)
        searcher.tell(2, [1])
        searcher.tell(1, [1])
        let early = searcher.ask()
        searcher.tell(0, [.nan])
        let next = searcher.ask()
        #expect(early == nil && next?.number == 3)
    }

    /// Records of another search are refused where they show: more trials under way than the batch allows.
    @Test func foreignRecordsAreRefused() throws {
        let space = try Self.space()
        var searcher = RandomSearch(space, seed: 1, batch: 2)
        #expect(throws: PulseError.self) { _ = try searcher.replay([nil, nil, nil]) }
        var fresh = RandomSearch(space, seed: 1, batch: 2)
        let left = try fresh.replay([[1], nil, nil])
        #expect(left.map(\.number) == [1, 2])
    }

    /// Refused points are not asked; a space without any ends the search.
    @Test func constraintsHold() throws {
        let dimensions: [SearchDimension] = [.continuous("fast", 0...1), .continuous("slow", 0...1), .integer("n", 1...5)]
        let narrow = try SearchSpace(dimensions, constraint: { $0[0] + 0.5 < $0[1] && $0[2] != 3 })
        func check(_ searcher: consuming some Searcher, trials: Int = 200) {
            for _ in 0..<trials {
                guard let point = searcher.ask() else { break }
                let values = searcher.space.decode(point.coordinates)
                #expect(values[0] + 0.5 < values[1] && values[2] != 3)
                searcher.tell(point.number, [values[1] - values[0]])
            }
            #expect(searcher.window.asked == trials)
        }
        check(RandomSearch(narrow, seed: 1))
        check(try SobolSearch(narrow, seed: 1))
        check(try GridSearch(narrow, levels: [5, 5, 5]), trials: 12)
        check(TreeParzenSearch(narrow, seed: 1))
        check(CovarianceMatrixSearch(narrow, seed: 1))
        check(SuccessiveHalving(RandomSearch(narrow, seed: 1), rungs: 2))

        let empty = try SearchSpace(dimensions, constraint: { _ in false })
        func ends(_ searcher: consuming some Searcher) -> Bool {
            let (first, second) = (searcher.ask(), searcher.ask())
            return first == nil && second == nil && searcher.isExhausted
        }
        #expect(ends(RandomSearch(empty, seed: 1)))
        #expect(ends(try SobolSearch(empty, seed: 1)))
        #expect(ends(try GridSearch(empty, levels: [5, 5, 5])))
        #expect(ends(TreeParzenSearch(empty, seed: 1)))
        #expect(ends(CovarianceMatrixSearch(empty, seed: 1)))
        #expect(ends(SuccessiveHalving(RandomSearch(empty, seed: 1), rungs: 2)))
    }

    /// Nothing but failures: every searcher goes on, or ends, but neither traps nor asks for what is no point.
    @Test func failuresAreSurvived() throws {
        let space = try Self.space()
        func check(_ searcher: consuming some Searcher) {
            for _ in 0..<300 {
                guard let point = searcher.ask() else { break }
                #expect(point.coordinates.allSatisfy { $0 >= 0 && $0 <= 1 })
                #expect(searcher.space.decode(point.coordinates).allSatisfy { $0.isFinite })
                searcher.tell(point.number, [[], [.nan], [1, .nan], [-.infinity], [.nan, 2]][point.number % 5])
            }
            #expect(searcher.window.asked > 50)
        }
        check(TreeParzenSearch(space, seed: 1))
        check(CovarianceMatrixSearch(space, seed: 1))
        check(SuccessiveHalving(TreeParzenSearch(space, seed: 1), rungs: 3))
    }
}
