import PulseCore
import PulseStrategy
import Testing

/// What several patterns add up to.
@Suite struct HarmonicVoteTests {
    /// A bullish (`side` +1) exact Gartley whose X lies at candle `x`, or a Bat.
    private static func pattern(_ row: Int = 0, side: Double = 1, x: Int = 0, agreements: CompletedPattern.Agreements = [])
        -> CompletedPattern
    {
        let corners = row == 0 ? [100.0, 200, 138.2, 176.4, 121.4] : [100.0, 200, 155, 182.8, 111.4]
        let pivots = zip(corners, [0, 10, 18, 25, 34]).enumerated().map { order, corner in
            Pivot(
                isHigh: (order % 2 == 1) == (side > 0), price: 150 + side * (corner.0 - 150), index: x + corner.1,
                confirmIndex: x + corner.1 + 2)
        }
        let points = pivots.map { HarmonicPoint($0) }
        let legs = HarmonicLegs(x: points[0], a: points[1], b: points[2], c: points[3])
        guard
            let zone = ReversalZone(
                HarmonicRule.table[row], at: row, on: legs, parameters: HarmonicParameters(), averageTrueRange: 5, index: x + 27)
        else { preconditionFailure("the drawing is a pattern") }
        return CompletedPattern(
            zone, on: legs, d: pivots[4], depth: corners[3] - corners[4], at: x + 35, averageTrueRange: 5, agreements: agreements,
            parameters: HarmonicParameters())
    }

    private static func vote(_ patterns: [CompletedPattern], at index: Int = 35) -> Vote {
        var pool = CompletedPatterns()
        for pattern in patterns { pool.add(pattern) }
        return pool.vote(at: index)
    }

    @Test func oneSpeaksForItself() {
        // .60 + .15, and .05 for each thing that agrees, at most .90; .62 + .25, and .05 for volume.
        #expect(Self.vote([Self.pattern()]) == Vote(.long, probability: Score(0.75), confidence: Score(0.87)))
        #expect(Self.vote([Self.pattern(side: -1)]) == Vote(.short, probability: Score(0.75), confidence: Score(0.87)))
        let agreed = Self.pattern(agreements: [.divergence, .level, .quietVolume])
        #expect(Self.vote([agreed]) == Vote(.long, probability: Score(0.85), confidence: Score(0.92)))
        let all = Self.pattern(agreements: [.equalLegs, .divergence, .level])
        #expect(Self.vote([all]) == Vote(.long, probability: Score(0.90), confidence: Score(0.87)))
        #expect(Self.vote([]) == .flat(confidence: .zero))
    }

    @Test func furtherOnesAddALittle() {
        // A Bat on other legs, begun two candles earlier and turned two candles earlier: it has 6/8 of its weight left and adds .03 x .75.
        let both = [Self.pattern(1, x: -2), Self.pattern()]
        #expect(Self.vote(both) == Vote(.long, probability: Score(0.7725), confidence: Score(0.8925)))
        // The caps hold.
        let many = (0..<6).map { Self.pattern(x: -$0, agreements: [.equalLegs, .divergence, .level]) }
        #expect(Self.vote(many) == Vote(.long, probability: Score(0.90), confidence: Score(0.92)))
    }

    @Test func theOtherSideTakesAway() {
        let agreed = Self.pattern(agreements: [.divergence])
        // .30 - .25 beyond one half; .87 - .10.
        #expect(Self.vote([agreed, Self.pattern(side: -1)]) == Vote(.long, probability: Score(0.55), confidence: Score(0.77)))
        #expect(Self.vote([Self.pattern(), Self.pattern(side: -1)]) == .flat(confidence: .zero))
    }

    @Test func theSamePatternOfAnotherZigZagCountsOnce() {
        #expect(Self.vote([Self.pattern(), Self.pattern()]) == Self.vote([Self.pattern()]))
    }

    @Test func p9TheOldestGivesWay() {
        var pool = CompletedPatterns()
        for x in 0..<40 {
            pool.add(Self.pattern(x: x))
            #expect(pool.patterns.count == min(x + 1, CompletedPatterns.capacity))
        }
        #expect(pool.patterns.first?.index == 35 + 24 && pool.patterns.last?.index == 35 + 39)
    }
}
