import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite("Technical head")
struct TechnicalHeadTests {
    private let candles = RandomWalk.candles(count: 2_500, seed: 7, timeframe: .h1, volatility: 0.004, quietCandles: true)

    @Test("categories .8, .6, .5 mix to .655 with confidence .5743: long, but not a vote that counts")
    func golden() {
        let mix = TechnicalHead.Mix(TechnicalParameters())
        #expect(abs(mix.score(trend: 0.8, momentum: 0.6, volatility: 0.5) - 0.655) < 1e-12)
        #expect(abs(mix.confidence(trend: 0.8, momentum: 0.6, volatility: 0.5) - 0.5743) < 1e-4)
        let vote = mix.vote(trend: 0.8, momentum: 0.6, volatility: 0.5)
        #expect(vote.direction == .long)
        #expect(vote.probability == Score(0.655))
        #expect(vote.confidence == Score(0.5743))
        let middle = mix.vote(trend: 0.5, momentum: 0.5, volatility: 0.5)
        #expect(middle.direction == .flat)
        #expect(middle.confidence == Score(0.6))
    }

    @Test("mirrored categories give the mirrored vote, to the last bit")
    func mixSymmetry() {
        let mix = TechnicalHead.Mix(TechnicalParameters())
        var random = SplitMix64(seed: 2)
        for _ in 0..<10_000 {
            // On a fine grid, so that 1 - x is exact.
            let parts = (0..<3).map { _ in Double(random.next() % 4_097) / 4_096 }
            let vote = mix.vote(trend: parts[0], momentum: parts[1], volatility: parts[2])
            let mirrored = mix.vote(trend: 1 - parts[0], momentum: 1 - parts[1], volatility: 1 - parts[2])
            #expect(vote.direction == mirrored.direction.opposite)
            #expect(vote.probability == mirrored.probability)
            #expect(vote.confidence == mirrored.confidence)
        }
    }

    @Test("P1: any cutting gives the same votes")
    func p1Cuttings() {
        #expect(HeadChecks.holdsForAnyCutting(TechnicalHead(), candles, .h1))
    }

    @Test("P2: nothing depends on later candles")
    func p2Causality() {
        #expect(HeadChecks.ignoresTheFuture(TechnicalHead(), candles, .h1, from: [100, 121, 700, 2_047]))
    }

    @Test("mutants: a head that peeks and one that forgets are caught by the same checks")
    func p1p2Mutants() {
        #expect(!HeadChecks.holdsForAnyCutting(PeekingHead(), candles, .h1))
        #expect(!HeadChecks.ignoresTheFuture(PeekingHead(), candles, .h1, from: [700]))
        #expect(!HeadChecks.holdsForAnyCutting(ForgetfulHead(), candles, .h1))
        #expect(HeadChecks.ignoresTheFuture(ForgetfulHead(), candles, .h1, from: [700]))
    }

    @Test("abstains for 120 candles whatever they hold, and where nothing moves")
    func abstentions() {
        let votes = HeadRig.votes(TechnicalHead(), candles, .h1)
        #expect(votes.prefix(120).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(120).allSatisfy { !$0.isAbstention })
        let still = CandleColumns(
            (0..<300).map {
                Candle(openTime: Timestamp(milliseconds: Int64($0) * 3_600_000), open: 5, high: 5, low: 5, close: 5, volume: 1)
            })
        #expect(HeadRig.votes(TechnicalHead(), still, .h1).dropFirst(120).allSatisfy { $0 == .abstain(.unusable) })
    }

    @Test("a steady rise is long with confidence, a steady fall short, at any price level")
    func trends() {
        for price in [0.000_02, 1.0, 70_000.0] {
            for step in [0.002, -0.002] {
                var close = price
                let trend = CandleColumns(
                    (0..<400).map { index in
                        let open = close
                        close *= 1 + step * (index % 4 == 3 ? -0.5 : 1)
                        return Candle(
                            openTime: Timestamp(milliseconds: Int64(index) * 3_600_000), open: open, high: max(open, close) * 1.0005,
                            low: min(open, close) * 0.9995, close: close, volume: 10)
                    })
                let last = HeadRig.votes(TechnicalHead(), trend, .h1).suffix(50)
                #expect(last.allSatisfy { $0.direction == (step > 0 ? .long : .short) })
                #expect(last.allSatisfy { $0.confidence >= Score(0.70) && $0.probability >= Score(0.60) })
            }
        }
    }

    @Test("a market upside down gives the votes upside down")
    func symmetry() {
        let plain = DyadicWalk.candles(count: 10_000, seed: 12)
        let votes = HeadRig.votes(TechnicalHead(), plain, .h1)
        let mirrored = HeadRig.votes(TechnicalHead(), DyadicWalk.mirrored(plain), .h1)
        // Not to the last vote: oscillators in percent of the price see a reflected price a little otherwise.
        let same = zip(votes, mirrored).count { $0.direction == $1.direction.opposite }
        #expect(same >= 9_800, "\(same) of 10000")
        let near = zip(votes, mirrored).count { abs($0.probability.value - $1.probability.value) < 0.02 }
        #expect(near >= 9_900, "\(near) of 10000")
    }

    @Test("on noise, both sides are equally frequent")
    func noise() {
        let rates = HeadChecks.ratesOnNoise(TechnicalHead(), walks: 60, count: 1_100)
        // Sides persist for some fifty candles: twenty independent ones a walk, so one standard error of the difference is below .03.
        #expect(abs(rates.long - rates.short) < 0.06, "\(rates)")
        #expect(abs(rates.validLong - rates.validShort) < 0.06, "\(rates)")
        #expect((0.35...0.50).contains(rates.long) && (0.35...0.50).contains(rates.short), "\(rates)")
        #expect((0.30...0.55).contains(rates.validLong + rates.validShort), "\(rates)")
    }

    @Test("the weights of the categories and the threshold are used")
    func parameters() {
        var parameters = TechnicalParameters()
        (parameters.trend, parameters.momentum, parameters.volatility, parameters.threshold) = (1, 0, 0, 0.7)
        let mix = TechnicalHead.Mix(parameters)
        #expect(mix.score(trend: 0.8, momentum: 0, volatility: 0) == 0.8)
        #expect(mix.vote(trend: 0.69, momentum: 0.9, volatility: 0.9).direction == .flat)
        #expect(mix.vote(trend: 0.30, momentum: 0.9, volatility: 0.9).direction == .short)
    }
}
