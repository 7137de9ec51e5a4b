import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite("Volume head")
struct VolumeHeadTests {
    private let candles = RandomWalk.candles(count: 2_500, seed: 8, timeframe: .h1, volatility: 0.004, quietCandles: true)

    @Test("P1: any cutting gives the same votes")
    func p1Cuttings() {
        #expect(HeadChecks.holdsForAnyCutting(VolumeHead(), candles, .h1))
        #expect(HeadChecks.holdsForAnyCutting(VolumeHead(), RandomWalk.candles(count: 1_200, seed: 9), .m1, seed: 4))
    }

    @Test("P2: nothing depends on later candles")
    func p2Causality() {
        #expect(HeadChecks.ignoresTheFuture(VolumeHead(), candles, .h1, from: [97, 101, 700, 2_047]))
    }

    @Test("abstains for 100 candles, and where nothing has been traded for twenty")
    func abstentions() {
        let votes = HeadRig.votes(VolumeHead(), candles, .h1)
        #expect(votes.prefix(100).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(100).allSatisfy { !$0.isAbstention })
        let silent = CandleColumns(
            (0..<300).map { index in
                var candle = candles[index]
                if index >= 150 { candle.volume = 0 }
                candle.takerBuyVolume = 0
                return candle
            })
        let silence = HeadRig.votes(VolumeHead(), silent, .h1)
        #expect(silence[100..<150].allSatisfy { !$0.isAbstention })
        #expect(silence[170...].allSatisfy { $0 == .abstain(.unusable) })
    }

    /// A market that drifts with who buys.
    private func market(bought: Double) -> CandleColumns {
        var random = SplitMix64(seed: 3)
        var close = 100.0
        return CandleColumns(
            (0..<400).map { index in
                let open = close
                close = open * (1 + (bought - 0.5) * 0.01 + 0.004 * (random.uniform() - 0.5))
                let volume = 50 + 100 * random.uniform()
                let share = min(max(bought + 0.2 * (random.uniform() - 0.5), 0.01), 0.99)
                return Candle(
                    openTime: Timestamp(milliseconds: Int64(index) * 3_600_000), open: open, high: max(open, close) * 1.001,
                    low: min(open, close) * 0.999, close: close, volume: volume, takerBuyVolume: volume * share)
            })
    }

    @Test("buyers in command are long, sellers short", arguments: [(0.75, Direction.long), (0.25, .short)])
    func sides(bought: Double, side: Direction) {
        let votes = HeadRig.votes(VolumeHead(), market(bought: bought), .h1).suffix(250)
        let agreeing = votes.count { $0.direction == side }
        let opposing = votes.count { $0.direction == side.opposite }
        #expect(agreeing > 150 && opposing == 0, "\(agreeing) for, \(opposing) against")
    }

    @Test("a market upside down gives the votes upside down")
    func symmetry() {
        let plain = DyadicWalk.candles(count: 10_000, seed: 13)
        let votes = HeadRig.votes(VolumeHead(), plain, .h1)
        let mirrored = HeadRig.votes(VolumeHead(), DyadicWalk.mirrored(plain), .h1)
        let same = zip(votes, mirrored).count { $0.direction == $1.direction.opposite }
        #expect(same >= 9_800, "\(same) of 10000")
    }

    @Test("on noise, both sides are equally frequent")
    func noise() {
        let rates = HeadChecks.ratesOnNoise(VolumeHead(), walks: 60, count: 1_100)
        #expect(abs(rates.long - rates.short) < 0.05, "\(rates)")
        #expect((0.2...0.5).contains(rates.long) && (0.2...0.5).contains(rates.short), "\(rates)")
        // Most votes are too doubtful to count, but not all: a head that never counts would be none.
        #expect((0.02...0.20).contains(rates.validLong + rates.validShort), "\(rates)")
    }

    @Test("daily candles have no session: the head votes without its mean price")
    func daily() {
        let days = RandomWalk.candles(count: 400, seed: 5, timeframe: .d1, volatility: 0.03)
        let votes = HeadRig.votes(VolumeHead(), days, .d1).dropFirst(100)
        #expect(votes.allSatisfy { !$0.isAbstention })
        #expect(votes.contains { $0.direction != .flat })
    }
}
