import PulseCore
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

/// P1 and P2 as users run them, and the planted faults that the same check must find.
@Suite struct CausalityAuditTests {
    private static func series(_ count: Int, seed: UInt64, timeframe: Timeframe = .m5) throws -> Market.Series {
        let id = try #require(InstrumentID("synthetic:AUSDT"))
        let instrument = Instrument(
            id: id, market: .spot, tick: Increment(decimals: 2), lot: Increment(decimals: 5), minimumNotional: Cash(units: 0))
        let candles = RandomWalk.candles(count: count, seed: seed, timeframe: timeframe)
        var random = SplitMix64(seed: seed)
        var side = SideInputs()
        side[.fundingRate] = SideSeries(
            (0..<count / 10).map { index in
                SidePoint(
                    knownAt: candles.openTime[index * 10] + Int64(random.uniform() * 600_000), value: random.uniform() - 0.5)
            })
        side[.sentiment] = SideSeries(
            (0..<count / 3).map { index in SidePoint(knownAt: candles.openTime[index * 3], value: 2 * random.uniform() - 1) })
        return Market.Series(instrument: instrument, candles: candles, side: side)
    }

    private static func leaking(_ leak: PlantedLeaks.Leak) throws -> Pipeline {
        let weights = try #require(HeadWeights([(.technical, 1)]))
        var rule = ConsensusRule(.custom, weights: weights)
        rule.quorum = .fixed(1)
        return try #require(Pipeline(heads: [LeakingHead(leak.value)], consensus: Consensus(rule), base: .m5, timeframe: .m5))
    }

    @Test func p2FiftyPlantedLeaksAreAllCaught() throws {
        #expect(PlantedLeaks.all.count >= 50)
        let series = try Self.series(700, seed: 3)
        for leak in PlantedLeaks.all {
            let pipeline = try Self.leaking(leak)
            let result = CausalityAudit.run(series, makePipeline: { pipeline })
            #expect(result.findings.contains { $0.subject == "technical" }, "'\(leak.name)' went unnoticed")
        }
    }

    /// The other way round: what only looks back is not accused.
    @Test func p2HonestHeadsAreNotAccused() throws {
        let honest: [PlantedLeaks.Leak] = [
            ("this candle's middle", { ($0.block.high[$0.position] + $0.block.low[$0.position]) / 2 }),
            ("range", { $0.frame.averageTrueRange[$0.position] > 1 ? 0 : 1e9 }),
        ]
        let series = try Self.series(700, seed: 3)
        for leak in honest {
            let pipeline = try Self.leaking(leak)
            #expect(CausalityAudit.run(series, makePipeline: { pipeline }).findings.isEmpty, "'\(leak.name)' is honest")
        }
    }

    @Test(arguments: [Timeframe.m5, .m15, .h1]) func p2TheStandardPipelineDependsOnNoLaterCandle(timeframe: Timeframe) throws {
        let series = try Self.series(6_000, seed: 4)
        let shares = HeadsSpecification.implemented.filter { $0 <= .crypto }.map { ($0, 0.1) }
        let weights = try #require(HeadWeights(shares))
        let strategy = StrategySpecification(name: "a", consensus: ConsensusRule(.spec4, weights: weights))
        let pipeline = try #require(Pipeline(strategy, base: .m5, timeframe: timeframe))
        let result = CausalityAudit.run(series, makePipeline: { pipeline })
        #expect(result.findings.isEmpty, "\(result.findings)")
        #expect(result.decisions >= 6_000 * 5 * 60_000 / Int(timeframe.milliseconds) - 1)
    }
}
