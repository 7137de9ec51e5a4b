import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1, P2 and the behaviour on noise, for the heads of rules and of structure alike.
@Suite struct HeadPromiseTests {
    enum Subject: CaseIterable, Sendable {
        case rules, strictRules, structure

        var head: any Head {
            switch self {
            case .rules: RulesHead()
            case .strictRules: RulesHead(ruleSet: .talibStrict)
            case .structure: StructureHead(timeframe: .h1)
            }
        }
    }

    private static let candles = DyadicWalk.candles(count: 6_000, seed: 11)

    /// Cuttings whose votes differ from those on the whole series.
    private static func faultyCuttings(_ head: some Head) -> Int {
        let whole = HeadRig.votes(head, candles, .h1)
        return Cuttings.varied(count: candles.count, seed: 5).count { HeadRig.votes(head, candles, .h1, cutting: $0) != whole }
    }

    /// Poisoned futures that change a vote before them.
    private static func leaks(_ head: some Head) -> Int {
        let candles = candles[0..<2_500]
        let whole = HeadRig.votes(head, candles, .h1)
        var leaks = 0
        for index in stride(from: 130, to: candles.count, by: 233) {
            for poison in PoisonedFuture.allCases {
                let votes = HeadRig.votes(head, poison.applied(to: candles, from: index), .h1)
                if votes[..<index] != whole[..<index] { leaks += 1 }
            }
        }
        return leaks
    }

    @Test(arguments: Subject.allCases) func p1AnyCuttingGivesTheSameVotes(subject: Subject) {
        #expect(Self.faultyCuttings(subject.head) == 0)
    }

    /// Given one at a time, no candle can have seen the next: that the votes are the same is P2 at every candle. The poison adds that no
    /// state is shared.
    @Test(arguments: Subject.allCases) func p2TheFutureChangesNoVote(subject: Subject) {
        #expect(Self.leaks(subject.head) == 0)
    }

    @Test func theChecksCatchPlantedFaults() {
        #expect(Self.faultyCuttings(LeakingHeads.Forgetful()) > 0)
        #expect(Self.faultyCuttings(LeakingHeads.CentredPivot()) > 0)
        #expect(Self.leaks(LeakingHeads.CentredPivot()) > 0)
        #expect(Self.faultyCuttings(LeakingHeads.UnclosedHigherTimeframe()) > 0)
        #expect(Self.leaks(LeakingHeads.UnclosedHigherTimeframe()) > 0)
    }

    /// Upside down, long is short: the vote of every candle turns, apart from a tie here and there in a rounded third or mean.
    @Test(arguments: [Subject.rules, .structure]) func reflectedCandlesGiveReflectedVotes(subject: Subject) {
        let candles = DyadicWalk.candles(count: 30_000, seed: 12)
        let plain = HeadRig.votes(subject.head, candles, .h1)
        let reflected = HeadRig.votes(subject.head, DyadicWalk.mirrored(candles), .h1)
        let different =
            candles.count
            - zip(plain, reflected).count { a, b in
                a.direction == b.direction.opposite && a.probability == b.probability && a.confidence == b.confidence
                    && a.abstention == b.abstention && a.evidenceAge == b.evidenceAge
            }
        #expect(different < 60, "\(different) of \(candles.count) votes are not reflected")
    }

    /// On noise a head has no reason to prefer a side: over independent walks the share that lean long is within three sigma of a half.
    /// Nor is it silent or always on.
    @Test(arguments: [Subject.rules, .structure]) func noiseIsAnsweredEvenly(subject: Subject) {
        var longWalks = 0
        var shortWalks = 0
        var directional = 0
        var total = 0
        for seed in 0..<200 {
            let votes = HeadRig.votes(subject.head, DyadicWalk.candles(count: 600, seed: UInt64(1_000 + seed)), .h1)
            let long = votes.count { $0.direction == .long }
            let short = votes.count { $0.direction == .short }
            longWalks += long > short ? 1 : 0
            shortWalks += short > long ? 1 : 0
            directional += long + short
            total += votes.count { !$0.isAbstention }
        }
        let decided = Double(longWalks + shortWalks)
        #expect(abs(Double(longWalks) - decided / 2) <= 1.5 * decided.squareRoot(), "\(longWalks) long, \(shortWalks) short")
        let rate = Double(directional) / Double(total)
        #expect(rate > 0.05 && rate < 0.95, "\(rate) of the votes take a side")
    }
}
