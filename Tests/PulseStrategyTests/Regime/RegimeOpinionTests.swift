import PulseCore
import PulseStrategy
import Testing

/// From regime, age and sides to votes, with the numbers worked out by hand: fresh 24, old 240, a break's life 12 candles.
@Suite struct RegimeOpinionTests {
    private static let opinion = RegimeOpinion(RegimeHeadParameters())
    private static let nowhere = RegimeOpinion.Sides(trend: .flat, broken: .flat, breakAge: 0)

    private static func state(_ regime: Regime, duration: Int = 10, confidence: Int = 900, stability: Int = 701) -> RegimeState {
        RegimeState(
            regime, raw: regime, confidence: Score(raw: confidence), stability: Score(raw: stability), duration: duration)
    }

    private static func vote(_ regime: Regime, duration: Int = 10, _ sides: RegimeOpinion.Sides = nowhere) -> Vote {
        opinion.vote(state(regime, duration: duration), sides)
    }

    @Test func strongTrendsAreFollowed() {
        // Fresh: 512 + 256. The mean of 900 and 701, rounded down.
        let long = Self.vote(.strongTrendBull)
        #expect(long == Vote(.long, probability: Score(raw: 768), confidence: Score(raw: 800), evidenceAge: 9))
        #expect(Self.vote(.strongTrendBear).direction == .short)
        #expect(Self.vote(.strongTrendBear).probability == long.probability)
    }

    /// Fully until candle 24, then evenly down to .4 of it at candle 240: 512 + 256 x 410 / 1024 = 614, which is .60.
    @Test(arguments: [(1, 768), (24, 768), (132, 691), (240, 614), (241, 614), (65_535, 614)])
    func trendsWearOut(duration: Int, probability: Int) {
        #expect(Self.vote(.strongTrendBull, duration: duration).probability == Score(raw: probability))
    }

    @Test func weakTrendsAreFollowedLessSurely() {
        let long = RegimeOpinion.Sides(trend: .long, broken: .short, breakAge: 0)
        // 512 + 154, and seven eighths of 800.
        let vote = Self.vote(.weakTrend, long)
        #expect(vote == Vote(.long, probability: Score(raw: 666), confidence: Score(raw: 700), evidenceAge: 9))
        #expect(Self.vote(.weakTrend, duration: 400, long).probability == Score(raw: 573))
        let short = RegimeOpinion.Sides(trend: .short, broken: .long, breakAge: 0)
        #expect(Self.vote(.weakTrend, short).direction == .short)
        #expect(Self.vote(.weakTrend).direction == .flat && Self.vote(.weakTrend).probability == .half)
    }

    /// .20 at the candle that breaks, a twelfth less with each after it, nothing from the twelfth on.
    @Test(arguments: [(0, 717), (6, 614), (11, 529)]) func breaksFade(age: Int, probability: Int) {
        let sides = RegimeOpinion.Sides(trend: .short, broken: .long, breakAge: age)
        let vote = Self.vote(.volatileBreakout, sides)
        #expect(vote == Vote(.long, probability: Score(raw: probability), confidence: Score(raw: 900), evidenceAge: age))
    }

    @Test func withoutASideThereIsNone() {
        let stale = RegimeOpinion.Sides(trend: .long, broken: .long, breakAge: 12)
        #expect(Self.vote(.volatileBreakout, stale) == .flat(confidence: Score(raw: 900)))
        #expect(Self.vote(.volatileBreakout) == .flat(confidence: Score(raw: 900)))
        let sides = RegimeOpinion.Sides(trend: .long, broken: .long, breakAge: 0)
        for regime in [Regime.ranging, .choppy] {
            #expect(Self.vote(regime, sides) == .flat(confidence: Score(raw: 900)))
        }
        #expect(Self.opinion.vote(.unknown, sides) == .abstain(.unusable))
    }

    /// On the edge is not outside; a channel that is not there is not left; ages have a bound.
    @Test func channelsAreLeftByCloses() {
        var channel = ChannelBreak()
        func take(_ close: Double, _ top: Double = 110, _ bottom: Double = 90) -> (Direction, Int) {
            channel.take(close, top: top, bottom: bottom)
            return (channel.side, channel.age)
        }
        #expect(take(110) == (.flat, 1) && take(90) == (.flat, 2) && take(500, .nan, .nan) == (.flat, 3))
        #expect(take(110.5) == (.long, 0) && take(100) == (.long, 1) && take(89.5) == (.short, 0))
        #expect(take(.nan) == (.short, 1))
        for _ in 0..<70_000 { channel.take(100, top: 110, bottom: 90) }
        #expect(channel.side == .short && channel.age == ChannelBreak.oldest)
    }

    @Test func parametersAreReadAndChecked() throws {
        let strategy = try StrategySpecification(
            reading: PlainDocument.read(
                """
                name: a
                heads:
                  regime: {weight: 1, fresh: 10, old: 90, breakLife: 5}
                consensus: {profile: custom, quorum: 1}
                regime: {percentileWindow: 400}

                """, file: "a.yaml"))
        #expect(strategy.heads.regime.fresh == 10 && strategy.heads.regime.old == 90 && strategy.heads.regime.breakLife == 5)
        #expect(strategy.canonicalForm.contains("heads.regime.breakLife = 5\n"))
        // The bands' 19 candles and the percentile's 400.
        #expect(strategy.heads.makeHead(.regime, timeframe: .h1, detector: strategy.regime).warmup == 418)
        #expect(Pipeline.history(strategy, timeframe: .h1) == 836)
        #expect(throws: PulseError.self) {
            try StrategySpecification(
                reading: PlainDocument.read(
                    "name: a\nheads:\n  regime: {weight: 1, fresh: 90, old: 90}\nconsensus: {profile: custom, quorum: 1}\n",
                    file: "a.yaml"))
        }
    }
}
