import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import Testing

/// Lives of signals and the funnel of verdicts, over whole backtests.
@Suite struct SignalLifeTests {
    private func result(closing: Bool = false) throws -> BacktestResult {
        var strategy = StrategySpecification.standard
        strategy.consensus = ConsensusRule(.custom)
        strategy.consensus.quorum = .fixed(2)
        strategy.consensus.confidenceGate = Score(0.6)
        strategy.gates.closeOnOpposite = closing
        let series = try (1...3 as ClosedRange<UInt64>).map { seed -> Market.Series in
            let id = try #require(InstrumentID(venue: "synthetic-um", symbol: "S\(seed)USDT"))
            let instrument = Instrument(
                id: id, market: .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5),
                minimumNotional: Cash(units: 500_000_000))
            var configuration = SyntheticConfiguration()
            configuration.gapsPerMonth = 40
            let start = Timestamp(milliseconds: 1_704_067_200_000)
            let candles = try SyntheticMarket(seed: seed, configuration: configuration).generate(count: 40_000, from: start).columns
            return Market.Series(instrument: instrument, candles: candles)
        }
        let market = Market(base: .m1, range: .all, series: series)
        return try Backtest(strategy: strategy, market: market, timeframe: .m15).run(threads: 2)
    }

    @Test(arguments: [false, true]) func everyLifeIsWholeAndEnds(closing: Bool) throws {
        let result = try result(closing: closing)
        let lives = SignalLife.all(result.expected, instruments: result.market.instruments)
        #expect(lives.count == result.expected.signals && lives.count > 30)
        for life in lives {
            #expect(life.transitions.first?.to == .created && life.transitions.first?.from == nil)
            #expect(life.state.isFinal, "signal \(life.number) ends \(life.state)")
            for (step, next) in zip(life.transitions, life.transitions.dropFirst()) {
                #expect(next.from == step.to && next.to >= step.to && next.time >= step.time)
                #expect(!step.to.isFinal)
            }
            #expect((life.trade != nil) == life.transitions.contains { $0.to == .open } || life.signal.direction == .flat)
        }
        #expect(lives.compactMap(\.trade).sorted() == result.expected.trades.map(\.number).sorted())
        #expect(lives.contains { $0.transitions.contains { $0.to == .target1 } })
    }

    @Test func theFunnelAddsUp() throws {
        let result = try result()
        let funnel = try #require(result.funnel)
        #expect(funnel.rawVerdicts == funnel.rejected.reduce(0) { $0 + $1.count } + funnel.signals)
        #expect(funnel.signals == result.expected.signals)
        let share = try #require(funnel.rejectedShare)
        #expect(share > 0 && share < 1)
    }

    @Test func healthPriorityAndRegimeTravelWithTheSignal() throws {
        let result = try result()
        #expect(result.expected.sent.allSatisfy { $0.health != nil && $0.priority != nil })
        #expect(Set(result.expected.sent.compactMap(\.regime)).count > 2)
    }
}
