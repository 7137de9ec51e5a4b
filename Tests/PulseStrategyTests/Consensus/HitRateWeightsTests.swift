import PulseAnalytics
import PulseCore
import PulseStrategy
import Testing

@Suite struct HitRateWeightsTests {
    private static func prior(_ shares: [(HeadID, Double)]) throws -> HeadWeights {
        try #require(HeadWeights(shares.map { (head: $0.0, share: $0.1) }))
    }

    /// Strength 100 and a noise rate of 1/2: 200 hits of 300 give (200 + 50) / 400 = 0.625 and odds of 5/3; 50 of 100 give 1; 20 of 100 give
    /// 70 / 200 = 0.35 and odds of 7/13. Shares 1/4 x 5/3, 1/4 x 1, 1/2 x 7/13 = 65, 39, 42 of 156 sum to 146 / 156: 455.89, 273.53, 294.58 of 1024.
    @Test func weightsByHand() throws {
        let prior = try Self.prior([(.technical, 1), (.volume, 1), (.ict, 2)])
        let rule = HitRateWeights(strength: 100)
        let records = [
            HitRateWeights.Record(head: .technical, hits: 200, trials: 300), HitRateWeights.Record(head: .volume, hits: 50, trials: 100),
            HitRateWeights.Record(head: .ict, hits: 20, trials: 100),
        ]
        #expect(records.map(rule.hitRate) == [0.625, 0.5, 0.35])
        #expect(abs(rule.factor(records[0]) - 5.0 / 3) < 1e-12 && abs(rule.factor(records[2]) - 7.0 / 13) < 1e-12)
        let weights = rule.weights(records, prior: prior)
        #expect([HeadID.technical, .volume, .ict].map { weights[$0].raw } == [456, 273, 295])
        #expect(weights[.crypto] == .zero)
    }

    /// Without evidence, or with that of noise, nothing changes, whatever the noise rate.
    @Test func noiseMovesNothing() throws {
        let prior = HeadWeights.standard
        let rule = HitRateWeights()
        #expect(rule.weights([], prior: prior) == prior)
        let noise = HeadID.nine.map { HitRateWeights.Record(head: $0, hits: 400, trials: 1_000, noiseRate: 0.4) }
        #expect(rule.weights(noise, prior: prior) == prior)
        // A head that hits 40 % where noise gives 30 % is worth more than one that hits 50 % where noise does.
        let records = [
            HitRateWeights.Record(head: .technical, hits: 400, trials: 1_000, noiseRate: 0.3),
            HitRateWeights.Record(head: .volume, hits: 500, trials: 1_000),
        ]
        let weights = rule.weights(records, prior: prior)
        #expect(weights[.technical] > prior[.technical] && weights[.volume] < prior[.volume])
    }

    /// The same rate counts for more the oftener it was seen, and a better rate for more than a worse one.
    @Test func evidenceWeighs() {
        let rule = HitRateWeights()
        let factors = [0, 10, 100, 1_000, 100_000].map { rule.factor(HitRateWeights.Record(head: .ict, hits: $0 * 6 / 10, trials: $0)) }
        #expect(factors == factors.sorted() && factors[0] == 1)
        #expect(abs(factors[4] - 1.5) < 0.01)
        let better = (0...50).map { rule.factor(HitRateWeights.Record(head: .ict, hits: $0, trials: 50)) }
        #expect(zip(better, better.dropFirst()).allSatisfy { $0 < $1 })
    }

    /// P2: what a fold is judged on does not touch the weights it is judged with. The mutant that learns from everything is caught.
    @Test func p2TestVotesDoNotMoveAFoldsWeights() throws {
        var random = SplitMix64(seed: 17)
        let labels = (0..<600).map { index in
            TimeRange(
                from: Timestamp(milliseconds: Int64(index) * 1_000), to: Timestamp(milliseconds: Int64(index) * 1_000 + 20_000))
        }
        let outcomes = labels.indices.flatMap { position in
            HeadID.nine.map { head in
                HitRateWeights.Outcome(position: position, head: head, isHit: random.uniform() < 0.5 + 0.02 * Double(head.rawValue))
            }
        }
        let rule = HitRateWeights(strength: 20)
        for split in try ValidationScheme(.combinatorial(groups: 6, testGroups: 2), embargo: 5_000).splits(labels) {
            let trained = Set(split.trainingPositions)
            let altered = outcomes.map {
                trained.contains($0.position) ? $0 : HitRateWeights.Outcome(position: $0.position, head: $0.head, isHit: $0.head == .ict)
            }
            let weights = rule.weights(outcomes, training: split.training, prior: .standard)
            #expect(weights == rule.weights(altered, training: split.training, prior: .standard))
            #expect(weights != HeadWeights.standard)
            let leaky = [0..<labels.count]
            #expect(
                rule.weights(outcomes, training: leaky, prior: .standard) != rule.weights(altered, training: leaky, prior: .standard))
        }
    }
}
