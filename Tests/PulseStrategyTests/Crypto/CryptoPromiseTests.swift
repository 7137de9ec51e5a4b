import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1, P2, symmetry and the behaviour on noise of the head of crypto metrics.
@Suite struct CryptoPromiseTests {
    private static let head = CryptoHead(timeframe: .h1)
    private static let candles = TakerWalk.candles(count: 2_500, seed: 91)
    private static let side = RandomSide.inputs(from: candles.openTime[0], hours: 2_500, seed: 92)

    @Test func p1AnyCuttingGivesTheSameVotes() {
        for inputs in [SideInputs(), Self.side] {
            let whole = HeadRig.votes(Self.head, Self.candles, .h1, side: inputs)
            for (index, cutting) in Cuttings.varied(count: Self.candles.count, seed: 93).enumerated() {
                #expect(HeadRig.votes(Self.head, Self.candles, .h1, side: inputs, cutting: cutting) == whole, "cutting \(index)")
            }
        }
        #expect(
            HeadChecks.holdsForAnyCutting(Self.head, RandomWalk.candles(count: 2_000, seed: 94, timeframe: .h1, quietCandles: true), .h1))
    }

    @Test func p2LaterCandlesChangeNothing() {
        #expect(HeadChecks.ignoresTheFuture(Self.head, Self.candles, .h1, from: [150, 204, 777, 1_300, 2_047]))
        let whole = HeadRig.votes(Self.head, Self.candles, .h1, side: Self.side)
        for index in stride(from: 210, to: Self.candles.count, by: 311) {
            for poison in PoisonedFuture.allCases {
                let votes = HeadRig.votes(Self.head, poison.applied(to: Self.candles, from: index), .h1, side: Self.side)
                #expect(votes.prefix(index) == whole.prefix(index))
            }
        }
    }

    @Test func theChecksCatchPlantedFaults() {
        #expect(!HeadChecks.holdsForAnyCutting(ForgetfulHead(), Self.candles, .h1))
        #expect(!HeadChecks.ignoresTheFuture(PeekingHead(), Self.candles, .h1, from: [777]))
    }

    /// Poisoned candles in the middle: no trap, and when they are gone the windows are as if they had said nothing.
    @Test func itRecoversFromPoison() {
        var candles = CandleColumns()
        for index in 0..<1_200 {
            var candle = Self.candles[index]
            if (300..<320).contains(index) { (candle.volume, candle.takerBuyVolume) = (.nan, index % 2 == 0 ? .infinity : .nan) }
            candles.append(candle)
        }
        let votes = HeadRig.votes(Self.head, candles, .h1, side: Self.side)
        #expect(votes[203...].allSatisfy { !$0.isAbstention })
        #expect(votes[600...].contains { $0.direction == .long } && votes[600...].contains { $0.direction == .short })
    }

    /// Upside down, with sellers for buyers, discounts for premiums and the other season, long is short. (Funding and the ratio of accounts
    /// have thresholds that are not symmetric.)
    @Test func reflectedMarketsGiveReflectedVotes() {
        var side = SideInputs()
        var mirrored = SideInputs()
        side[.openInterest] = Self.side[.openInterest]
        mirrored[.openInterest] = Self.side[.openInterest]
        side[.premiumIndex] = Self.side[.premiumIndex]
        mirrored[.premiumIndex] = SideSeries(side[.premiumIndex].points.map { SidePoint(knownAt: $0.knownAt, value: -$0.value) })
        side[.altSeason] = Self.side[.altSeason]
        mirrored[.altSeason] = SideSeries(side[.altSeason].points.map { SidePoint(knownAt: $0.knownAt, value: 100 - $0.value) })
        for (plain, other) in [(SideInputs(), SideInputs()), (side, mirrored)] {
            let votes = HeadRig.votes(Self.head, Self.candles, .h1, side: plain)
            let reflected = HeadRig.votes(Self.head, TakerWalk.mirrored(Self.candles), .h1, side: other)
            let different = zip(votes, reflected).count { a, b in
                a.direction != b.direction.opposite || a.probability != b.probability || a.confidence != b.confidence
                    || a.abstention != b.abstention || a.evidenceAge != b.evidenceAge
            }
            #expect(different == 0, "\(different) of \(votes.count)")
            #expect(votes.count { $0.direction != .flat } > 200)
        }
    }

    /// On noise with takers the head takes a side now and then, counts seldom, and prefers none.
    @Test func noiseIsAnsweredEvenly() {
        var (longWalks, shortWalks) = (0, 0)
        var rates = HeadChecks.Rates([Vote]())
        let walks = 120
        for seed in 0..<walks {
            let votes = HeadRig.votes(Self.head, TakerWalk.candles(count: 900, seed: 7_000 + UInt64(seed)), .h1).dropFirst(203)
            let found = HeadChecks.Rates(votes)
            longWalks += found.long > found.short ? 1 : 0
            shortWalks += found.short > found.long ? 1 : 0
            rates.long += found.long / Double(walks)
            rates.short += found.short / Double(walks)
            rates.validLong += found.validLong / Double(walks)
            rates.validShort += found.validShort / Double(walks)
        }
        let decided = Double(longWalks + shortWalks)
        #expect(abs(Double(longWalks) - decided / 2) <= 1.5 * decided.squareRoot(), "\(longWalks) long, \(shortWalks) short")
        #expect((0.05...0.30).contains(rates.long) && (0.05...0.30).contains(rates.short), "\(rates)")
        #expect((0.0005...0.05).contains(rates.validLong + rates.validShort), "\(rates)")
    }

    /// These files do not say who the takers were.
    @Test(.enabled(if: SharedData.has("data/candles/mit/spot/BTCUSDT-1h-20170817_20240421.csv.gz")))
    func realCandlesWithoutTakersAreNoInput() throws {
        let candles = try ICTPromiseTests.realCandles("BTCUSDT-1h-20170817_20240421")
        let votes = HeadRig.votes(Self.head, candles, .h1)
        #expect(votes.dropFirst(203).allSatisfy { $0 == .abstain(.missingInput) })
        // With side series it votes on them alone.
        let side = RandomSide.inputs(from: candles.openTime[0], hours: 58_000, seed: 95)
        let rates = HeadChecks.Rates(HeadRig.votes(Self.head, candles, .h1, side: side))
        #expect(rates.validLong > 0.001 && rates.validShort > 0.001, "\(rates)")
    }
}
