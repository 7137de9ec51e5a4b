import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1, P2, the mirror image and the behaviour on noise and on real candles, for the whole ICT head.
@Suite struct ICTPromiseTests {
    /// With no floor for gaps: the walk's candles are small beside its price, and the floor is not symmetric about a price.
    private static let parameters: ICTParameters = {
        var parameters = ICTParameters()
        parameters.minimumGap = 0
        return parameters
    }()
    private static func head(_ timeframe: Timeframe = .h1) -> ICTHead { ICTHead(timeframe: timeframe, parameters) }

    @Test(arguments: [Timeframe.h1, .m15, .h4]) func p1AnyCuttingGivesTheSameVotes(timeframe: Timeframe) {
        let candles = DyadicWalk.candles(count: 6_000, seed: 21, timeframe: timeframe)
        #expect(HeadChecks.holdsForAnyCutting(Self.head(timeframe), candles, timeframe))
    }

    @Test(arguments: [Timeframe.h1, .m15]) func p2TheFutureChangesNoVote(timeframe: Timeframe) {
        let candles = DyadicWalk.candles(count: 1_600, seed: 22, timeframe: timeframe)
        let cuts = Array(stride(from: 150, to: candles.count, by: 211))
        #expect(HeadChecks.ignoresTheFuture(Self.head(timeframe), candles, timeframe, from: cuts))
    }

    @Test func theChecksCatchPlantedFaults() {
        let candles = DyadicWalk.candles(count: 1_200, seed: 23)
        #expect(!HeadChecks.holdsForAnyCutting(LeakingICTHeads.EarlyGap(), candles, .h1))
        #expect(!HeadChecks.ignoresTheFuture(LeakingICTHeads.EarlyGap(), candles, .h1, from: Array(300..<320)))
        #expect(!HeadChecks.holdsForAnyCutting(LeakingICTHeads.RunningDay(), candles, .h1))
        #expect(!HeadChecks.ignoresTheFuture(LeakingICTHeads.RunningDay(), candles, .h1, from: Array(300..<320)))
        #expect(!HeadChecks.holdsForAnyCutting(LeakingICTHeads.PresentHour(), candles, .h1))
    }

    /// Upside down, long is short, on every candle.
    @Test(arguments: [Timeframe.h1, .m15, .h4]) func reflectedCandlesGiveReflectedVotes(timeframe: Timeframe) {
        let candles = DyadicWalk.candles(count: 30_000, seed: 24, timeframe: timeframe)
        let plain = HeadRig.votes(Self.head(timeframe), candles, timeframe)
        let reflected = HeadRig.votes(Self.head(timeframe), DyadicWalk.mirrored(candles), timeframe)
        let different = zip(plain, reflected).count { a, b in
            a.direction != b.direction.opposite || a.probability != b.probability || a.confidence != b.confidence
                || a.abstention != b.abstention || a.evidenceAge != b.evidenceAge
        }
        #expect(different == 0, "\(different) of \(candles.count) votes are not reflected")
    }

    /// On noise there is no reason to prefer a side: over independent walks the share that lean long is within three sigma of a half.
    @Test func noiseIsAnsweredEvenly() {
        var (longWalks, shortWalks, valid, directional, total) = (0, 0, 0, 0, 0)
        for seed in 0..<200 {
            let votes = HeadRig.votes(Self.head(), DyadicWalk.candles(count: 600, seed: UInt64(4_000 + seed)), .h1)
            let long = votes.count { $0.direction == .long }
            let short = votes.count { $0.direction == .short }
            longWalks += long > short ? 1 : 0
            shortWalks += short > long ? 1 : 0
            directional += long + short
            valid += votes.count { $0.probability >= Score(0.60) && $0.confidence >= Score(0.70) }
            total += votes.count { !$0.isAbstention }
        }
        let decided = Double(longWalks + shortWalks)
        #expect(abs(Double(longWalks) - decided / 2) <= 1.5 * decided.squareRoot(), "\(longWalks) long, \(shortWalks) short")
        let rate = Double(directional) / Double(total)
        #expect(rate > 0.02 && rate < 0.6, "\(rate) of the votes take a side")
        let validRate = Double(valid) / Double(total)
        #expect(validRate > 0.01 && validRate < rate, "\(validRate) of the votes are valid")
    }

    /// Whatever comes, votes are made and memory is bounded: candles without a range, infinite ones, ones that are not numbers, and sound
    /// ones after them.
    @Test func spoiltCandlesAreSurvived() {
        let sound = DyadicWalk.candles(count: 600, seed: 25)
        for poison in PoisonedFuture.allCases {
            var candles = poison.applied(to: sound, from: 300)[0..<min(320, poison == .absent ? 300 : 320)]
            for index in candles.count..<sound.count { candles.append(sound[index]) }
            #expect(HeadRig.votes(Self.head(), candles, .h1).count == sound.count)
        }
        let still = CandleColumns(
            (0..<400).map {
                Candle(
                    openTime: Timestamp(milliseconds: 1_704_067_200_000 + Int64($0) * 3_600_000), open: 100, high: 100, low: 100,
                    close: 100,
                    volume: 0)
            })
        let votes = HeadRig.votes(Self.head(), still, .h1)
        #expect(votes.dropFirst(120).allSatisfy { $0 == .abstain(.unusable) })
    }

    @Test(arguments: [(Timeframe.h1, 120), (.m15, 120), (.m5, 360), (.m1, 1_800), (.h4, 120), (.d1, 120)])
    func abstainsThroughItsWarmup(timeframe: Timeframe, warmup: Int) {
        #expect(Self.head(timeframe).warmup == warmup)
        let candles = DyadicWalk.candles(count: warmup + 50, seed: 26, timeframe: timeframe)
        let votes = HeadRig.votes(Self.head(timeframe), candles, timeframe)
        #expect(votes.prefix(warmup).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(warmup).allSatisfy { !$0.isAbstention })
    }

    @Test(
        .enabled(if: SharedData.has("data/candles/mit/spot/BTCUSDT-1h-20170817_20240421.csv.gz")),
        arguments: [("BTCUSDT-1h-20170817_20240421", Timeframe.h1), ("BTCUSDT-5m-20240101_20240906", .m5)])
    func votesBothSidesOnRealCandles(name: String, timeframe: Timeframe) throws {
        let candles = try Self.realCandles(name)
        let rates = HeadChecks.Rates(HeadRig.votes(ICTHead(timeframe: timeframe), candles, timeframe))
        #expect(rates.validLong > 0.005 && rates.validShort > 0.005, "\(rates)")
        #expect(rates.long + rates.short < 0.6 && rates.validLong < rates.long && rates.validShort < rates.short, "\(rates)")
    }

    static func realCandles(_ name: String) throws -> CandleColumns {
        let lines = try SharedData.text("data/candles/mit/spot/\(name).csv.gz").split(separator: "\n")
        return CandleColumns(
            try lines.map { line in
                let cells = line.split(separator: ",")
                func number(_ column: Int) throws -> Double { try #require(Double(cells[column])) }
                return Candle(
                    openTime: Timestamp(milliseconds: try #require(Int64(cells[0]))), open: try number(1), high: try number(2),
                    low: try number(3),
                    close: try number(4), volume: try number(5))
            })
    }
}
