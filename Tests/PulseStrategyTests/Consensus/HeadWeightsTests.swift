import PulseCore
import PulseStrategy
import Testing

@Suite("Head weights and quorum")
struct HeadWeightsTests {
    @Test("the standard weights are the canonical ones of all nine heads on the grid")
    func standard() {
        #expect(HeadID.nine.map { Int(HeadWeights.standard[$0].raw) } == [133, 93, 133, 92, 133, 133, 92, 92, 123])
        #expect(HeadWeights.standard.heads == HeadID.nine)
    }

    @Test("the canonical weights of all nine heads sum to 1")
    func canonical() throws {
        let weights = try #require(HeadWeights(HeadID.allCases.map { ($0, $0.canonicalWeight) }))
        #expect(abs(HeadID.allCases.reduce(0) { $0 + $1.canonicalWeight } - 1) < 1e-12)
        #expect(weights[.technical].raw == 133)
    }

    @Test("largest remainder: the sum is exactly 1024, no weight is off by a whole 1024th, ties go by head order")
    func largestRemainder() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2_000 {
            let shares = HeadID.allCases.map { (head: $0, share: random.uniform() < 0.2 ? 0 : random.uniform()) }
            guard let weights = HeadWeights(shares) else {
                #expect(shares.allSatisfy { $0.share == 0 })
                continue
            }
            let sum = shares.reduce(0) { $0 + $1.share }
            #expect(HeadID.allCases.reduce(0) { $0 + Int(weights[$1].raw) } == 1_024)
            for entry in shares { #expect(abs(Double(weights[entry.head].raw) - entry.share / sum * 1_024) < 1) }
        }
        let thirds = try #require(HeadWeights([(.structure, 1), (.volume, 1), (.technical, 1)]))
        #expect([HeadID.technical, .volume, .structure].map { Int(thirds[$0].raw) } == [342, 341, 341])
    }

    @Test("weights that mean nothing are refused")
    func refused() {
        #expect(HeadWeights([]) == nil)
        #expect(HeadWeights([(.technical, 0)]) == nil)
        #expect(HeadWeights([(.technical, -1), (.volume, 2)]) == nil)
        #expect(HeadWeights([(.technical, .nan)]) == nil)
    }

    @Test("the quorum is scaled to the heads available")
    func quorum() {
        #expect((0...9).map { Quorum.spec4.size(available: $0) } == [3, 3, 3, 3, 3, 3, 3, 4, 4, 4])
        #expect((0...9).map { Quorum.strict5.size(available: $0) } == [3, 3, 3, 3, 3, 3, 4, 4, 5, 5])
        #expect((0...9).map { Quorum.fixed(2).size(available: $0) } == [Int](repeating: 2, count: 10))
    }
}
