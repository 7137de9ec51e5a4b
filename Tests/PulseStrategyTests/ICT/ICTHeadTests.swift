import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// The whole head: what it says it has seen is what its votes are made of, and the time of day counts where it should.
@Suite struct ICTHeadTests {
    /// Calls `body` with the vote on each candle after the warm-up, the evidence for it and the candle's index.
    private static func follow(
        _ candles: CandleColumns, _ timeframe: Timeframe, _ parameters: ICTParameters = ICTParameters(),
        _ body: (Vote, [Evidence], Int) -> Void
    ) {
        var head = ICTHead(timeframe: timeframe, parameters)
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 1)
        defer { votes.deallocate() }
        HeadRig.feed(candles, timeframe, cutting: Cuttings.singles(count: candles.count)) { frame in
            head.advance(frame, into: votes)
            if frame.firstIndex >= head.warmup { body(votes[0], head.evidence, frame.firstIndex) }
        }
    }

    private static func life(_ kind: ICTEvent.Kind, _ timeframe: Timeframe) -> Int {
        switch kind {
        case .sweep: 5
        case .judas: timeframe < .h1 ? 12 : 4
        case .optimalEntry, .gapRetest, .blockRetest: 3
        }
    }

    /// The score of section "how the vote is made", from what is told for a reader.
    private static func vote(from evidence: [Evidence], _ timeframe: Timeframe, multiplier: Double) -> (
        direction: Direction, p: Score, c: Score
    ) {
        var weights: [Direction: Double] = [.long: 0, .short: 0]
        var confidences: [Direction: Double] = [.long: 0, .short: 0]
        for kind in ICTEvent.Kind.allCases {
            for item in evidence where item.name == kind.name {
                let life = Double(life(kind, timeframe))
                let weight = kind.weight * (life + 1 - Double(item.age)) / (life + 1)
                weights[item.side, default: 0] += weight
                confidences[item.side, default: 0] += weight * (item.strength ?? .nan)
            }
        }
        let (long, short) = (weights[.long] ?? 0, weights[.short] ?? 0)
        guard abs(long - short) >= 1 else { return (.flat, .half, .half) }
        let winner: Direction = long > short ? .long : .short
        let mean = (confidences[winner] ?? 0) / (weights[winner] ?? 0) - (min(long, short) > 0 ? 0.1 : 0)
        return (winner, Score(min(0.95, 0.6 + 0.1 * abs(long - short))), Score(min(0.95, mean * multiplier)))
    }

    @Test(arguments: [Timeframe.m15, .h1, .h4]) func theEvidenceMakesTheVote(timeframe: Timeframe) {
        var parameters = ICTParameters()
        parameters.minimumGap = 0
        let candles = DyadicWalk.candles(count: 5_000, seed: 31, timeframe: timeframe)
        var clock = SessionClock()
        var (different, sided) = (0, 0)
        var names: Set<String> = []
        Self.follow(candles, timeframe, parameters) { vote, evidence, index in
            let closed = candles.openTime[index] + timeframe.milliseconds
            let expected = Self.vote(from: evidence, timeframe, multiplier: timeframe < .h4 ? clock.window(at: closed).multiplier : 1)
            if vote.direction != expected.direction || vote.probability != expected.p || vote.confidence != expected.c { different += 1 }
            if vote.direction != .flat {
                sided += 1
                // The weightiest comes first; it may be the other side's.
                if evidence.first?.side == vote.direction, evidence.first?.age != Int(vote.evidenceAge) { different += 1 }
            }
            names.formUnion(evidence.map(\.name))
        }
        #expect(different == 0 && sided > 500, "\(different) of \(sided)")
        let expected = Set(ICTEvent.Kind.allCases.map(\.name)).subtracting(timeframe <= .h1 ? [] : ["Judas swing"])
            .union(["trend", "equilibrium", "balanced price range", "impulse leg", "fair value gap"])
            .union(timeframe < .h4 ? ["session"] : [])
        #expect(names == expected)
    }

    /// Five-minute candles that close at the two golden instants; an hour off in the other half of the year.
    @Test(arguments: [
        ("2024-01-15T14:55", "silver bullet"), ("2024-07-15T13:55", "silver bullet"), ("2024-07-15T14:55", "New York kill zone"),
        ("2024-01-15T13:55", "New York kill zone"),
    ])
    func theCandlesCloseIsItsTime(text: String, session: String) throws {
        let closed = try #require(Timestamp(text))
        let count = 400
        var candles = CandleColumns()
        let walk = DyadicWalk.candles(count: count, seed: 32, timeframe: .m5)
        for index in 0..<count {
            var candle = walk[index]
            candle.openTime = closed.advanced(byMilliseconds: -Int64(count - index) * Timeframe.m5.milliseconds)
            candles.append(candle)
        }
        var last: Evidence?
        Self.follow(candles, .m5) { _, evidence, _ in last = evidence.first { $0.name == "session" } }
        #expect(last?.detail.hasPrefix(session) == true, "\(String(describing: last))")
    }

    /// Below four hours the hour changes confidences, and nothing but confidences; from four hours on it changes nothing.
    @Test func sessionsCountBelowFourHours() {
        var timeless = ICTParameters()
        timeless.usesSessions = false
        for timeframe in [Timeframe.m15, .h1, .h2, .h4, .h12, .d1] {
            let candles = RandomWalk.candles(count: 6_000, seed: 33, timeframe: timeframe, volatility: 0.006)
            let with = HeadRig.votes(ICTHead(timeframe: timeframe), candles, timeframe)
            let without = HeadRig.votes(ICTHead(timeframe: timeframe, timeless), candles, timeframe)
            #expect(zip(with, without).allSatisfy { $0.direction == $1.direction && $0.probability == $1.probability })
            #expect((with == without) == (timeframe >= .h4))
        }
    }

    /// What retests do not count in a market without a trend of their side is told by the same candles in a market that has it: no gap
    /// retest against it.
    @Test func gapsAreRetestedInTheTrend() {
        let candles = RandomWalk.candles(count: 8_000, seed: 34, timeframe: .h1, volatility: 0.006)
        var found = 0
        Self.follow(candles, .h1) { _, evidence, _ in
            let trend = evidence.first { $0.name == "trend" }?.side
            for item in evidence where item.name == ICTEvent.Kind.gapRetest.name && item.age == 0 {
                #expect(item.side == trend)
                found += 1
            }
        }
        #expect(found > 20)
    }

    private func read(_ ict: String) throws -> StrategySpecification {
        let text = """
            name: a
            heads:
              technical: {weight: 0.3}
              volume: {weight: 0.3}
              structure: {weight: 0.2}
              ict:
                weight: 0.2
            \(ict)
            """
        return try StrategySpecification(reading: PlainDocument.read(text, file: "strategy.yaml"))
    }

    @Test func parametersAreRead() throws {
        var expected = ICTParameters()
        #expect(try read("").heads.ict == expected)
        expected.asianRangeStart = 1
        expected.asianRangeEnd = 5
        expected.sweepLife = 8
        expected.minimumGap = 0.002
        expected.usesSessions = false
        let strategy = try read(
            "    asianRangeStart: 1\n    asianRangeEnd: 5\n    sweepLife: 8\n    minimumGap: 0.002\n    usesSessions: false")
        #expect(strategy.heads.ict == expected)
        #expect(strategy.canonicalForm.contains("heads.ict.asianRangeEnd"))
        #expect(strategy.heads.makeHead(.ict, timeframe: .m5, detector: strategy.regime).warmup == 336, "28 hours")
        #expect(throws: PulseError.self) { try read("    asianRangeStart: 6") }
        #expect(throws: PulseError.self) { try read("    gapLive: 6") }
        #expect(throws: PulseError.self) { try read("    swingWing: 1") }
    }
}
