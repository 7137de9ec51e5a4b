import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct RulesHeadTests {
    /// A wave between 100 and 108, then a fall from its top to 101: support lies at 99.8.
    private func fallToSupport() -> Sketch {
        var sketch = Sketch(at: 100)
        for _ in 0..<5 {
            sketch.walk(to: 108, step: 1)
            sketch.walk(to: 100, step: 1)
        }
        sketch.walk(to: 108, step: 1)
        sketch.walk(to: 101, step: 1)
        return sketch
    }

    @Test func aHammerOnSupportAfterAFallIsALongVote() {
        var sketch = fallToSupport()
        sketch.add(high: 101.15, low: 99.7, close: 101.1)
        let votes = HeadRig.votes(RulesHead(), sketch.candles, .h1)
        // Usual volume: 0.90 x 0.85 = 0.765; p = 0.58 + 0.08 x 0.765.
        #expect(votes[sketch.last] == Vote(.long, probability: Score(0.6412), confidence: Score(0.765)))
        #expect(votes[sketch.last - 1].direction == .flat)
        let reflected = HeadRig.votes(RulesHead(), Sketch.reflected(sketch.candles, around: 128), .h1)
        #expect(reflected[sketch.last] == Vote(.short, probability: Score(0.6412), confidence: Score(0.765)))
    }

    @Test func itCountsForThreeMoreCandles() {
        var sketch = fallToSupport()
        sketch.add(high: 101.15, low: 99.7, close: 101.1)
        let hammer = sketch.last
        for target in [101.9, 101.3, 101.9, 101.3, 101.9] { sketch.move(to: target) }
        let votes = HeadRig.votes(RulesHead(), sketch.candles, .h1)
        #expect((0...3).allSatisfy { votes[hammer + $0].direction == .long && Int(votes[hammer + $0].evidenceAge) == $0 })
        #expect(votes[hammer + 4].direction == .flat)
    }

    @Test func volumeMakesItSurer() {
        var sketch = fallToSupport()
        sketch.add(high: 101.15, low: 99.7, close: 101.1, volume: 30)
        let vote = HeadRig.votes(RulesHead(), sketch.candles, .h1)[sketch.last]
        #expect(vote == Vote(.long, probability: Score(0.58 + 0.08 * 0.9 + 0.04), confidence: Score(0.9)))
    }

    @Test func withoutALevelItMeansNothing() {
        var sketch = fallToSupport()
        sketch.walk(to: 95, step: 1)
        sketch.add(high: 95.15, low: 93.7, close: 95.1)
        #expect(HeadRig.votes(RulesHead(), sketch.candles, .h1)[sketch.last].direction == .flat)
    }

    @Test func withoutALegItMeansNothing() {
        var sketch = fallToSupport()
        for _ in 0..<8 {
            sketch.move(to: 100.4)
            sketch.move(to: 101)
        }
        sketch.move(to: 100)
        sketch.add(high: 100.15, low: 98.7, close: 100.1)
        #expect(HeadRig.votes(RulesHead(), sketch.candles, .h1)[sketch.last].direction == .flat)
    }

    @Test func abstainsThroughItsWarmup() {
        let votes = HeadRig.votes(RulesHead(), DyadicWalk.candles(count: 100, seed: 1), .h1)
        #expect(votes.prefix(60).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(60).allSatisfy { !$0.isAbstention })
    }
}
