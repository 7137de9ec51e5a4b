import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1, P2, P9, the mirror image and the behaviour on noise and on real candles.
@Suite struct WyckoffPromiseTests {
    /// A walk, and a drawn accumulation and distribution behind it, so that every phase is cut and poisoned.
    private static let candles: CandleColumns = {
        var columns = WyckoffSketch.complete().candles
        columns.append(contentsOf: Sketch.reflected(WyckoffSketch.complete().candles, around: 200))
        columns.append(contentsOf: DyadicWalk.candles(count: 4_000, seed: 31))
        return columns
    }()

    @Test func p1AnyCuttingGivesTheSameVotes() {
        let votes = HeadRig.votes(WyckoffHead(), Self.candles, .h1)
        #expect(votes.contains { $0.direction == .long } && votes.contains { $0.direction == .short })
        #expect(HeadChecks.holdsForAnyCutting(WyckoffHead(), Self.candles, .h1))
    }

    @Test func p2TheFutureChangesNoVote() {
        let cuts = [196, 200, 215, 216, 217, 219, 227, 228, 230, 231] + Array(stride(from: 380, to: 470, by: 7))
        #expect(HeadChecks.ignoresTheFuture(WyckoffHead(), Self.candles[0..<480], .h1, from: cuts))
        let walk = DyadicWalk.candles(count: 1_500, seed: 32)
        #expect(HeadChecks.ignoresTheFuture(WyckoffHead(), walk, .h1, from: Array(stride(from: 160, to: 1_500, by: 177))))
    }

    /// An event is known when it is confirmed and not before, and says nothing else later.
    @Test func p2EventsStayAsTheyWereKnown() {
        let log = WyckoffLog(Self.candles)
        #expect(log.lines.count > 20)
        #expect(log.lines.allSatisfy { $0.index <= $0.known && ($0.event.voteIndex ?? $0.known) >= $0.known })
        let half = WyckoffLog(Self.candles[0..<2_000])
        #expect(half.lines == log.lines.filter { $0.known < 2_000 })
    }

    @Test func theChecksCatchPlantedFaults() {
        let candles = Self.candles[0..<480]
        #expect(!HeadChecks.holdsForAnyCutting(LeakingWyckoffHeads.EarlySpring(), candles, .h1))
        #expect(!HeadChecks.ignoresTheFuture(LeakingWyckoffHeads.EarlySpring(), candles, .h1, from: Array(180..<200)))
        #expect(!HeadChecks.holdsForAnyCutting(LeakingWyckoffHeads.Forgetful(), candles, .h1))
    }

    /// Upside down, long is short, on every candle.
    @Test func reflectedCandlesGiveReflectedVotes() {
        var directional = 0
        for seed in 0..<4 {
            let candles = DyadicWalk.candles(count: 25_000, seed: 40 + UInt64(seed))
            let plain = HeadRig.votes(WyckoffHead(), candles, .h1)
            let reflected = HeadRig.votes(WyckoffHead(), DyadicWalk.mirrored(candles), .h1)
            directional += plain.count { $0.direction != .flat }
            let different = zip(plain, reflected).count { a, b in
                a.direction != b.direction.opposite || a.probability != b.probability || a.confidence != b.confidence
                    || a.abstention != b.abstention || a.evidenceAge != b.evidenceAge
            }
            #expect(different == 0, "\(different) of \(candles.count) votes are not reflected")
        }
        #expect(directional > 100)
    }

    /// 200,000 candles of noise in forty walks: votes are rare, never long in a row, and lean to neither side.
    @Test func noiseIsSeldomAndEvenlyAnswered() {
        var (long, short, directional, valid, longest, total) = (0, 0, 0, 0, 0, 0)
        for seed in 0..<40 {
            let votes = HeadRig.votes(WyckoffHead(), DyadicWalk.candles(count: 5_150, seed: UInt64(700 + seed)), .h1).dropFirst(150)
            var run = 0
            var side = Direction.flat
            for vote in votes {
                // A run of votes for one side is one opinion; votes within it are not independent.
                if vote.direction != side {
                    side = vote.direction
                    run = 0
                    long += side == .long ? 1 : 0
                    short += side == .short ? 1 : 0
                }
                if side != .flat {
                    run += 1
                    directional += 1
                    longest = max(longest, run)
                }
                if vote.probability >= Score(0.60), vote.confidence >= Score(0.70) { valid += 1 }
            }
            total += votes.count
        }
        #expect(total == 200_000)
        let rate = Double(valid) / Double(total)
        #expect(rate > 0.000_5 && rate < 0.01, "\(rate) of the votes are valid")
        #expect(directional < 3 * valid)
        #expect(longest <= 50, "a run of \(longest) votes for one side")
        #expect(abs(Double(long - short)) <= 3 * Double(long + short).squareRoot(), "\(long) runs long, \(short) short")
    }

    /// Whatever comes, votes are made and the state is bounded; after spoilt candles sound ones are judged again.
    @Test func spoiltCandlesAreSurvived() {
        let sound = DyadicWalk.candles(count: 1_000, seed: 25)
        for poison in PoisonedFuture.allCases where poison != .absent {
            var candles = poison.applied(to: sound, from: 300)[0..<320]
            for index in candles.count..<sound.count { candles.append(sound[index]) }
            let votes = HeadRig.votes(WyckoffHead(), candles, .h1)
            #expect(votes.count == sound.count)
            if poison == .notANumber { #expect(votes[300..<320].allSatisfy { $0 == .abstain(.unusable) }) }
        }
        let still = CandleColumns(
            (0..<400).map {
                Candle(
                    openTime: Timestamp(milliseconds: 1_704_067_200_000 + Int64($0) * 3_600_000), open: 100, high: 100, low: 100,
                    close: 100, volume: 0)
            })
        #expect(HeadRig.votes(WyckoffHead(), still, .h1).dropFirst(150).allSatisfy { $0 == .abstain(.unusable) })
    }

    /// P9: each schematic remembers the latest event of each kind, nothing more, and no range outlives its limits.
    @Test func p9StateIsBounded() {
        let log = WyckoffLog(DyadicWalk.candles(count: 20_000, seed: 26))
        for range in log.head.ranges { #expect(range.events.count <= WyckoffEventKind.allCases.count) }
        for schematic in WyckoffSchematic.allCases {
            var length = 0
            var longest = 0
            for phases in log.phases {
                length = phases[schematic.rawValue] == .none ? 0 : length + 1
                longest = max(longest, length)
            }
            // Two ranges may follow without a gap; 200 candles to strength and 100 after it is the most that one lasts.
            #expect(longest > 20 && longest <= 602, "\(schematic.name): \(longest)")
        }
    }

    @Test func abstainsThroughItsWarmup() {
        let votes = HeadRig.votes(WyckoffHead(), DyadicWalk.candles(count: 250, seed: 27), .h1)
        #expect(WyckoffHead().warmup == 150)
        #expect(votes.prefix(150).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(150).allSatisfy { !$0.isAbstention })
    }

    @Test(
        .enabled(if: SharedData.has("data/candles/mit/spot/BTCUSDT-1h-20170817_20240421.csv.gz")),
        arguments: [("BTCUSDT-1h-20170817_20240421", Timeframe.h1), ("BTCUSDT-5m-20240101_20240906", .m5)])
    func votesBothSidesOnRealCandles(name: String, timeframe: Timeframe) throws {
        let candles = try ICTPromiseTests.realCandles(name)
        let rates = HeadChecks.Rates(HeadRig.votes(WyckoffHead(), candles, timeframe))
        #expect(rates.validLong > 0.002 && rates.validShort > 0.002, "\(rates)")
        #expect(rates.long + rates.short < 0.1, "\(rates)")
    }
}
