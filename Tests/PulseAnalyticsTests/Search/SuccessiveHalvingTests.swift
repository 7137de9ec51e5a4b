import PulseAnalytics
import PulseCore
import Testing

@Suite struct SuccessiveHalvingTests {
    struct Trial {
        var point: SearchPoint
        var values: [Double]
    }

    private static func trials(_ searcher: consuming some Searcher, _ count: Int, _ values: (SearchPoint) -> [Double]) -> [Trial] {
        var trials: [Trial] = []
        while trials.count < count, let point = searcher.ask() {
            trials.append(Trial(point: point, values: values(point)))
            searcher.tell(point.number, trials[trials.count - 1].values)
        }
        return trials
    }

    /// Each trial of a higher rung is the best that had not moved up from the rung below, and no more than one in `reduction` moves up.
    private static func isFair(_ trials: [Trial], reduction: Int) -> Bool {
        for (index, trial) in trials.enumerated() where trial.point.rung > 0 {
            let below = trials[..<index].filter { $0.point.rung == trial.point.rung - 1 }
            let moved = Set(trials[..<index].filter { $0.point.rung == trial.point.rung }.map(\.point.origin))
            let waiting = below.filter { !moved.contains($0.point.origin) && !$0.values[0].isNaN }
            guard let chosen = waiting.first(where: { $0.point.origin == trial.point.origin }) else { return false }
            guard chosen.point.coordinates == trial.point.coordinates else { return false }
            guard waiting.allSatisfy({ $0.values[0] <= chosen.values[0] }) else { return false }
            guard moved.count + 1 <= below.count / reduction else { return false }
        }
        return true
    }

    private static func noisy(_ point: SearchPoint) -> [Double] {
        if point.number % 13 == 4 { return [.nan] }
        // Higher rungs measure the same with less noise.
        var random = SplitMix64(seed: UInt64(point.number))
        return [-point.coordinates[0] + random.uniform() / Double(1 + point.rung * point.rung)]
    }

    @Test(arguments: [2, 3, 4]) func promotesTheBest(reduction: Int) throws {
        let space = try SearchSpace([.continuous("x", 0...1), .integer("n", 1...9)])
        let halving = SuccessiveHalving(RandomSearch(space, seed: 3), rungs: 3, reduction: reduction)
        let trials = Self.trials(halving, 500, Self.noisy)
        #expect(trials.count == 500 && Self.isFair(trials, reduction: reduction))
        // As many as there can be on each rung, but for the last.
        let counts = (0..<3).map { rung in trials.count { $0.point.rung == rung } }
        #expect(abs(counts[1] - counts[0] / reduction) <= 1 && abs(counts[2] - counts[1] / reduction) <= 1)
        #expect(counts.reduce(0, +) == 500)
        // Mutant: values come in upside down, so that the worst moves up.
        let upside = Self.trials(SuccessiveHalving(RandomSearch(space, seed: 3), rungs: 3, reduction: reduction), 500) { point in
            Self.noisy(point).map { -$0 }
        }
        #expect(!Self.isFair(upside.map { Trial(point: $0.point, values: $0.values.map { -$0 }) }, reduction: reduction))
    }

    @Test func oneRungIsTheBaseItself() throws {
        let space = try SearchSpace([.continuous("x", 0...1)])
        let halved = Self.trials(SuccessiveHalving(TreeParzenSearch(space, seed: 3), rungs: 1), 60, Self.noisy)
        let plain = Self.trials(TreeParzenSearch(space, seed: 3), 60, Self.noisy)
        #expect(halved.map(\.point) == plain.map(\.point))
    }

    /// A base that runs out: what is left moves up, then the search is over.
    @Test func endsWithTheBase() throws {
        let space = try SearchSpace([.integer("n", 1...27)])
        let trials = Self.trials(SuccessiveHalving(try GridSearch(space, levels: [27]), rungs: 4, batch: 5), 1_000) { point in
            [-point.coordinates[0]]
        }
        #expect((0..<4).map { rung in trials.count { $0.point.rung == rung } } == [27, 9, 3, 1])
    }

    /// With two objectives a trial that no other beats moves up before one that is beaten.
    @Test func severalObjectives() throws {
        let space = try SearchSpace([.continuous("x", 0...1), .continuous("y", 0...1)])
        let trials = Self.trials(SuccessiveHalving(RandomSearch(space, seed: 3), rungs: 2), 300) { $0.coordinates }
        for (index, trial) in trials.enumerated() where trial.point.rung == 1 {
            let moved = Set(trials[..<index].filter { $0.point.rung == 1 }.map(\.point.origin))
            let waiting = trials[..<index].filter { $0.point.rung == 0 && !moved.contains($0.point.origin) }
            #expect(!waiting.contains { ParetoFront.dominates($0.values, trial.values) })
        }
        #expect(trials.count { $0.point.rung == 1 } == 75)
    }

    /// Memory is bounded: beyond `capacity` the worst is forgotten.
    @Test func capacityKeepsTheBest() throws {
        let space = try SearchSpace([.continuous("x", 0...1)])
        let halving = SuccessiveHalving(RandomSearch(space, seed: 3), rungs: 2, reduction: 10, capacity: 3)
        let trials = Self.trials(halving, 400) { [$0.coordinates[0]] }
        let risen = trials.filter { $0.point.rung == 1 }.map(\.values[0])
        #expect(risen.count == 36 && risen.allSatisfy { $0 > 0.7 })
    }
}
