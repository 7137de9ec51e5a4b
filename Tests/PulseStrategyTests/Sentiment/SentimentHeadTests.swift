import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// The head of sentiment, by hand and by its promises.
@Suite struct SentimentHeadTests {
    private static let hour: Int64 = 3_600_000
    private static let candles = RandomWalk.candles(count: 120, seed: 71, timeframe: .h1)
    private static let start = candles.openTime[0]

    /// The votes on 120 hourly candles, the first of which closes an hour after `start`.
    private static func votes(
        items: [SidePoint] = [], index: [SidePoint] = [], _ parameters: SentimentParameters = SentimentParameters()
    ) -> [Vote] {
        var side = SideInputs()
        side[.sentiment] = SideSeries(items)
        side[.fearGreed] = SideSeries(index)
        return HeadRig.votes(SentimentHead(parameters), candles, .h1, side: side)
    }

    /// Scored items that become known together, so many hours after the start.
    private static func items(_ scores: [Double], after hours: Double = 0) -> [SidePoint] {
        scores.map { SidePoint(knownAt: start + Int64(hours * Double(hour)), value: $0) }
    }

    /// Ten items count fully; five of .3 and five of .7 have a mean of .5 and a dispersion of .2: s = .5, q = 1 x (1 - .2) = .8,
    /// p = .5 + .4 x .5 = .70.
    @Test func theGoldenCaseOnBothSides() {
        let scores = [0.3, 0.7, 0.3, 0.7, 0.3, 0.7, 0.3, 0.7, 0.3, 0.7]
        let long = Self.votes(items: Self.items(scores))[0]
        #expect(long == Vote(.long, probability: Score(0.70), confidence: Score(0.80), evidenceAge: 1))
        let short = Self.votes(items: Self.items(scores.map { -$0 }))[0]
        #expect(short == Vote(.short, probability: Score(0.70), confidence: Score(0.80), evidenceAge: 1))
    }

    @Test func theThresholdRule() {
        func vote(_ score: Double) -> Vote { SentimentHead.vote(score: score, confidence: 0.8, threshold: 0.2) }
        #expect(vote(0.5) == Vote(.long, probability: Score(0.70), confidence: Score(0.80)))
        #expect(vote(-0.5) == Vote(.short, probability: Score(0.70), confidence: Score(0.80)))
        #expect(vote(0.2) == .flat(confidence: Score(0.8)) && vote(-0.2) == .flat(confidence: Score(0.8)))
        // From .2 to .25 a side is taken, but the vote cannot count: it needs p >= .60.
        #expect(vote(0.22).direction == .long && vote(0.22).probability < Score(0.60))
        #expect(vote(0.25).probability == Score(0.60))
        #expect(vote(1).probability == Score(0.90) && vote(-1).probability == Score(0.90))
    }

    /// +1, and -1 twelve hours later: weights .5 and 1. Mean (.5 - 1) / 1.5 = -1/3; effective number 1.5^2 / 1.25 = 1.8; dispersion
    /// sqrt((.5 (4/3)^2 + (2/3)^2) / 1.5) = sqrt(8/9).
    @Test func weightsHalveWithTheHalfLife() {
        var opinion = DecayingOpinion(halfLife: 12)
        #expect(opinion.effectiveCount == 0 && opinion.confidence == 0)
        opinion.take(SidePoint(knownAt: Self.start, value: 1))
        #expect(opinion.mean == 1 && opinion.effectiveCount == 1 && opinion.dispersion == 0)
        opinion.take(SidePoint(knownAt: Self.start + 12 * Self.hour, value: -1))
        #expect(abs(opinion.mean + 1.0 / 3) < 1e-14)
        #expect(abs(opinion.effectiveCount - 1.8) < 1e-14)
        #expect(abs(opinion.dispersion - (8.0 / 9).squareRoot()) < 1e-14)
        #expect(abs(opinion.confidence - 0.18 * (1 - (8.0 / 9).squareRoot())) < 1e-14)
    }

    /// Impact .5 for .8 and 1 for -.1: mean (.4 - .1) / 1.5 = .2, as many as 1.8 items.
    @Test func impactIsAWeight() {
        var opinion = DecayingOpinion(halfLife: 12)
        opinion.take(SidePoint(knownAt: Self.start, value: 0.8, weight: 0.5))
        opinion.take(SidePoint(knownAt: Self.start, value: -0.1, weight: 1))
        #expect(abs(opinion.mean - 0.2) < 1e-15 && abs(opinion.effectiveCount - 1.8) < 1e-15)
    }

    /// Against the sums written out, over items hours to days apart.
    @Test func theRecurrenceIsTheSum() {
        var random = SplitMix64(seed: 72)
        var opinion = DecayingOpinion(halfLife: 12)
        var items: [SidePoint] = []
        var time = Self.start
        for _ in 0..<300 {
            time += Int64(random.uniform() * 6 * Double(Self.hour))
            let item = SidePoint(knownAt: time, value: 2 * random.uniform() - 1, weight: 0.05 + random.uniform())
            items.append(item)
            opinion.take(item)
            func share(_ item: SidePoint) -> Double { item.weight * Self.halved(Double(time - item.knownAt) / (12 * Double(Self.hour))) }
            let weight = items.reduce(0) { $0 + share($1) }
            let mean = items.reduce(0) { $0 + share($1) * $1.value } / weight
            let squares = items.reduce(0) { $0 + share($1) * ($1.value - mean) * ($1.value - mean) } / weight
            let count = weight * weight / items.reduce(0) { $0 + share($1) * share($1) }
            #expect(abs(opinion.mean - mean) < 1e-12 && abs(opinion.dispersion - squares.squareRoot()) < 1e-12)
            #expect(abs(opinion.effectiveCount - count) < 1e-10)
        }
    }

    /// 2^-x by squaring: the binary digits of x pick roots of one half.
    private static func halved(_ x: Double) -> Double {
        var (result, rest, root) = (1.0, x, 0.5)
        while rest >= 1 {
            result *= 0.5
            rest -= 1
        }
        for _ in 0..<60 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= root
                rest -= 1
            }
        }
        return result
    }

    @Test func equalScoresHaveNoDispersion() {
        var opinion = DecayingOpinion(halfLife: 7)
        for step in 0..<1_000 { opinion.take(SidePoint(knownAt: Self.start + Int64(step) * 1_234_567, value: 0.3, weight: 0.7)) }
        #expect(opinion.mean == 0.3 && opinion.dispersion == 0)
    }

    @Test func itemsThatSayNothingArePassedOver() {
        let sound = Self.items([0.6, 0.6])
        let bad = [
            SidePoint(knownAt: Self.start + 30, value: .nan), SidePoint(knownAt: Self.start + 30, value: 1.5),
            SidePoint(knownAt: Self.start + 30, value: -.infinity), SidePoint(knownAt: Self.start + 30, value: 0.1, weight: 0),
            SidePoint(knownAt: Self.start + 30, value: 0.1, weight: .nan), SidePoint(knownAt: Self.start + 30, value: 0.1, weight: -1),
            SidePoint(knownAt: Self.start + 30, value: 0.1, weight: .infinity),
        ]
        #expect(Self.votes(items: sound + bad) == Self.votes(items: sound))
        #expect(Self.votes(items: bad).allSatisfy { $0 == .abstain(.missingInput) })
    }

    /// (value, direction, p, c): g = (value - 50) / 50.
    @Test(arguments: [
        (20.0, Direction.long, 0.74, 0.75), (80, .short, 0.74, 0.75), (25, .long, 0.70, 0.75), (75, .short, 0.70, 0.75),
        (0, .long, 0.90, 0.75), (100, .short, 0.90, 0.75), (26, .flat, 0.5, 0.55), (50, .flat, 0.5, 0.55), (74, .flat, 0.5, 0.55),
    ])
    func extremeFearIsBought(value: Double, direction: Direction, probability: Double, confidence: Double) {
        let vote = Self.votes(index: [SidePoint(knownAt: Self.start, value: value)])[0]
        let age = direction == .flat ? 0 : 1
        #expect(vote == Vote(direction, probability: Score(probability), confidence: Score(confidence), evidenceAge: age))
    }

    /// s = .6 g: at 80, .36 and p = .644; at 70, .24 and p = .596, which cannot count.
    @Test(arguments: [
        (80.0, Direction.long, 0.644, 0.75), (20, .short, 0.644, 0.75), (70, .long, 0.596, 0.55), (30, .short, 0.596, 0.55),
        (60, .flat, 0.5, 0.55), (40, .flat, 0.5, 0.55),
    ])
    func asMomentumGreedIsBought(value: Double, direction: Direction, probability: Double, confidence: Double) {
        var parameters = SentimentParameters()
        parameters.fearGreed = .momentum
        let vote = Self.votes(index: [SidePoint(knownAt: Self.start, value: value)], parameters)[0]
        let age = direction == .flat ? 0 : 1
        #expect(vote == Vote(direction, probability: Score(probability), confidence: Score(confidence), evidenceAge: age))
    }

    /// Items speak for 24 hours after the latest, then the index for its 48, then nobody. Candle k closes k + 1 hours after the start.
    @Test func itemsComeFirstThenTheIndex() {
        let items = Self.items([0.8], after: 1) + Self.items([0.8], after: 3)
        let index = [SidePoint(knownAt: Self.start + 2 * Self.hour, value: 90)]
        let votes = Self.votes(items: items, index: index)
        #expect(votes[0].direction == .long, "an item known at the close counts")
        #expect(votes[2...26].allSatisfy { $0.direction == .long }, "to 27 hours after the start, 24 after the latest item")
        #expect(votes[26].evidenceAge == 24)
        #expect(votes[27...49].allSatisfy { $0.direction == .short }, "to 50 hours, 48 after the index")
        #expect(votes[50...].allSatisfy { $0 == .abstain(.missingInput) })
        var ignoring = SentimentParameters()
        ignoring.fearGreed = .ignored
        ignoring.maximumAge = 2
        let alone = Self.votes(items: items, index: index, ignoring)
        #expect(alone[2...4].allSatisfy { $0.direction == .long } && alone[5...].allSatisfy { $0 == .abstain(.missingInput) })
    }

    @Test func withoutSeriesItAbstains() {
        #expect(Self.votes().allSatisfy { $0 == .abstain(.missingInput) })
        #expect(
            Self.votes(index: [SidePoint(knownAt: Self.start, value: 101), SidePoint(knownAt: Self.start, value: .nan)]) == Self.votes())
    }

    /// Votes depend on the observations and the close's time: not on prices, nor on where the candles begin.
    @Test func itDoesNotLookAtCandles() {
        let side = RandomSide.inputs(from: Self.start, daysBefore: 3, hours: 120, seed: 73)
        let votes = HeadRig.votes(SentimentHead(), Self.candles, .h1, side: side)
        let others = RandomWalk.candles(count: 120, seed: 74, timeframe: .h1, volatility: 0.05)
        #expect(HeadRig.votes(SentimentHead(), others, .h1, side: side) == votes)
        #expect(HeadRig.votes(SentimentHead(), PoisonedFuture.notANumber.applied(to: Self.candles, from: 3), .h1, side: side) == votes)
        #expect(HeadRig.votes(SentimentHead(), Self.candles[50..<120], .h1, side: side) == Array(votes[50...]))
        #expect(votes.contains { $0.direction == .long || $0.direction == .short })
    }

    @Test func negatedScoresGiveTheOtherSide() {
        let side = RandomSide.inputs(from: Self.start, daysBefore: 3, hours: 120, seed: 75)
        var negated = SideInputs()
        negated[.sentiment] = SideSeries(
            side[.sentiment].points.map { SidePoint(knownAt: $0.knownAt, value: -$0.value, weight: $0.weight) })
        negated[.fearGreed] = SideSeries(side[.fearGreed].points.map { SidePoint(knownAt: $0.knownAt, value: 100 - $0.value) })
        let votes = HeadRig.votes(SentimentHead(), Self.candles, .h1, side: side)
        let opposite = HeadRig.votes(SentimentHead(), Self.candles, .h1, side: negated)
        #expect(
            zip(votes, opposite).allSatisfy {
                $0.direction == $1.direction.opposite && $0.probability == $1.probability && $0.confidence == $1.confidence
                    && $0.abstention == $1.abstention
            })
    }

    @Test func theEvidenceNamesWhatTheVoteRestsOn() {
        var head = SentimentHead()
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 120)
        defer { votes.deallocate() }
        var side = SideInputs()
        side[.sentiment] = SideSeries(Self.items([0.5, 0.5], after: 1))
        side[.fearGreed] = SideSeries([SidePoint(knownAt: Self.start + 40 * Self.hour, value: 12)])
        var found: [String] = []
        HeadRig.feed(Self.candles, .h1, side: side, cutting: Cuttings.singles(count: 120)) { frame in
            head.advance(frame, into: votes)
            let evidence = head.evidence
            #expect((evidence.first?.side ?? .flat) == votes[0].direction && (evidence.first?.age ?? 0) == Int(votes[0].evidenceAge))
            found.append(evidence.first?.name ?? "")
        }
        #expect(found[0...24].allSatisfy { $0 == "sentiment items" } && found[25...38].allSatisfy(\.isEmpty))
        #expect(found[39...87].allSatisfy { $0 == "fear & greed index" } && found[88...].allSatisfy(\.isEmpty))
    }

    @Test func parametersAreRead() throws {
        func read(_ sentiment: String) throws -> StrategySpecification {
            let text = "name: a\nheads:\n  technical: {weight: 0.4}\n  volume: {weight: 0.3}\n  sentiment:\n    weight: 0.3\n\(sentiment)"
            return try StrategySpecification(reading: PlainDocument.read(text, file: "strategy.yaml"))
        }
        var expected = SentimentParameters()
        #expect(try read("").heads.sentiment == expected)
        expected.halfLife = 6
        expected.maximumAge = 12
        expected.fearGreed = .momentum
        expected.fearGreedMaximumAge = 30
        expected.threshold = 0.3
        let strategy = try read(
            "    halfLife: 6\n    maximumAge: 12\n    threshold: 0.3\n    fearGreed: momentum\n    fearGreedMaximumAge: 30\n")
        #expect(strategy.heads.sentiment == expected)
        #expect(strategy.canonicalForm.contains("heads.sentiment.fearGreed = momentum"))
        #expect(strategy.heads.makeHead(.sentiment, timeframe: .h1, detector: strategy.regime).warmup == 0)
        #expect(throws: PulseError.self) { try read("    fearGreed: opposite\n") }
        #expect(throws: PulseError.self) { try read("    halfLife: 0\n") }
    }
}
