import PulseCore
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

@Suite struct WarmupAuditTests {
    /// Sides with the number of candles it has seen: it depends on where history starts for ever.
    private struct Counting: Head {
        let id = HeadID.technical
        let warmup = 10

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            for position in 0..<frame.candles.count {
                let index = frame.firstIndex + position
                votes[position] =
                    index < warmup
                    ? .abstain(.warmup) : Vote(index % 3 == 0 ? .long : .short, probability: Score(0.7), confidence: Score(0.7))
            }
        }
    }

    private func run(_ head: any Head) throws -> [WarmupAudit.Row] {
        let id = try #require(InstrumentID("synthetic:AUSDT"))
        let instrument = Instrument(
            id: id, market: .spot, tick: Increment(decimals: 2), lot: Increment(decimals: 5), minimumNotional: Cash(units: 0))
        let series = Market.Series(instrument: instrument, candles: RandomWalk.candles(count: 6_000, seed: 9, timeframe: .h1))
        let weights = try #require(HeadWeights([(head.id, 1)]))
        var rule = ConsensusRule(.custom, weights: weights)
        rule.quorum = .fixed(1)
        let pipeline = try #require(Pipeline(heads: [head], consensus: Consensus(rule), base: .h1, timeframe: .h1))
        let rows = WarmupAudit(starts: 4, length: 2_000).run(
            series, makePipeline: { pipeline },
            declared: [WarmupAudit.Declaration(warmup: head.warmup, history: head.history)], threads: 2)
        return try #require(rows)
    }

    @Test func indicatorsForget() throws {
        let rows = try run(TechnicalHead())
        let technical = try #require(rows.first { $0.subject == "technical" })
        #expect(technical.warmup == 120)
        let settled = try #require(technical.settled)
        #expect(settled < 1_200)
        let range = try #require(rows.first { $0.subject == "average true range" })
        let distances = range.ulps.compactMap(\.self)
        #expect(distances.count == WarmupAudit.checkpoints.count)
        #expect(distances[0] > 0 && distances[3] <= 2, "Wilder's mean forgets by 13/14 a candle: \(distances)")
    }

    @Test func aHeadThatNeverForgetsIsSeen() throws {
        let rows = try run(Counting())
        let row = try #require(rows.first { $0.subject == "technical" })
        #expect(row.settled == nil)
        let warm = try #require(row.differingAfterWarmup)
        let read = try #require(row.differingAfterHistory)
        #expect(warm > 0.3 && read > 0.3)
    }

    @Test func tooFewCandlesAreNotMeasured() throws {
        let id = try #require(InstrumentID("synthetic:AUSDT"))
        let instrument = Instrument(
            id: id, market: .spot, tick: Increment(decimals: 2), lot: Increment(decimals: 5), minimumNotional: Cash(units: 0))
        let series = Market.Series(instrument: instrument, candles: RandomWalk.candles(count: 500, seed: 9, timeframe: .h1))
        let pipeline = try #require(Pipeline(.standard, base: .h1, timeframe: .h1))
        let rows = WarmupAudit(starts: 2, length: 500).run(series, makePipeline: { pipeline }, declared: [])
        #expect(rows == nil)
    }
}
