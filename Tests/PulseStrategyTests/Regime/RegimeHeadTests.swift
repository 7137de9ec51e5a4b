import PulseAnalytics
import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1, P2, reflection, warm-up, noise and real candles, for the head of regimes.
@Suite struct RegimeHeadTests {
    private static let candles = DyadicWalk.candles(count: 6_000, seed: 51)
    /// With volumes of their own mind, so that there are breakouts.
    private static let restless = RandomWalk.candles(count: 6_000, seed: 41, timeframe: .h1, volatility: 0.004)

    @Test func p1AnyCuttingGivesTheSameVotes() {
        #expect(HeadChecks.holdsForAnyCutting(RegimeHead(), Self.candles, .h1))
    }

    @Test func p2TheFutureChangesNoVote() {
        let cuts = Array(stride(from: 150, to: 2_400, by: 211))
        #expect(HeadChecks.ignoresTheFuture(RegimeHead(), Self.candles[0..<2_500], .h1, from: cuts))
    }

    @Test func theChecksCatchPlantedFaults() {
        let candles = Self.candles[0..<1_500]
        #expect(!HeadChecks.holdsForAnyCutting(LeakingRegimeHeads.Labelled(), candles, .h1))
        #expect(
            !HeadChecks.ignoresTheFuture(LeakingRegimeHeads.Labelled(), candles, .h1, from: Array(stride(from: 400, to: 1_400, by: 40))))
        #expect(!HeadChecks.holdsForAnyCutting(LeakingRegimeHeads.Forgetful(), candles, .h1))
    }

    /// The sides worked out again from plain definitions: a recursion for the mean, a maximum of the twenty candles before for the channel.
    @Test func votesAreThoseOfThePlainDefinitions() {
        let candles = Self.restless
        let states = RegimeRig.states(candles)
        let ranges = HeadRig.Features(candles).averageTrueRange
        let votes = HeadRig.votes(RegimeHead(), candles, .h1)
        let opinion = RegimeOpinion(RegimeHeadParameters())
        var means: [Double] = []
        var (broken, breakAge) = (Direction.flat, 0)
        var regimes = [Int](repeating: 0, count: Regime.allCases.count)
        var different = 0
        for index in 0..<candles.count {
            let close = candles.close[index]
            means.append(
                index < 49
                    ? .nan : index == 49 ? candles.close[0..<50].reduce(0, +) / 50 : means[index - 1] + (close - means[index - 1]) * 2 / 51)
            breakAge += 1
            if index >= 20 {
                let before = index - 20..<index
                if close > candles.high[before].max()! { (broken, breakAge) = (.long, 0) }
                if close < candles.low[before].min()! { (broken, breakAge) = (.short, 0) }
            }
            guard let regime = states[index].regime else { continue }
            regimes[Int(regime.rawValue)] += 1
            let slope = (means[index] - means[index - 10]) / 10 / ranges[index]
            let trend: Direction =
                slope >= 0.03 && close > means[index] ? .long : slope <= -0.03 && close < means[index] ? .short : .flat
            let expected = opinion.vote(states[index], RegimeOpinion.Sides(trend: trend, broken: broken, breakAge: breakAge))
            different += votes[index] == expected ? 0 : 1
        }
        // A slope on the very cut may fall on either side of it.
        #expect(different <= 2, "\(different) votes")
        #expect(regimes.allSatisfy { $0 > 0 }, "\(regimes)")
    }

    @Test func reflectedCandlesGiveReflectedVotes() {
        let candles = DyadicWalk.candles(count: 30_000, seed: 12)
        let plain = HeadRig.votes(RegimeHead(), candles, .h1)
        let reflected = HeadRig.votes(RegimeHead(), DyadicWalk.mirrored(candles), .h1)
        // The detector's percentile of the bands is not exactly mirrored: widths are shares of a price.
        let different = zip(plain, reflected).count { a, b in a.direction != b.direction.opposite }
        #expect(different < 600, "\(different) of \(candles.count) votes are not reflected")
        #expect(plain.count { $0.direction == .long } > 1_000 && plain.count { $0.direction == .short } > 1_000)
    }

    @Test func abstainsUntilTheDetectorIsWarm() {
        let votes = HeadRig.votes(RegimeHead(), Self.candles[0..<400], .h1)
        #expect(RegimeHead().warmup == 218)
        #expect(votes[..<218].allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes[218...].allSatisfy { !$0.isAbstention })
    }

    @Test func abstainsWhereNothingCanBeJudged() {
        for poison in [PoisonedFuture.notANumber, .infinite] {
            let votes = HeadRig.votes(RegimeHead(), poison.applied(to: Self.candles[0..<1_000], from: 500), .h1)
            #expect(votes[500...].allSatisfy { $0 == .abstain(.unusable) })
        }
        // A frame without regimes: nobody looked for them.
        var head = RegimeHead()
        var last = Vote.abstain(.warmup)
        HeadRig.feed(Self.candles[0..<300], .h1) { frame in
            var votes = [Vote](repeating: .abstain(.warmup), count: frame.candles.count)
            votes.withUnsafeMutableBufferPointer { head.advance(frame, into: $0) }
            last = votes.last ?? last
        }
        #expect(last == .abstain(.missingInput))
        #expect(head.evidence.isEmpty)
    }

    /// In the pipeline its regimes are those of the gates: one detector for both.
    @Test func thePipelineLendsItsRegimes() throws {
        var strategy = StrategySpecification.standard
        strategy.consensus.weights = try #require(HeadWeights([(.regime, 1)]))
        var pipeline = try #require(Pipeline(strategy, base: .h1, timeframe: .h1))
        var columns = pipeline.makeColumns()
        let candles = DyadicWalk.candles(count: 3_000, seed: 52)
        candles.withBlock { pipeline.advance($0, into: &columns) }
        #expect(columns.regimes == RegimeRig.states(candles))
        for (state, vote) in zip(columns.regimes, columns.votes[0]) {
            switch state.regime {
            case .strongTrendBull: #expect(vote.direction == .long)
            case .strongTrendBear: #expect(vote.direction == .short)
            case .ranging, .choppy: #expect(vote.direction == .flat && !vote.isAbstention)
            case .weakTrend, .volatileBreakout: #expect(!vote.isAbstention)
            case nil: #expect(vote.isAbstention)
            }
        }
    }

    @Test func theEvidenceIsWhatTheVoteRestsOn() {
        let states = RegimeRig.states(Self.restless)
        var head = RegimeHead()
        var seen = Set<Regime>()
        HeadRig.feed(Self.restless, .h1, regimes: states, cutting: Cuttings.singles(count: Self.restless.count)) { frame in
            var vote = [Vote.abstain(.warmup)]
            vote.withUnsafeMutableBufferPointer { head.advance(frame, into: $0) }
            guard let regime = states[frame.firstIndex].regime else { return }
            seen.insert(regime)
            let evidence = head.evidence
            #expect(evidence.first?.name == regime.name && evidence.first?.side == vote[0].direction)
            #expect(evidence.first?.age == Int(states[frame.firstIndex].duration) - 1)
            #expect(evidence.count == (regime == .ranging || regime == .choppy ? 1 : 2))
        }
        #expect(seen.count == Regime.allCases.count)
    }

    /// On noise there is no reason to prefer a side. Trends are seen there all the time, as the detector's page says.
    @Test func noiseIsAnsweredEvenly() {
        var (longWalks, shortWalks) = (0, 0)
        var votes: [Vote] = []
        for seed in 0..<200 {
            let walk = HeadRig.votes(RegimeHead(), DyadicWalk.candles(count: 600, seed: UInt64(7_000 + seed)), .h1)
            let (long, short) = (walk.count { $0.direction == .long }, walk.count { $0.direction == .short })
            longWalks += long > short ? 1 : 0
            shortWalks += short > long ? 1 : 0
            votes += walk[218...]
        }
        let decided = Double(longWalks + shortWalks)
        #expect(abs(Double(longWalks) - decided / 2) <= 1.5 * decided.squareRoot(), "\(longWalks) long, \(shortWalks) short")
        let rates = HeadChecks.Rates(votes)
        #expect(rates.long > 0.1 && rates.short > 0.1 && rates.validLong + rates.validShort < 0.6, "\(rates)")
    }

    @Test(.enabled(if: SharedData.has("data/candles/mit/spot/BTCUSDT-1h-20170817_20240421.csv.gz")))
    func votesBothSidesOnRealCandles() throws {
        let candles = try ICTPromiseTests.realCandles("BTCUSDT-1h-20170817_20240421")
        let rates = HeadChecks.Rates(HeadRig.votes(RegimeHead(), candles, .h1))
        #expect(rates.validLong > 0.02 && rates.validShort > 0.02 && rates.long + rates.short < 0.95, "\(rates)")
    }
}
