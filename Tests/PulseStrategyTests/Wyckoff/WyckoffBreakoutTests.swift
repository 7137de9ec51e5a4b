import PulseCore
import PulseStrategy
import Testing

/// The rules after phase C, and those that end a range, on both sides of each threshold.
@Suite struct WyckoffBreakoutTests {
    private static func story(_ sketch: Sketch) -> [String] { WyckoffLog(sketch.candles).story(.accumulation) }

    private static func phase(_ sketch: Sketch) -> WyckoffPhase { WyckoffLog(sketch.candles).range(.accumulation).phase }

    /// Up to 171, then a candle through 174.2: high, low, close, volume.
    private static func thrust(_ high: Double, _ low: Double, _ close: Double, _ volume: Double) -> Sketch {
        var sketch = WyckoffSketch.springTested()
        sketch.walk(to: 171, step: 1)
        sketch.add(high: high, low: low, close: close, volume: volume)
        return sketch
    }

    @Test func strengthIsAWideCandleOnVolumeThatClosesOutside() {
        #expect(Self.story(Self.thrust(176.3, 170.8, 176, 25)).last == "SOS 47/47")
        // Volume ratio: the 20 before hold 6 + 5 and eighteen tens, so 20 V/(181 + V) >= 1.5 from V = 14.7 on.
        #expect(Self.story(Self.thrust(176.3, 170.8, 176, 15)).last == "SOS 47/47")
        #expect(Self.story(Self.thrust(176.3, 170.8, 176, 14.5)).last == "test 39/39")
        // Closes in the upper 40 % of the candle: 170.8 + .6 x 5.8 = 174.28.
        #expect(Self.story(Self.thrust(176.6, 170.8, 174.3, 25)).last == "SOS 47/47")
        #expect(Self.story(Self.thrust(176.6, 170.8, 174.25, 25)).last == "test 39/39")
    }

    /// Near the edge it needs a close beyond it within five candles: its price is that close, its candle the thrust.
    @Test(arguments: [(5, true), (6, false)]) func strengthMayTakeFiveCandles(wait: Int, isStrength: Bool) {
        var sketch = Self.thrust(174.1, 170.8, 174, 25)
        for _ in 1..<wait { sketch.move(to: sketch.close == 174 ? 173.5 : 174) }
        sketch.move(to: 174.5)
        let story = Self.story(sketch)
        #expect(story.last == (isStrength ? "SOS 47/\(47 + wait)" : "test 39/39"))
    }

    /// Before phase C is complete nothing is strength: the range is left without it, and ends with the fourth close outside.
    @Test func aRangeThatIsLeftUpwardsWithoutASpringEnds() {
        var sketch = WyckoffSketch.strong(WyckoffSketch.ranged())
        #expect(Self.story(sketch).last == "ST 16/16" && Self.phase(sketch) == .b)
        // The tolerance ends at 174.2 + .15 x 12.2 = 176.03; 176 is inside.
        for close in [176.5, 177, 176.5] { sketch.move(to: close) }
        #expect(Self.phase(sketch) == .b)
        sketch.move(to: 177)
        #expect(Self.phase(sketch) == .none)
    }

    /// Two closes in a row more than .33 x 12.2 = 4.03 below the low: 157.97.
    @Test(arguments: [(157.9, WyckoffPhase.none), (158, .b)]) func twoDeepClosesEndARange(close: Double, phase: WyckoffPhase) {
        var sketch = WyckoffSketch.ranged()
        sketch.move(to: 157.9)
        #expect(Self.phase(sketch) == .b)
        sketch.move(to: close)
        #expect(Self.phase(sketch) == phase)
    }

    /// The candle that ends one range may be the climax of the next.
    @Test func aBreakDownCanBeTheNextClimax() {
        var sketch = WyckoffSketch.ranged()
        sketch.move(to: 157.9)
        sketch.add(high: 158.1, low: 148, close: 152, volume: 60)
        #expect(Self.phase(sketch) == .a)
        sketch.move(to: 154)
        #expect(Self.story(sketch).last == "SC 37/38")
    }

    @Test(arguments: [(36, WyckoffPhase.c), (35, .none)]) func aRangeMayNotLastForEver(maximum: Int, phase: WyckoffPhase) {
        var parameters = WyckoffParameters()
        parameters.trMaxBars = maximum
        let log = WyckoffLog(WyckoffSketch.sprung().candles, parameters)
        #expect(log.range(.accumulation).phase == phase)
    }

    /// Back from 176.3 by an average range (about 1.65) at least, to 174.2 less one at most, on less than the usual volume.
    @Test func theLastPointOfSupportHoldsTheEdge() {
        func pulledBack(low: Double, volume: Double = 6, close: Double = 175.8) -> String? {
            var sketch = WyckoffSketch.strong()
            sketch.move(to: 175.6, volume: 6)
            sketch.add(high: 175.7, low: low, close: 175.2, volume: volume)
            sketch.move(to: close, volume: 7)
            return Self.story(sketch).last
        }
        #expect(pulledBack(low: 174.1) == "LPS 49/50")
        #expect(pulledBack(low: 175) == "SOS 47/47")
        #expect(pulledBack(low: 172.8) == "LPS 49/50")
        #expect(pulledBack(low: 172.2) == "SOS 47/47")
        #expect(pulledBack(low: 174.1, volume: 12) == "SOS 47/47")
        #expect(pulledBack(low: 174.1, close: 175.6) == "SOS 47/47")
    }

    /// It comes within twenty candles of the sign of strength.
    @Test(arguments: [(20, true), (21, false)]) func theLastPointOfSupportComesInTime(wait: Int, isInTime: Bool) {
        var sketch = WyckoffSketch.strong()
        for _ in 2..<wait { sketch.move(to: sketch.close == 176 ? 175.9 : 176, shadow: 0.05) }
        sketch.add(high: sketch.close, low: 174.1, close: 174.5, volume: 3)
        sketch.move(to: 176.2, shadow: 0.05)
        #expect((Self.story(sketch).last == "LPS \(46 + wait)/\(47 + wait)") == isInTime)
    }

    /// A close more than an average range (1.6) below the broken edge ends the schematic and its votes.
    @Test func strengthThatIsLostEndsTheSchematic() {
        var sketch = WyckoffSketch.complete()
        sketch.walk(to: 173, step: 1)
        #expect(Self.phase(sketch) == .e && WyckoffLog(sketch.candles).votes[sketch.last].direction == .long)
        sketch.move(to: 172.2)
        let log = WyckoffLog(sketch.candles)
        #expect(log.range(.accumulation).phase == .none && log.votes[sketch.last].direction == .flat)
    }

    /// A hundred candles after the sign of strength, a range is history.
    @Test func markupEndsWithAge() {
        var sketch = WyckoffSketch.complete()
        while sketch.last < 227 + 100 { sketch.move(to: sketch.close == 177 ? 177.5 : 177) }
        #expect(Self.phase(sketch) == .e)
        sketch.move(to: 177)
        #expect(Self.phase(sketch) == .none)
    }

    /// Much volume without range at the low edge, at most four candles before the spring is known, adds .03 to its confidence.
    @Test(arguments: [(0, true), (3, true), (4, false)]) func absorptionAtTheEdgeRaisesTheConfidence(wait: Int, isFresh: Bool) {
        var sketch = WyckoffSketch.ranged()
        // Range .5 against .7 x 1.35; volume 20 of about 10.5.
        sketch.add(high: 163.2, low: 162.7, close: 163, volume: 20)
        for _ in 0..<wait { sketch.move(to: sketch.close == 163 ? 163.5 : 163) }
        sketch.add(high: 163.7, low: 161, close: 162.5, volume: 6)
        let log = WyckoffLog(sketch.candles)
        let vote = log.votes[sketch.last]
        #expect(vote == Vote(.long, probability: Score(0.85), confidence: Score(isFresh ? 0.88 : 0.85)))
        #expect(log.range(.accumulation).events.last?.hasAbsorption == isFresh)
    }
}
