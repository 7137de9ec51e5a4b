import PulseCore
import PulseStrategy
import Testing

/// Each threshold on both sides. Offsets count from the climax at 180.
@Suite struct WyckoffRuleTests {
    private static func story(_ sketch: Sketch, _ parameters: WyckoffParameters = WyckoffParameters()) -> [String] {
        WyckoffLog(sketch.candles, parameters).story(.accumulation)
    }

    private static func phase(_ sketch: Sketch, _ parameters: WyckoffParameters = WyckoffParameters()) -> WyckoffPhase {
        WyckoffLog(sketch.candles, parameters).range(.accumulation).phase
    }

    /// A climax candle from 170 with a low, a close and a volume, and one after it.
    private static func climax(low: Double, close: Double, volume: Double, then next: Double, after start: Sketch? = nil) -> Sketch {
        var sketch = start ?? WyckoffSketch.fall()
        sketch.add(high: sketch.close + 0.2, low: low, close: close, volume: volume)
        sketch.move(to: next)
        return sketch
    }

    /// Volume ratio 20 V/(190 + V) >= 2.2: from V = 23.483 on.
    @Test func aClimaxNeedsVolume() {
        #expect(Self.story(Self.climax(low: 162, close: 165, volume: 23.5, then: 167)) == ["SC 0/1"])
        #expect(!Self.story(Self.climax(low: 162, close: 165, volume: 23.4, then: 167)).contains("SC 0/1"))
    }

    /// Range r >= 1.8 (13 x 1.4 + r)/14: from r = 2.685 on. The lows are 167.4 and 167.6, the ranges 2.8 and 2.6.
    @Test func aClimaxNeedsARange() {
        #expect(Self.story(Self.climax(low: 167.4, close: 168, volume: 40, then: 170)) == ["SC 0/1"])
        #expect(Self.story(Self.climax(low: 167.6, close: 168, volume: 40, then: 170)).isEmpty)
    }

    /// The fall: 200 to 170 is far more than six ranges; from the quiet base there is none.
    @Test func aClimaxNeedsAFall() {
        var quiet = Sketch(at: 200)
        for _ in 0..<90 {
            quiet.move(to: 201)
            quiet.move(to: 200)
        }
        #expect(Self.story(Self.climax(low: 196, close: 198, volume: 40, then: 200, after: quiet)).isEmpty)
        // Nor with an unmeetable demand on the fall.
        var parameters = WyckoffParameters()
        parameters.minDrop = 30
        #expect(Self.story(WyckoffSketch.climaxed(), parameters).isEmpty)
    }

    /// Confirmed by a close above 166.1 on one of the next three candles.
    @Test(arguments: [(0, true), (2, true), (3, false)]) func aClimaxIsConfirmedWithinThreeCandles(waiting: Int, isConfirmed: Bool) {
        var sketch = WyckoffSketch.fall()
        sketch.add(high: 170.2, low: 162, close: 165, volume: 40)
        for _ in 0..<waiting { sketch.move(to: 166.1) }
        sketch.move(to: 166.2)
        #expect(Self.story(sketch) == (isConfirmed ? ["SC 0/\(waiting + 1)"] : []))
        #expect((Self.phase(sketch) == .a) == isConfirmed)
    }

    /// A lower climax takes the place of one that waits.
    @Test func aLowerClimaxReplacesTheFirst() {
        var sketch = WyckoffSketch.fall()
        sketch.add(high: 170.2, low: 162, close: 165, volume: 40)
        sketch.add(high: 165.2, low: 157, close: 160, volume: 60)
        sketch.move(to: 161.5)
        #expect(Self.story(sketch) == ["SC 1/2"])
    }

    /// Preliminary support: ratio >= 1.8 (V >= 18.8), range >= 1.3 average ranges, close not in the lower 40 %.
    @Test func preliminarySupportComesBeforeTheClimax() {
        func start(close: Double, volume: Double) -> Sketch {
            var sketch = Sketch(at: 200)
            for _ in 0..<75 {
                sketch.move(to: 201)
                sketch.move(to: 200)
            }
            sketch.walk(to: 180, step: 1)
            sketch.add(high: 180.2, low: 176.2, close: close, volume: volume)
            sketch.walk(to: close - 3, step: 1)
            return sketch
        }
        #expect(Self.story(start(close: 178, volume: 19)) == ["PS -10/-10"])
        #expect(Self.story(start(close: 178, volume: 18)).isEmpty)
        #expect(Self.story(start(close: 177.7, volume: 19)).isEmpty)
    }

    /// The reaction's peak comes within fifteen candles, the rally is 2.5 average ranges at least.
    @Test func aReactionIsAQuickRally() {
        var late = WyckoffSketch.climaxed()
        late.walk(to: 182, step: 1)
        late.walk(to: 178, step: 1)
        #expect(Self.story(late).last == "SC 0/1" && Self.phase(late) == .none)
        var inTime = WyckoffSketch.climaxed()
        inTime.walk(to: 181, step: 1)
        inTime.walk(to: 177, step: 1)
        #expect(Self.story(inTime).contains("AR 15/17"))
    }

    /// Nothing comes of a climax whose low is lost before the reaction. The rally to 166.4 is 4.4, less than 2.5 x 1.9, so a fall from it
    /// is no reaction yet.
    @Test func aClimaxThatIsLostBeginsNoRange() {
        var sketch = WyckoffSketch.fall()
        sketch.add(high: 170.2, low: 162, close: 165, volume: 40)
        sketch.add(high: 166.4, low: 164.8, close: 166.2, volume: 20)
        sketch.move(to: 164)
        sketch.move(to: 162)
        #expect(Self.story(sketch) == ["SC 0/1"] && Self.phase(sketch) == .a)
        sketch.move(to: 161.9)
        #expect(Self.phase(sketch) == .none)
    }

    /// A secondary test has less than .75 x 3.48 = 2.61 times the usual volume; its low may undercut by .15 x 12.2 = 1.83, not more.
    @Test func aSecondaryTestIsQuiet() {
        func tested(volume: Double) -> [String] {
            var sketch = WyckoffSketch.climaxed()
            sketch.walk(to: 174, step: 1)
            sketch.walk(to: 167, step: 1)
            sketch.move(to: 166, volume: volume)
            return Self.story(sketch)
        }
        // The mean of 20 holds the 40 and the 20 of the climax: 18 quiet ones less one, so V / ((230 + V)/20).
        #expect(tested(volume: 34).last == "ST 16/16")
        #expect(tested(volume: 36).last == "AR 8/10")

        func undercut(low: Double) -> [String] {
            var sketch = WyckoffSketch.climaxed()
            sketch.walk(to: 174, step: 1)
            sketch.walk(to: 167, step: 1)
            sketch.add(high: 167.2, low: low, close: 163, volume: 10)
            return Self.story(sketch)
        }
        #expect(undercut(low: 160.2).last == "ST 16/16")
        #expect(undercut(low: 160.1).last == "AR 8/10")
    }

    /// A false break begins more than .05 average ranges (about .07) outside and goes no deeper than .33 x 12.2 = 4.03.
    @Test func aSpringHasADepth() {
        func sprung(low: Double) -> String? {
            var sketch = WyckoffSketch.ranged()
            sketch.add(high: 163.2, low: low, close: 162.5, volume: 6)
            return Self.story(sketch).last
        }
        #expect(sprung(low: 161.95) == "ST 16/16")
        #expect(sprung(low: 161.85) == "spring (type 3) 36/36")
        #expect(sprung(low: 158) == "spring (type 3) 36/36")
        #expect(sprung(low: 157.9) == "ST 16/16")
    }

    /// Back above the edge on its candle or one of the next three. A spring that comes back later is none, and the next can only follow a
    /// close inside.
    @Test(arguments: [(1, true), (3, true), (4, false)]) func aSpringIsBackWithinThreeCandles(wait: Int, isSpring: Bool) {
        var sketch = WyckoffSketch.ranged()
        sketch.add(high: 163.2, low: 160.9, close: 161.5, volume: 6)
        for _ in 1..<wait { sketch.add(high: 161.9, low: 161.2, close: 161.5, volume: 6) }
        sketch.add(high: 162.9, low: 161.4, close: 162.5, volume: 6)
        #expect(Self.story(sketch).last == (isSpring ? "spring (type 3) 36/\(36 + wait)" : "ST 16/16"))
        sketch.add(high: 162.9, low: 161.4, close: 162.5, volume: 6)
        if !isSpring { #expect(Self.story(sketch).last == "spring (type 3) 41/41") }
    }

    /// The heaviest of the candles outside decides: 6 of 9.8 and 9.8 x 1.8 = 17.6 (with its own share in the mean, 18.6).
    @Test(arguments: [(6.0, 3), (9.9, 3), (10.2, 2), (18, 2), (19.5, 1)]) func aSpringsTypeIsItsVolume(volume: Double, type: Int) {
        #expect(Self.story(WyckoffSketch.sprung(volume: volume)).last == "spring (type \(type)) 36/36")
    }

    /// Before the range is old enough a false break widens it, and is no spring.
    @Test(arguments: [(36, true), (37, false)]) func aYoungRangeHasNoSpring(minimum: Int, isSpring: Bool) {
        var parameters = WyckoffParameters()
        parameters.trMinBars = minimum
        let log = WyckoffLog(WyckoffSketch.sprung().candles, parameters)
        #expect(log.story(.accumulation).last == (isSpring ? "spring (type 3) 36/36" : "shakeout 36/36"))
        #expect(log.range(.accumulation).low == (isSpring ? 162 : 160.5))
        #expect(log.votes[216].direction == (isSpring ? .long : .flat))
    }

    /// Twelve candles for the test of a spring; then one on more than light volume is forgotten, and the range goes on.
    @Test(arguments: [(12, true), (13, false)]) func aTestComesInTime(wait: Int, isTest: Bool) {
        var sketch = WyckoffSketch.sprung(volume: 14)
        for _ in 1..<wait { sketch.move(to: sketch.close == 164 ? 163.5 : 164) }
        sketch.add(high: 165.1, low: 162.5, close: 164.5, volume: 5)
        let story = Self.story(sketch)
        #expect((story.last == "test \(36 + wait)/\(36 + wait)") == isTest)
        #expect(Self.phase(sketch) == (isTest ? .c : .b))
        #expect(WyckoffLog(sketch.candles).votes[sketch.last].direction == (isTest ? .long : .flat))
    }

    /// A test's low lies above the spring's and at most .35 x 12.2 above the edge, its volume is light, its close in the upper half.
    @Test func aTestIsQuietAndHolds() {
        func tested(high: Double = 165.1, low: Double = 162.5, close: Double = 164.5, volume: Double = 5) -> Bool {
            var sketch = WyckoffSketch.sprung()
            sketch.move(to: 164)
            sketch.add(high: high, low: low, close: close, volume: volume)
            return Self.story(sketch).last == "test 38/38"
        }
        #expect(tested())
        #expect(!tested(volume: 8.2) && tested(volume: 7.4))
        #expect(!tested(close: 163.7) && tested(close: 163.9))
        #expect(!tested(low: 160.4) && tested(low: 160.6))
        #expect(!tested(high: 168, low: 166.4, close: 167.8) && tested(high: 168, low: 166.2, close: 167.8))
    }
}
