import PulseCore
import PulseStrategy
import Testing

/// Votes of drawn events: lives of 5 (sweeps), 12 (Judas) and 3 (retests) candles.
@Suite struct ICTScoreTests {
    private static let score = ICTScore(sweepLife: 5, judasLife: 12, retestLife: 3)

    private static func events(_ list: [(ICTEvent.Kind, Int, Double)]) -> ICTEvents {
        var events = ICTEvents()
        for (kind, index, confidence) in list {
            events.note(kind, ICTEvent(index: index, confidence: confidence, near: 0, far: 0))
        }
        return events
    }

    private static func vote(
        long: [(ICTEvent.Kind, Int, Double)] = [], short: [(ICTEvent.Kind, Int, Double)] = [], at index: Int = 100, multiplier: Double = 1
    ) -> Vote {
        score.vote(long: events(long), short: events(short), at: index, multiplier: multiplier)
    }

    /// A sweep weighs 2, 1.67, 1.33, 1, then too little.
    @Test func aSweepFades() {
        let weights = (0...6).map { Self.vote(long: [(.sweep, 100, 0.75)], at: 100 + $0) }
        #expect(weights[0] == Vote(.long, probability: Score(0.8), confidence: Score(0.75)))
        #expect(weights[1] == Vote(.long, probability: Score(0.6 + 1.0 / 6), confidence: Score(0.75), evidenceAge: 1))
        #expect(weights[3] == Vote(.long, probability: Score(0.7), confidence: Score(0.75), evidenceAge: 3))
        #expect(weights[4...].allSatisfy { $0 == .flat(confidence: .half) })
    }

    @Test func eachKindWeighsItsOwn() {
        #expect(Self.vote(short: [(.judas, 100, 0.75)]).probability == Score(0.75))
        for kind in [ICTEvent.Kind.optimalEntry, .gapRetest, .blockRetest] {
            #expect(Self.vote(short: [(kind, 100, 0.75)]) == Vote(.short, probability: Score(0.7), confidence: Score(0.75)))
            #expect(Self.vote(short: [(kind, 99, 0.75)]).direction == .flat, "three quarters are less than one")
        }
    }

    /// Two retests of yesterday and one of today: 1 + .75 + .75 = 2.5; the mean confidence by weight.
    @Test func confluenceAddsUp() {
        let vote = Self.vote(long: [(.optimalEntry, 100, 0.80), (.gapRetest, 99, 0.70), (.blockRetest, 99, 0.70)])
        #expect(vote == Vote(.long, probability: Score(0.85), confidence: Score((0.80 + 0.75 * 0.70 * 2) / 2.5)))
        let all = ICTEvent.Kind.allCases.map { ($0, 100, 0.99) }
        #expect(Self.vote(long: all, multiplier: 1.1) == Vote(.long, probability: Score(0.95), confidence: Score(0.95)), "both are capped")
    }

    @Test func oppositionCostsATenth() {
        let opposed = Self.vote(long: [(.sweep, 100, 0.80)], short: [(.gapRetest, 100, 0.90)])
        #expect(opposed == Vote(.long, probability: Score(0.7), confidence: Score(0.70)))
        #expect(Self.vote(long: [(.sweep, 100, 0.80)], short: [(.judas, 100, 0.90)]).direction == .flat, "a net of .5")
        #expect(Self.vote(long: [(.sweep, 100, 0.80)], short: [(.gapRetest, 96, 0.90)]).confidence == Score(0.80), "too old to oppose")
    }

    /// Once, not squared.
    @Test func theSessionCountsOnce() {
        #expect(Self.vote(long: [(.sweep, 100, 0.75)], multiplier: 1.10).confidence == Score(0.825))
        #expect(Self.vote(long: [(.sweep, 100, 0.75)], multiplier: 0.90).confidence == Score(0.675))
    }
}
