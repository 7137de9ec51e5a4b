import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct HarmonicPromiseTests {
    private static let candles = DyadicWalk.candles(count: 6_000, seed: 21)
    /// Indices just after D and after the turn of patterns, where a leak would show, and others.
    private static let cuts = Array(stride(from: 160, to: 3_000, by: 97))

    @Test func p1AnyCuttingGivesTheSameVotes() {
        #expect(HeadChecks.holdsForAnyCutting(HarmonicMutants.freeHead, Self.candles, .h1))
    }

    @Test func p2TheFutureChangesNoVote() {
        #expect(HeadChecks.ignoresTheFuture(HarmonicMutants.freeHead, Self.candles[0..<3_000], .h1, from: Self.cuts))
    }

    @Test func theChecksCatchPlantedFaults() {
        #expect(!HeadChecks.holdsForAnyCutting(HarmonicMutants.Repainting(), Self.candles, .h1))
        #expect(!HeadChecks.holdsForAnyCutting(HarmonicMutants.Unconfirmed(), Self.candles, .h1))
        #expect(!HeadChecks.ignoresTheFuture(HarmonicMutants.Unconfirmed(), Self.candles[0..<3_000], .h1, from: Self.cuts))
        let turns = Self.completions(HarmonicMutants.freeHead, Self.candles[0..<3_000]).filter { $0.d < $0.index }.map(\.index)
        #expect(!turns.isEmpty)
        #expect(!HeadChecks.ignoresTheFuture(HarmonicMutants.Repainting(), Self.candles[0..<3_000], .h1, from: turns))
        #expect(HeadChecks.ignoresTheFuture(HarmonicMutants.freeHead, Self.candles[0..<3_000], .h1, from: turns))
    }

    /// What the head completes, candle by candle; the level is left out of what agrees.
    private static func completions(_ head: HarmonicHead, _ candles: CandleColumns) -> [HarmonicOracle.Completion] {
        var head = head
        var found: [HarmonicOracle.Completion] = []
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 1)
        defer { votes.deallocate() }
        HeadRig.feed(candles, .h1, cutting: Cuttings.singles(count: candles.count)) { frame in
            head.advance(frame, into: votes)
            for pattern in head.patterns where pattern.index == frame.firstIndex {
                let legs = pattern.legs
                // A pivot is used no earlier than its confirmation.
                for point in [legs.x, legs.a, legs.b, legs.c] { #expect(point.pivot.confirmIndex <= frame.firstIndex) }
                found.append(
                    HarmonicOracle.Completion(
                        row: pattern.rule, side: legs.side, abc: [legs.a, legs.b, legs.c].map(\.pivot.index),
                        first: (pattern.isFourPoint ? legs.a : legs.x).pivot.index, d: pattern.d.index, index: pattern.index,
                        agreements: pattern.agreements.subtracting(.level).rawValue))
            }
        }
        return found
    }

    /// Against a plain search: every pattern of the head is one of the search's, drawn through pivots of the finished zig-zag (so none of them
    /// has moved since), and none of the search's is missing but those that the head holds already.
    @Test(arguments: [1, 2, 3] as [UInt64]) func agreesWithAPlainSearch(seed: UInt64) {
        let candles =
            seed == 3 ? RandomWalk.candles(count: 8_000, seed: 3, volatility: 0.006) : DyadicWalk.candles(count: 8_000, seed: seed)
        let head = seed == 3 ? HarmonicHead() : HarmonicMutants.freeHead
        let expected = HarmonicOracle(candles, minimumReversal: head.parameters.minimumReversal).completions()
        let found = Self.completions(head, candles)
        #expect(found.count > 30)
        for completion in found { #expect(expected.contains(completion), "\(completion)") }
        let held = Set(found)
        for completion in expected where !held.contains(completion) {
            let isFourPoint = HarmonicRule.table[completion.row].isFourPoint
            #expect(
                expected.contains { other in
                    other.abc == completion.abc && other.side == completion.side && other.index <= completion.index
                        && (isFourPoint && !HarmonicRule.table[other.row].isFourPoint
                            || HarmonicRule.table[other.row].pattern == HarmonicRule.table[completion.row].pattern && other != completion)
                }, "\(completion) is missing")
        }
    }

    /// The search tells a head of another tolerance from this one.
    @Test func thePlainSearchCatchesAnotherTable() {
        var parameters = HarmonicMutants.freeHead.parameters
        parameters.tolerance = .loose
        let candles = DyadicWalk.candles(count: 8_000, seed: 1)
        let expected = HarmonicOracle(candles, minimumReversal: 0).completions()
        #expect(Self.completions(HarmonicHead(parameters), candles).contains { !expected.contains($0) })
    }

    @Test func reflectedCandlesGiveReflectedVotes() {
        let candles = DyadicWalk.candles(count: 30_000, seed: 12)
        let plain = HeadRig.votes(HarmonicMutants.freeHead, candles, .h1)
        let reflected = HeadRig.votes(HarmonicMutants.freeHead, DyadicWalk.mirrored(candles), .h1)
        let different = zip(plain, reflected).count { a, b in
            a.direction != b.direction.opposite || a.probability != b.probability || a.confidence != b.confidence
                || a.abstention != b.abstention || a.evidenceAge != b.evidenceAge
        }
        #expect(different == 0, "\(different) of \(candles.count) votes are not reflected")
    }

    /// Over independent walks the share that lean long is within three sigma of a half; the head is neither silent nor always on.
    @Test func noiseIsAnsweredEvenly() {
        var (longWalks, shortWalks) = (0, 0)
        var rates = HeadChecks.Rates([Vote]())
        let walks = 200
        for seed in 0..<walks {
            let candles = RandomWalk.candles(count: 1_200, seed: UInt64(7_000 + seed), timeframe: .h1, volatility: 0.006)
            let walk = HeadChecks.Rates(HeadRig.votes(HarmonicHead(), candles, .h1).dropFirst(150))
            longWalks += walk.long > walk.short ? 1 : 0
            shortWalks += walk.short > walk.long ? 1 : 0
            rates.validLong += walk.validLong / Double(walks)
            rates.validShort += walk.validShort / Double(walks)
        }
        let decided = Double(longWalks + shortWalks)
        #expect(abs(Double(longWalks) - decided / 2) <= 1.5 * decided.squareRoot(), "\(longWalks) long, \(shortWalks) short")
        let valid = rates.validLong + rates.validShort
        #expect(valid > 0.01 && valid < 0.5, "\(valid) of the votes are valid")
    }

    @Test(.enabled(if: SharedData.has(HarmonicCandles.hours)), arguments: [HarmonicCandles.hours, HarmonicCandles.fiveMinutes])
    func realCandlesAreAnsweredOnBothSides(path: String) throws {
        let candles = try HarmonicCandles.read(path)
        let timeframe = path == HarmonicCandles.hours ? Timeframe.h1 : .m5
        let rates = HeadChecks.Rates(HeadRig.votes(HarmonicHead(), candles, timeframe).dropFirst(150))
        #expect(rates.validLong > 0.001 && rates.validShort > 0.001, "\(rates)")
        guard timeframe == .h1 else { return }
        // Patterns of five points are rare, but there are some on both sides, and not of one kind alone.
        let fivePoint = Self.completions(HarmonicHead(), candles).filter { !HarmonicRule.table[$0.row].isFourPoint }
        #expect(Set(fivePoint.map(\.side)).count == 2 && Set(fivePoint.map(\.row)).count >= 5)
    }

    @Test func abstainsThroughItsWarmup() {
        let votes = HeadRig.votes(HarmonicHead(), DyadicWalk.candles(count: 300, seed: 1), .h1)
        #expect(votes.prefix(150).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(150).allSatisfy { !$0.isAbstention })
    }

    /// P9: patterns, zones and levels stay within their bounds on a long and restless series, and poisoned candles neither trap nor grow anything.
    @Test func p9PoolsAreBounded() {
        var candles = DyadicWalk.candles(count: 20_000, seed: 8)
        var head = HarmonicMutants.freeHead
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 1)
        defer { votes.deallocate() }
        var most = 0
        for pass in 0..<2 {
            HeadRig.feed(candles, .h1, cutting: Cuttings.singles(count: candles.count)) { frame in
                head.advance(frame, into: votes)
                most = max(most, head.patterns.count)
                #expect(head.patterns.count <= 16)
                #expect(head.projections.allSatisfy { $0.zones.count <= HarmonicRule.table.count })
                if pass == 1, frame.firstIndex >= 5_200 { #expect(votes[0] == .abstain(.unusable)) }
            }
            candles = PoisonedFuture.notANumber.applied(to: candles, from: 5_000)
            head = HarmonicMutants.freeHead
        }
        #expect(most > 1)
    }
}
