import PulseCore
import PulseStrategy
import Testing

@Suite("Consensus")
struct ConsensusTests {
    /// Nine heads with the canonical weights.
    private static func nine(_ profile: ConsensusRule.Profile = .spec4) throws -> Consensus {
        let weights = try #require(HeadWeights(HeadID.allCases.map { ($0, $0.canonicalWeight) }))
        return Consensus(ConsensusRule(profile, weights: weights))
    }

    private static func vote(_ direction: Direction, _ probability: Double, _ confidence: Double) -> Vote {
        Vote(direction, probability: Score(probability), confidence: Score(confidence))
    }

    /// Votes of the named heads, flat ones of the others.
    private static func votes(_ consensus: Consensus, _ named: [HeadID: Vote]) -> [Vote] {
        consensus.heads.map { named[$0] ?? .flat(confidence: Score(0.6)) }
    }

    @Test("the worked example: five longs give .8280 and .904")
    func workedExample() throws {
        let consensus = try Self.nine()
        let verdict = consensus.verdict(
            Self.votes(
                consensus,
                [
                    .technical: Self.vote(.long, 0.75, 0.80), .volume: Self.vote(.long, 0.78, 0.82), .ict: Self.vote(.long, 0.88, 0.84),
                    .wyckoff: Self.vote(.long, 0.90, 0.86), .crypto: Self.vote(.long, 0.83, 0.80),
                ]))
        #expect(verdict.outcome == .passed)
        #expect(verdict.direction == .long)
        #expect(verdict.agreeing.heads == [.technical, .volume, .ict, .wyckoff, .crypto])
        #expect(verdict.available.count == 9)
        #expect(abs(verdict.probability.value - 0.8280) < 1.0 / 1_024)
        // Weighted mean .8244 + .03 for five heads + .05 for a mean probability of .828, each on the grid.
        #expect(abs(verdict.confidence.value - 0.904) < 1.5 / 1_024)
    }

    @Test("bonuses by group size and by mean probability")
    func bonuses() {
        #expect((0...9).map { ConsensusRule.agreementBonus(size: $0) } == [0, 0, 0, 0, 0, 0.03, 0.06, 0.09, 0.12, 0.15].map { Score($0) })
        let strength = [0.50, 0.59, 0.60, 0.74, 0.75, 0.84, 0.85, 1.0].map { probability in
            ConsensusRule.strengthBonus(sum: 4 * Int(Score(probability).raw), count: 4)
        }
        #expect(strength == [0, 0, 0.02, 0.02, 0.05, 0.05, 0.08, 0.08].map { Score($0) })
        // One 1024th below the step of four heads is below it.
        #expect(ConsensusRule.strengthBonus(sum: 4 * 768 - 1, count: 4) == Score(0.02))
    }

    @Test("votes below a minimum, flat votes and abstentions do not count")
    func validity() throws {
        let consensus = try Self.nine()
        let strong = Self.vote(.long, 0.8, 0.9)
        var named: [HeadID: Vote] = [.technical: strong, .volume: strong, .rules: strong]
        func outcome() -> Verdict { consensus.verdict(Self.votes(consensus, named)) }
        named[.structure] = Vote(.long, probability: Score(raw: 613), confidence: Score(0.9))
        #expect(outcome().outcome == .noQuorum)
        #expect(outcome().agreeing.count == 3)
        named[.structure] = Vote(.long, probability: Score(raw: 614), confidence: Score(raw: 716))
        #expect(outcome().outcome == .noQuorum)
        named[.structure] = Vote(.long, probability: Score(raw: 614), confidence: Score(raw: 717))
        #expect(outcome().outcome == .passed)
        // With five heads gone, four remain, and three of them are enough.
        named[.structure] = .abstain(.warmup)
        for head in [HeadID.sentiment, .ict, .wyckoff, .harmonic] { named[head] = .abstain(.missingInput) }
        #expect(outcome().outcome == .passed)
        #expect(outcome().available.count == 4)
        for head in [HeadID.rules, .crypto] { named[head] = .abstain(.missingInput) }
        #expect(outcome().outcome == .tooFewHeads)
        #expect(outcome().direction == .flat)
    }

    @Test("equally many on both sides is a tie; a heavy opposition vetoes; each opponent costs .04")
    func opposition() throws {
        let weights = try #require(HeadWeights([(.technical, 1), (.volume, 1), (.rules, 1), (.structure, 1)]))
        var rule = ConsensusRule(.custom, weights: weights)
        rule.quorum = .fixed(2)
        let long = Self.vote(.long, 0.8, 0.9)
        let short = Self.vote(.short, 0.8, 0.9)
        let tie = Consensus(rule).verdict([long, short, long, short])
        #expect(tie.outcome == .tie)
        #expect(tie.direction == .flat)
        #expect(tie.dissenting.count == 4)
        // One of four equal heads against three: a third of their weight.
        let heard = Consensus(rule).verdict([short, short, short, long])
        #expect(heard.outcome == .passed)
        #expect(heard.direction == .short)
        // .9 + .05 for the mean probability - .04; probability .8 - .5 * .25 * .3.
        #expect(heard.confidence == Score(raw: 922 + 51 - 41))
        #expect(abs(heard.probability.value - 0.7625) < 1.0 / 1_024)
        rule.vetoShare = Score(0.33)
        #expect(Consensus(rule).verdict([short, short, short, long]).outcome == .vetoed)
        rule.vetoShare = Score(0.34)
        #expect(Consensus(rule).verdict([short, short, short, long]).outcome == .passed)
    }

    @Test("the gate decides on the exact sum, and the printed confidence agrees with it")
    func gate() throws {
        let weights = try #require(HeadWeights([(.technical, 0.5), (.volume, 0.3), (.rules, 0.2)]))
        var random = SplitMix64(seed: 3)
        var met: Set<Verdict.Outcome> = []
        for _ in 0..<20_000 {
            var rule = ConsensusRule(.custom, weights: weights)
            rule.confidenceGate = Score(raw: 740 + Int(random.next() % 8))
            let votes = (0..<3).map { _ in
                Vote(.long, probability: Score(raw: 650), confidence: Score(raw: 717 + Int(random.next() % 20)))
            }
            let verdict = Consensus(rule).verdict(votes)
            met.insert(verdict.outcome)
            #expect((verdict.outcome == .passed) == (verdict.confidence >= rule.confidenceGate))
        }
        #expect(met == [.passed, .lowConfidence])
    }

    @Test("confidence is capped at .95, never 1")
    func cap() throws {
        let consensus = try Self.nine(.strict5)
        let verdict = consensus.verdict(consensus.heads.map { _ in Self.vote(.short, 1, 1) })
        #expect(verdict.confidence == ConsensusRule.confidenceCap)
        #expect(verdict.confidence.value <= 0.95)
        #expect(verdict.probability == .one)
        #expect(verdict.direction == .short)
    }

    @Test("a head of weight 0 takes no part")
    func weightless() throws {
        let weights = try #require(HeadWeights([(.technical, 0.5), (.volume, 0.25), (.rules, 0.25), (.structure, 0)]))
        let consensus = Consensus(ConsensusRule(.spec4, weights: weights))
        #expect(consensus.heads == [.technical, .volume, .rules])
        let strong = Self.vote(.long, 0.8, 0.9)
        #expect(consensus.verdict([strong, strong, strong]).available.heads == [.technical, .volume, .rules])
    }

    @Test("mirrored votes give the mirrored verdict")
    func symmetry() throws {
        let consensus = try Self.nine()
        var random = SplitMix64(seed: 5)
        for _ in 0..<5_000 {
            let votes = consensus.heads.map { _ in RandomVotes.vote(&random) }
            let mirrored = votes.map { vote in
                vote.isAbstention ? vote : Vote(vote.direction.opposite, probability: vote.probability, confidence: vote.confidence)
            }
            let a = consensus.verdict(votes)
            let b = consensus.verdict(mirrored)
            #expect(a.direction == b.direction.opposite)
            #expect(a.outcome == b.outcome)
            #expect(a.agreeing == b.agreeing)
            #expect(a.probability == b.probability)
            #expect(a.confidence == b.confidence)
        }
    }
}

/// Random votes on the grid, valid often enough to reach every outcome.
enum RandomVotes {
    static func vote(_ random: inout SplitMix64) -> Vote {
        let kind = random.next() % 10
        if kind == 0 { return .abstain(.warmup) }
        if kind == 1 { return .flat(confidence: Score(raw: Int(random.next() % 1_025))) }
        return Vote(
            kind < 7 ? .long : .short, probability: Score(raw: 560 + Int(random.next() % 465)),
            confidence: Score(raw: 680 + Int(random.next() % 345)))
    }
}
