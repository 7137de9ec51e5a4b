import PulseCore
import PulseStrategy
import Testing

/// P4: on the grid of 1/1024 the consensus is exact, so any arithmetic in any order decides the same.
@Suite("Exact consensus (P4)")
struct ConsensusExactnessTests {
    /// What a verdict rests on, in units of 1 (not 1024ths), in some floating-point type.
    private struct Sums<Number: BinaryFloatingPoint & Sendable>: Equatable {
        /// Sum of w (c + bonus - gate) over the agreeing heads.
        var margin: Number
        /// Sum of w p over the agreeing heads.
        var probability: Number
        /// Opposing weight less the veto's share of the agreeing weight.
        var veto: Number
    }

    private struct Case {
        var weights: [Double]
        var probabilities: [Double]
        var confidences: [Double]
        var isAgreeing: [Bool]
        var bonus: Double
        var gate: Double
        var vetoShare: Double
    }

    /// The sums as a plain loop over the heads in the given order.
    private func sums<Number: BinaryFloatingPoint & Sendable>(_ input: Case, order: [Int], as type: Number.Type) -> Sums<Number> {
        var result = Sums<Number>(margin: 0, probability: 0, veto: 0)
        for index in order {
            let weight = Number(input.weights[index])
            if input.isAgreeing[index] {
                result.margin += weight * (Number(input.confidences[index]) + Number(input.bonus) - Number(input.gate))
                result.probability += weight * Number(input.probabilities[index])
                result.veto -= weight * Number(input.vetoShare)
            } else {
                result.veto += weight
            }
        }
        return result
    }

    /// The margin as a matrix product would have it: weights times columns first, thresholds applied to the sums, in another order.
    private func product(_ input: Case, order: [Int]) -> Sums<Float> {
        var weight: Float = 0
        var confidence: Float = 0
        var probability: Float = 0
        var opposing: Float = 0
        for index in order {
            let mask: Float = input.isAgreeing[index] ? 1 : 0
            weight += Float(input.weights[index]) * mask
            confidence += Float(input.weights[index]) * mask * Float(input.confidences[index])
            probability += Float(input.weights[index]) * mask * Float(input.probabilities[index])
            opposing += Float(input.weights[index]) * (1 - mask)
        }
        return Sums(
            margin: confidence + weight * (Float(input.bonus) - Float(input.gate)), probability: probability,
            veto: opposing - weight * Float(input.vetoShare))
    }

    private func shuffled(_ random: inout SplitMix64) -> [Int] {
        var order = Array(0..<9)
        for index in order.indices.reversed() where index > 0 { order.swapAt(index, Int(random.next() % UInt64(index + 1))) }
        return order
    }

    /// Whether all arithmetics agree to the last bit on `count` random cases; `grid` snaps a number, or does not.
    private func agree(count: Int, seed: UInt64, grid: (Double) -> Double) throws -> Bool {
        var random = SplitMix64(seed: seed)
        for _ in 0..<count {
            let weights = try #require(HeadWeights(HeadID.nine.map { ($0, random.uniform()) }))
            // Drawn twice as fine as the grid, plus a little: off the grid unless snapped.
            let input = Case(
                weights: HeadID.nine.map { grid(weights[$0].value * 0.999_7) },
                probabilities: (0..<9).map { _ in grid(random.uniform()) },
                confidences: (0..<9).map { _ in grid(random.uniform()) }, isAgreeing: (0..<9).map { _ in random.next() % 3 != 0 },
                bonus: grid(0.08), gate: grid(0.70 + 0.1 * random.uniform()), vetoShare: grid(random.uniform()))
            let reference = sums(input, order: Array(0..<9), as: Double.self)
            for _ in 0..<4 {
                let order = shuffled(&random)
                let double = sums(input, order: order, as: Double.self)
                let float = sums(input, order: order, as: Float.self)
                let matrix = product(input, order: order)
                let widened = Sums(margin: Double(float.margin), probability: Double(float.probability), veto: Double(float.veto))
                if double != reference || widened != reference || float != matrix { return false }
            }
        }
        return true
    }

    @Test("integers, Float and Double in any order give the same bits on the grid")
    func p4Exact() throws {
        #expect(try agree(count: 3_000, seed: 17) { Score($0).value })
    }

    @Test("mutant: off the grid they do not, so the check can fail")
    func p4Mutant() throws {
        #expect(try !agree(count: 50, seed: 17) { $0 })
    }

    @Test("the kernel's verdict is the one that Double and Float sums decide, for any order of the heads")
    func p4Kernel() throws {
        var random = SplitMix64(seed: 23)
        var met: Set<Verdict.Outcome> = []
        for _ in 0..<5_000 {
            let weights = try #require(HeadWeights(HeadID.nine.map { ($0, 0.05 + random.uniform()) }))
            var rule = ConsensusRule(.spec4, weights: weights)
            rule.confidenceGate = Score(0.80)
            let consensus = Consensus(rule)
            let votes = consensus.heads.map { _ in RandomVotes.vote(&random) }
            let verdict = consensus.verdict(votes)
            met.insert(verdict.outcome)
            guard [.passed, .vetoed, .lowConfidence].contains(verdict.outcome) else { continue }
            let agreeing = consensus.heads.indices.filter { verdict.agreeing.contains(HeadSet(consensus.heads[$0])) }
            let mean = agreeing.reduce(0) { $0 + Int(votes[$1].probability.raw) }
            let bonus =
                ConsensusRule.agreementBonus(size: agreeing.count).value
                + ConsensusRule.strengthBonus(sum: mean, count: agreeing.count).value
                - ConsensusRule.opposingMalus.value * Double(verdict.dissenting.count)
            for _ in 0..<3 {
                var margin: Float = 0
                var veto: Double = 0
                for index in shuffled(&random) {
                    let head = HeadSet(consensus.heads[index])
                    let weight = rule.weights[consensus.heads[index]].value
                    if verdict.agreeing.contains(head) {
                        margin += Float(weight) * Float(votes[index].confidence.value + bonus - rule.confidenceGate.value)
                        veto -= weight * rule.vetoShare.value
                    } else if verdict.dissenting.contains(head) {
                        veto += weight
                    }
                }
                let isVetoed = !verdict.dissenting.isEmpty && veto >= 0
                #expect(verdict.outcome == (isVetoed ? .vetoed : margin >= 0 ? .passed : .lowConfidence))
            }
        }
        #expect(met.isSuperset(of: [.passed, .vetoed, .lowConfidence, .noQuorum]))
    }

    @Test("a column of candles gives what its candles give one by one")
    func p4Columns() throws {
        let consensus = Consensus(ConsensusRule(.spec4))
        var random = SplitMix64(seed: 29)
        let count = 1_000
        let columns = consensus.heads.map { _ in (0..<count).map { _ in RandomVotes.vote(&random) } }
        let pointers = columns.map { column in
            let pointer = UnsafeMutablePointer<Vote>.allocate(capacity: count)
            pointer.initialize(from: column, count: count)
            return pointer
        }
        defer { for pointer in pointers { pointer.deallocate() } }
        let single = (0..<count).map { index in consensus.verdict(columns.map { $0[index] }) }
        for cut in [1, 7, 64, count] {
            let verdicts = [Verdict](unsafeUninitializedCapacity: count) { buffer, initialized in
                for start in stride(from: 0, to: count, by: cut) {
                    consensus.evaluate(
                        count: min(cut, count - start),
                        votes: { head in
                            UnsafePointer(pointers[consensus.heads.firstIndex(of: head) ?? 0]) + start
                        }, into: buffer.baseAddress.unsafelyUnwrapped + start)
                }
                initialized = count
            }
            #expect(verdicts == single)
        }
    }
}
