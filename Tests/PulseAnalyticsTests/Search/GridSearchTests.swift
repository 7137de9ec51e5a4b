import PulseAnalytics
import PulseCore
import Testing

@Suite struct GridSearchTests {
    private static func values(_ searcher: consuming some Searcher) -> [[Double]] {
        var values: [[Double]] = []
        while let point = searcher.ask() {
            values.append(searcher.space.decode(point.coordinates).map { ($0 * 1e9).rounded() / 1e9 })
            searcher.tell(point.number, [0])
        }
        return values
    }

    /// Every combination once, the last dimension fastest.
    private static func isComplete(_ found: [[Double]], _ levels: [[[Double]]]) -> Bool {
        var expected: [[Double]] = [[]]
        for level in levels { expected = expected.flatMap { head in level.map { head + $0 } } }
        return found == expected
    }

    @Test func coversEveryCombinationOnce() throws {
        let space = try SearchSpace([
            .continuous("a", -1...1), .continuous("l", 1...100, logarithmic: true), .integer("n", 2...11, step: 3), .choice("c", count: 3),
            .simplex("w", parts: ["x", "y"]), .integer("one", 7...7),
        ])
        let levels: [[[Double]]] = [
            [[-1], [0], [1]], [[1], [10], [100]], [[2], [5], [8], [11]], [[0], [1], [2]], [[0, 1], [0.5, 0.5], [1, 0]], [[7]],
        ]
        let grid = try GridSearch(space, levels: [3, 3, 9, 9, 3, 5])
        #expect(grid.total == 3 * 3 * 4 * 3 * 3)
        let found = Self.values(grid)
        #expect(Self.isComplete(found, levels))
        // Mutants: a combination left out, one met twice.
        #expect(!Self.isComplete(Array(found.dropLast()), levels) && !Self.isComplete([found[0]] + found.dropLast(), levels))
    }

    /// Levels are whole numbers: no rounding may skip one or meet it twice.
    @Test func allIntegersAreMet() throws {
        for count in 1...200 {
            let space = try SearchSpace([.integer("n", 1...count)])
            let all = Self.values(try GridSearch(space, levels: [count]))
            #expect(all == (1...count).map { [Double($0)] })
            let some = Self.values(try GridSearch(space, levels: [7])).map { $0[0] }
            #expect(some.count == min(7, count) && Set(some).count == some.count)
            if count > 1 { #expect(some.first == 1 && some.last == Double(count)) }
        }
        let wide = try SearchSpace([.integer("n", 0...1 << 40)])
        #expect(Self.values(try GridSearch(wide, levels: [3])) == [[0], [0x1p39], [0x1p40]])
    }

    @Test func simplexLattice() throws {
        let space = try SearchSpace([.simplex("w", parts: ["a", "b", "c", "d"])])
        let found = Self.values(try GridSearch(space, levels: [6]))
        // C(5 + 3, 3) compositions of 5 into 4 parts.
        #expect(found.count == 56 && Set(found).count == 56)
        #expect(found.allSatisfy { $0.allSatisfy { abs($0 * 5 - ($0 * 5).rounded()) < 1e-8 } })
        #expect(Self.values(try GridSearch(space, levels: [1])) == [[0.25, 0.25, 0.25, 0.25]])
        // Weights below the least share are another combination's.
        let coarse = try SearchSpace([.simplex("w", parts: ["a", "b", "c"], leastShare: 0.25)])
        let shares = Self.values(try GridSearch(coarse, levels: [6]))
        #expect(Set(shares).count == shares.count && shares.allSatisfy { $0.allSatisfy { $0 == 0 || $0 >= 0.25 } })
    }

    @Test func refusedCombinationsAreLeftOut() throws {
        let dimensions: [SearchDimension] = [.integer("fast", 1...60), .integer("slow", 1...60)]
        let space = try SearchSpace(dimensions, constraint: { $0[0] < $0[1] })
        #expect(Self.values(try GridSearch(space, levels: [60, 60])).count == 60 * 59 / 2)
        // More refusals in a row than other searchers put up with.
        let late = try SearchSpace(dimensions, constraint: { $0[0] == 60 && $0[1] == 60 })
        #expect(Self.values(try GridSearch(late, levels: [60, 60])) == [[60, 60]])
    }

    @Test func hostileLevels() throws {
        let space = try SearchSpace((0..<10).map { .continuous("x\($0)", 0...1) })
        #expect(throws: PulseError.self) { try GridSearch(space, levels: [2]) }
        #expect(throws: PulseError.self) { try GridSearch(space, levels: [Int](repeating: 0, count: 10)) }
        #expect(throws: PulseError.self) { try GridSearch(space, levels: [Int](repeating: 100, count: 10)) }
        let weights = try SearchSpace([.simplex("w", parts: (0..<40).map { "p\($0)" })])
        #expect(throws: PulseError.self) { try GridSearch(weights, levels: [Int.max / 2]) }
        #expect(throws: PulseError.self) { try GridSearch(weights, levels: [100]) }
    }
}
