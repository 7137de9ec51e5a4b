import PulseAnalytics
import PulseCore
import Testing

@Suite struct SobolSearchTests {
    /// scipy 1.17.1, `qmc.Sobol(64, scramble=False, bits=32)`: the first 8 points in 6 coordinates, in eighths.
    private static let first: [[Double]] = [
        [0, 0, 0, 0, 0, 0], [4, 4, 4, 4, 4, 4], [6, 2, 2, 2, 6, 6], [2, 6, 6, 6, 2, 2], [3, 3, 5, 7, 3, 1], [7, 7, 1, 3, 7, 5],
        [5, 1, 7, 5, 5, 7], [1, 5, 3, 1, 1, 3],
    ]

    /// The same after `fast_forward(123456)`: all 64 coordinates, in parts of 2^17.
    private static let late: [Double] = [
        3473, 23953, 40273, 59023, 22175, 26641, 93825, 60825, 92597, 32645, 65419, 102391, 72349, 36759, 100053, 86687, 74883, 48713,
        115607, 20599, 15479, 79027, 61141, 65137, 97665, 68741, 112965, 58823, 96131, 42631, 88385, 9923, 34485, 7729, 1651, 52723, 24727,
        61297, 29105, 48625, 104065, 14977, 120897, 47553, 99777, 88385, 123893, 101861, 93981, 21021, 34109, 83093, 17613, 26589, 126105,
        389, 128423, 4297, 102847, 51791, 63857, 70887, 89729, 124799,
    ]

    @Test func agreesWithSciPy() throws {
        var sequence = SobolSequence(count: 64)
        for (index, expected) in Self.first.enumerated() {
            let next = sequence.next()
            let point = try #require(next)
            #expect(point.prefix(6).map { $0 * 8 } == expected, "point \(index)")
        }
        for _ in 8..<123_456 { _ = sequence.next() }
        let next = sequence.next()
        let point = try #require(next)
        #expect(point.map { $0 * 0x1p17 } == Self.late)
    }

    /// Of 2^k points each of 2^k equal intervals of every coordinate holds one, and so does each of 2^a by 2^(k-a) rectangles of the first
    /// two.
    private static func isStratified(_ points: [[Double]]) -> Bool {
        let count = points.count
        for coordinate in points[0].indices {
            guard Set(points.map { Int($0[coordinate] * Double(count)) }).count == count else { return false }
        }
        var wide = 1
        while wide <= count {
            let cells = points.map { Int($0[0] * Double(wide)) * (count / wide) + Int($0[1] * Double(count / wide)) }
            guard Set(cells).count == count else { return false }
            wide *= 2
        }
        return true
    }

    @Test(arguments: [1, 2, 99]) func pointsAreStratified(seed: UInt64) throws {
        let space = try SearchSpace((0..<20).map { .continuous("x\($0)", 0...1) })
        func points(_ searcher: consuming some Searcher, _ count: Int) -> [[Double]] {
            (0..<count).compactMap { _ in
                guard let point = searcher.ask() else { return nil }
                searcher.tell(point.number, [0])
                return point.coordinates
            }
        }
        for count in [1, 2, 64, 1024] { #expect(Self.isStratified(points(try SobolSearch(space, seed: seed), count))) }
        #expect(!Self.isStratified(points(RandomSearch(space, seed: seed), 64)))
        // Another seed is another shift.
        #expect(points(try SobolSearch(space, seed: seed), 4) != points(try SobolSearch(space, seed: seed + 1), 4))
    }

    @Test func theTableHasAnEnd() throws {
        let wide = try SearchSpace((0..<65).map { .continuous("x\($0)", 0...1) })
        #expect(throws: PulseError.self) { try SobolSearch(wide, seed: 1) }
    }
}
