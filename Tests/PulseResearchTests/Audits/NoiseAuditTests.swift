import PulseCore
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

@Suite struct NoiseAuditTests {
    /// Casts what it is told, by the sign of the last change.
    private struct Told: Head {
        let id = HeadID.technical
        let warmup = 0
        let choose: @Sendable (Double) -> Direction
        private var before = 0.0

        init(_ choose: @escaping @Sendable (Double) -> Direction) {
            self.choose = choose
        }

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            for position in 0..<frame.candles.count {
                let side = choose(frame.candles.close[position] - before)
                before = frame.candles.close[position]
                votes[position] = Vote(side, probability: Score(0.7), confidence: Score(0.8))
            }
        }
    }

    private func row(_ market: NoiseMarket, _ choose: @escaping @Sendable (Double) -> Direction) throws -> NoiseAudit.Row {
        let weights = try #require(HeadWeights([(.technical, 1)]))
        var rule = ConsensusRule(.custom, weights: weights)
        rule.quorum = .fixed(1)
        let source = RandomWalk.candles(count: 5_000, seed: 4, timeframe: .h1)
        let result = NoiseAudit(walks: 24, length: 1_000, seed: 7).run(
            timeframe: .h1, on: market, source: source, consensus: Consensus(rule), threads: 2
        ) { [Told(choose)] }
        return try #require(result[.technical])
    }

    @Test(arguments: NoiseMarket.allCases) func badHeadsRaiseTheirAlarm(market: NoiseMarket) throws {
        #expect(try row(market, { _ in .flat }).alarm == .never)
        #expect(try row(market, { _ in .short }).alarm == .always)
        #expect(try row(market, { $0 > 0 ? .long : .flat }).alarm == .lopsided)
    }

    /// On noise a fair head is fair, and right half of the time.
    @Test(arguments: NoiseMarket.allCases) func aFairHeadPasses(market: NoiseMarket) throws {
        let row = try row(market) { $0 > 0.5 ? .long : $0 < -0.5 ? .short : .flat }
        #expect(row.alarm == nil)
        let hitRate = try #require(row.rates.hitRate)
        #expect(abs(hitRate - 0.5) < 0.05)
        #expect(row.rates.judged > 2_000)
    }

    /// Upside down as likely as not: the bootstrap of a market that only rises has no drift.
    @Test func theBootstrapHasNoDrift() {
        var rising = CandleColumns()
        for index in 0..<2_000 {
            let open = 100 * (1 + 0.001 * Double(index))
            rising.append(
                Candle(
                    openTime: Timestamp(milliseconds: Int64(index) * 3_600_000), open: open, high: open * 1.002, low: open * 0.999,
                    close: open * 1.001, volume: 5, takerBuyVolume: 4))
        }
        var ups = 0
        for seed in 0..<200 {
            let noise = NoiseMarket.blockBootstrap.candles(count: 500, timeframe: .h1, seed: UInt64(seed), source: rising)
            ups += noise.close[499] > noise.close[0] ? 1 : 0
            for index in 0..<noise.count {
                #expect(noise.low[index] <= min(noise.open[index], noise.close[index]))
                #expect(noise.high[index] >= max(noise.open[index], noise.close[index]))
                #expect(noise.takerBuyVolume[index] == 4 || noise.takerBuyVolume[index] == 1)
            }
        }
        #expect((70...130).contains(ups))
        #expect(
            NoiseMarket.randomWalk.candles(count: 50, timeframe: .h1, seed: 1)
                == NoiseMarket.randomWalk.candles(count: 50, timeframe: .h1, seed: 1))
    }
}
