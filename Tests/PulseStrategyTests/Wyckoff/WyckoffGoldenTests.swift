import PulseCore
import PulseStrategy
import Testing

/// Whole stories, drawn by hand: each event on its candle, counted from the climax at 180.
@Suite struct WyckoffGoldenTests {
    private static let completeStory = [
        "SC 0/1", "AR 8/10", "ST 16/16", "spring (type 3) 36/36", "test 39/39", "SOS 47/47", "LPS 49/50", "markup 51/51",
    ]

    /// The vote at a candle of the sketch as direction, probability, confidence, age.
    private static func expectVote(
        _ log: WyckoffLog, at offset: Int, _ side: Direction, _ probability: Double, _ confidence: Double, age: Int,
        _ location: Testing.SourceLocation = #_sourceLocation
    ) {
        let vote = log.votes[WyckoffSketch.climax + offset]
        let expected = Vote(side, probability: Score(probability), confidence: Score(confidence), evidenceAge: age)
        #expect(vote == expected, sourceLocation: location)
    }

    @Test func anAccumulationIsReadFromClimaxToMarkup() {
        let log = WyckoffLog(WyckoffSketch.complete().candles)
        #expect(log.story(.accumulation) == Self.completeStory)
        let range = log.range(.accumulation)
        #expect(range.low == 162 && range.high == 174.2 && range.phase == .e && range.tests == 2 && range.climaxIndex == 180)
        let prices = range.events.map(\.price)
        #expect(prices == [162, 174.2, 165.8, 160.5, 162.5, 176, 174.1, 177])
        #expect(range.events.allSatisfy { $0.side == .long })
        let targets = range.targets
        #expect(abs((targets?.near ?? 0) - 186.4) < 1e-9 && abs((targets?.far ?? 0) - 198.6) < 1e-9)

        // Phases change with the candles that confirm what begins them.
        let phases = [(-1, WyckoffPhase.none), (0, .a), (15, .a), (16, .b), (35, .b), (36, .c), (46, .c), (47, .d), (50, .d), (51, .e)]
        for (offset, phase) in phases { #expect(log.phase(.accumulation, at: 180 + offset) == phase, "at \(offset)") }
    }

    /// f = 1 - age/life, p = .5 + (p0 - .5) f, c = c0 (.7 + .3 f).
    @Test func theSurestLiveEventVotesAndFades() {
        let log = WyckoffLog(WyckoffSketch.complete().candles)
        #expect(log.votes[150..<216].allSatisfy { $0 == .flat(confidence: .half) })
        Self.expectVote(log, at: 36, .long, 0.85, 0.85, age: 0)
        Self.expectVote(log, at: 38, .long, 0.5 + 0.35 * 13 / 15, 0.85 * (0.7 + 0.3 * 13 / 15), age: 2)
        Self.expectVote(log, at: 39, .long, 0.88, 0.88, age: 0)
        Self.expectVote(log, at: 46, .long, 0.5 + 0.38 * 5 / 12, 0.88 * (0.7 + 0.3 * 5 / 12), age: 7)
        Self.expectVote(log, at: 47, .long, 0.75, 0.75, age: 0)
        // At 50 the last point of support, with .80, is surer than the sign of strength of three candles ago.
        Self.expectVote(log, at: 50, .long, 0.80, 0.80, age: 0)
        let evidence = log.head.evidence
        #expect(evidence.first?.name == "LPS" && evidence.first?.age == 1 && evidence.first?.side == .long)
        #expect(
            evidence.contains { $0.name == "accumulation" && $0.detail.hasPrefix("phase E, range 162.0...174.2, 2 tests, targets 186.4") })
    }

    @Test func aDistributionIsTheSameUpsideDown() {
        let plain = WyckoffLog(WyckoffSketch.complete().candles)
        let log = WyckoffLog(Sketch.reflected(WyckoffSketch.complete().candles, around: 200))
        #expect(
            log.story(.distribution) == [
                "BC 0/1", "AR 8/10", "ST 16/16", "UTAD (type 3) 36/36", "test of UTAD 39/39", "SOW 47/47", "LPSY 49/50", "markdown 51/51",
            ])
        let range = log.range(.distribution)
        #expect(range.high == 238 && abs((range.low ?? 0) - 225.8) < 1e-9 && range.phase == .e)
        #expect(range.events.allSatisfy { $0.side == .short })
        for (a, b) in zip(plain.votes, log.votes) {
            #expect(a.direction == b.direction.opposite && a.probability == b.probability && a.confidence == b.confidence)
        }
    }

    @Test func aReaccumulationSpringsTheLowOfTheReaction() {
        let log = WyckoffLog(WyckoffSketch.reaccumulated().candles)
        let story = log.story(.reaccumulation)
        #expect(
            story == [
                "BC 0/1", "AR 8/10", "ST 16/16", "spring (type 3) 28/28", "test 31/31", "SOS 39/39", "LPS 41/42", "markup 43/43",
            ])
        let range = log.range(.reaccumulation)
        #expect(range.low == 225.8 && range.high == 238 && range.phase == .e)
        // The opening speaks for the end of the rise, what follows for its going on.
        #expect(range.events.prefix(3).allSatisfy { $0.side == .short } && range.events.dropFirst(3).allSatisfy { $0.side == .long })
        Self.expectVote(log, at: 28, .long, 0.85, 0.85, age: 0)
        // The same range could have been a distribution; nothing of that has shown.
        #expect(log.story(.distribution) == ["BC 0/1", "AR 8/10", "ST 16/16"])

        let mirrored = WyckoffLog(Sketch.reflected(WyckoffSketch.reaccumulated().candles, around: 200))
        #expect(mirrored.story(.redistribution).contains("UTAD (type 3) 28/28") && mirrored.story(.redistribution).contains("SOW 39/39"))
        Self.expectVote(mirrored, at: 28, .short, 0.85, 0.85, age: 0)
    }

    /// Heavy volume outside the range, and no test: neither the spring nor the strength that follows is a signal.
    @Test func aSpringOnHeavyVolumeWithoutATestIsNoSignal() {
        let log = WyckoffLog(WyckoffSketch.strong(WyckoffSketch.sprung(volume: 30)).candles)
        #expect(log.story(.accumulation).last == "spring (type 1) 36/36")
        #expect(log.votes.dropFirst(150).allSatisfy { $0.direction == .flat })
    }

    /// With the test it votes from the test's candle, and strength counts.
    @Test(arguments: [(14.0, 2), (30, 1)]) func aTestMakesAHeavySpringASignal(volume: Double, type: Int) {
        let log = WyckoffLog(WyckoffSketch.strong(WyckoffSketch.springTested(volume: volume)).candles)
        #expect(log.story(.accumulation).suffix(3) == ["spring (type \(type)) 36/36", "test 39/39", "SOS 47/47"])
        #expect(log.votes[150..<219].allSatisfy { $0.direction == .flat })
        Self.expectVote(log, at: 39, .long, 0.88, 0.88, age: 0)
        let spring = log.range(.accumulation).events.first { $0.kind == .spring }
        #expect(spring?.confirmIndex == 216 && spring?.voteIndex == 219)
    }

    /// A close below the spring's low ends the range and every vote with it.
    @Test func aRangeIsAbandonedBelowItsSpring() {
        var sketch = WyckoffSketch.springTested()
        sketch.move(to: 162)
        sketch.move(to: 160.6)
        let standing = WyckoffLog(sketch.candles)
        #expect(standing.phase(.accumulation, at: sketch.last) == .c && standing.votes[sketch.last].direction == .long)
        sketch.move(to: 160.4)
        let log = WyckoffLog(sketch.candles)
        #expect(log.phase(.accumulation, at: sketch.last) == .none && log.votes[sketch.last] == .flat(confidence: .half))
        #expect(log.range(.accumulation).events.isEmpty && log.range(.accumulation).low == nil)
    }

    /// Without a spring a higher low may stand in for it, weakly; only in the turning schematics.
    @Test func aHigherLowStandsInForASpring() {
        let sketch = WyckoffSketch.withoutSpring()
        let log = WyckoffLog(sketch.candles)
        #expect(log.story(.accumulation).last == "LPS-C 43/44")
        #expect(log.phase(.accumulation, at: sketch.last) == .c)
        Self.expectVote(log, at: 44, .long, 0.65, 0.65, age: 0)
        let strong = WyckoffLog(WyckoffSketch.strong(sketch).candles)
        #expect(strong.story(.accumulation).last?.hasPrefix("SOS") == true)
        #expect(strong.votes.last == Vote(.long, probability: Score(0.75), confidence: Score(0.75)))

        // The same from above and below: a continuation needs its false break.
        let mirrored = WyckoffLog(Sketch.reflected(sketch.candles, around: 200))
        #expect(mirrored.story(.distribution).last == "LPSY-C 43/44")
        #expect(!mirrored.story(.reaccumulation).contains { $0.hasPrefix("LPS") })
    }
}
