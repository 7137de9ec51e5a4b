import PulseAnalytics
import PulseCore
import Testing

@Suite struct ParetoFrontTests {
    /// Vectors on a coarse grid, so that there are many ties; some failed.
    private static func vectors(_ count: Int, objectives: Int, seed: UInt64) -> [[Double]] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            if index % 19 == 6 { return [Double](repeating: .nan, count: objectives) }
            return (0..<objectives).map { _ in Double(random.next() % 8) }
        }
    }

    private static func beats(_ a: [Double], _ b: [Double]) -> Bool {
        zip(a, b).allSatisfy { $0 >= $1 } && zip(a, b).contains { $0 > $1 }
    }

    /// The first trial of each vector that nothing beats.
    private static func bruteForce(_ vectors: [[Double]]) -> [Int] {
        vectors.indices.filter { index in
            !vectors[index][0].isNaN && !vectors.contains { beats($0, vectors[index]) }
                && vectors.firstIndex(of: vectors[index]) == index
        }
    }

    /// Whether `build` finds the front whatever the vectors.
    private static func findsFronts(_ build: ([[Double]], Int) -> [Int]) -> Bool {
        for seed in 1...60 as ClosedRange<UInt64> {
            let objectives = 1 + Int(seed % 4)
            let vectors = vectors(80, objectives: objectives, seed: seed)
            guard build(vectors, objectives) == bruteForce(vectors) else { return false }
        }
        return true
    }

    @Test func agreesWithBruteForce() {
        #expect(
            Self.findsFronts { vectors, objectives in
                var front = ParetoFront(objectives: objectives)
                for (number, vector) in vectors.enumerated() { front.insert(number, vector) }
                return front.members.map(\.number)
            })
        // The mutant calls a vector beaten only if it is worse in everything.
        #expect(
            !Self.findsFronts { vectors, _ in
                vectors.indices.filter { index in
                    !vectors[index][0].isNaN && vectors.firstIndex(of: vectors[index]) == index
                        && !vectors.contains { zip($0, vectors[index]).allSatisfy { $0 > $1 } }
                }
            })
    }

    @Test func insertTellsWhetherItStays() {
        var front = ParetoFront(objectives: 2)
        let vectors: [[Double]] = [[1, 1], [1, 1], [0, 1], [.nan, 9], [-.infinity, 9], [2, 0], [2, 1]]
        let stays = vectors.enumerated().map { front.insert($0, $1) }
        #expect(stays == [true, false, false, false, false, true, true])
        #expect(front.members.map(\.number) == [6])
    }

    private static func bruteRanks(_ vectors: [[Double]]) -> [Int] {
        var ranks = [Int?](repeating: nil, count: vectors.count)
        var rank = 0
        while true {
            let left = vectors.indices.filter { ranks[$0] == nil && !vectors[$0][0].isNaN }
            let front = left.filter { index in !left.contains { beats(vectors[$0], vectors[index]) } }
            if front.isEmpty { return ranks.map { $0 ?? rank } }
            for index in front { ranks[index] = rank }
            rank += 1
        }
    }

    @Test func ranksAgreeWithBruteForce() {
        for seed in 1...40 as ClosedRange<UInt64> {
            let vectors = Self.vectors(70, objectives: 1 + Int(seed % 4), seed: seed)
            let ranks = ParetoFront.ranks(vectors)
            #expect(ranks == Self.bruteRanks(vectors))
            // The best are a prefix of the fronts, and of the last front those in the thinnest crowd.
            let best = ParetoFront.best(20, of: vectors)
            #expect(best.count == 20 && Set(best).count == 20 && zip(best, best.dropFirst()).allSatisfy { ranks[$0] <= ranks[$1] })
            let last = ranks[best[19]]
            let front = vectors.indices.filter { ranks[$0] == last }
            let distances = ParetoFront.crowdingDistances(front.map { vectors[$0] })
            let chosen = front.indices.filter { best.contains(front[$0]) }.map { distances[$0] }
            let left = front.indices.filter { !best.contains(front[$0]) }.map { distances[$0] }
            if vectors[0].count > 1 { #expect((chosen.min() ?? 0) >= (left.max() ?? 0)) }
            #expect(vectors.indices.allSatisfy { best.contains($0) || ranks[$0] >= last })
        }
        #expect(ParetoFront.best(9, of: [[3], [.nan], [5], [], [5], [4]]) == [2, 4, 5, 0])
        #expect(ParetoFront.best(0, of: [[1, 2]]).isEmpty && ParetoFront.best(3, of: []).isEmpty && ParetoFront.ranks([]).isEmpty)
    }

    /// By hand: ends are infinitely lonely, the middle has (0.6 + 0.6) / 1 in each objective's range.
    @Test func crowding() {
        let distances = ParetoFront.crowdingDistances([[0, 1], [0.2, 0.6], [0.6, 0.4], [1, 0]])
        #expect(distances[0] == .infinity && distances[3] == .infinity)
        #expect(abs(distances[1] - 1.2) < 1e-12 && abs(distances[2] - 1.4) < 1e-12)
    }

    @Test func capacityKeepsTheEndsAndTheSpread() {
        var front = ParetoFront(objectives: 2, capacity: 20)
        var random = SplitMix64(seed: 6)
        for number in 0..<2_000 {
            let x = random.uniform()
            front.insert(number, [x, 1 - x])
        }
        front.insert(2_000, [1, 0])
        front.insert(2_001, [0, 1])
        #expect(front.members.count == 20)
        let places = front.members.map { $0.values[0] }.sorted()
        #expect(places.first == 0 && places.last == 1)
        #expect((zip(places, places.dropFirst()).map { $1 - $0 }.max() ?? 1) < 0.15)
    }
}
