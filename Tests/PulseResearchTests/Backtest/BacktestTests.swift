import PulseAnalytics
import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

@Suite struct BacktestTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)

    private func market(_ seeds: [UInt64], count: Int = 40_000, from: Timestamp = start, gaps: Double = 20) throws -> Market {
        var configuration = SyntheticConfiguration()
        configuration.gapsPerMonth = gaps
        let series = try seeds.map { seed -> Market.Series in
            let id = try #require(InstrumentID(venue: "synthetic-um", symbol: "S\(seed)USDT"))
            let instrument = Instrument(
                id: id, market: .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5),
                minimumNotional: Cash(units: 500_000_000))
            let candles = try SyntheticMarket(seed: seed, configuration: configuration).generate(count: count, from: Self.start).columns
            return Market.Series(instrument: instrument, candles: candles)
        }
        return Market(base: .m1, range: TimeRange(from: from, to: TimeRange.all.to), series: series)
    }

    private func lively() -> StrategySpecification {
        var strategy = StrategySpecification.standard
        strategy.consensus = ConsensusRule(.custom)
        strategy.consensus.quorum = .fixed(2)
        strategy.consensus.confidenceGate = Score(0.6)
        return strategy
    }

    @Test func p6ThreadsChangeNothing() throws {
        let backtest = try Backtest(strategy: lively(), market: market([1, 2, 3]), timeframe: .m15)
        let one = try backtest.run(threads: 1)
        let many = try backtest.run(threads: 7)
        #expect(one.expected.trades.count > 30)
        #expect(one.votesDigest == many.votesDigest && one.ledgerDigest == many.ledgerDigest)
        #expect(one.expected.equity == many.expected.equity)
        #expect(one.scenarios.map(\.finalEquity) == many.scenarios.map(\.finalEquity))
    }

    @Test func p6TheDigestSeesASingleVote() throws {
        let strategy = lively()
        let market = try market([4], count: 20_000)
        let reference = try Backtest(strategy: strategy, market: market, timeframe: .m15).run(threads: 1)
        // The mutant: one candle's volume one lot larger.
        var columns = CandleColumns()
        for index in 0..<market.series[0].candles.count {
            var candle = market.series[0].candles[index]
            if index == 9_000 { candle.volume += 50 }
            columns.append(candle)
        }
        let changed = Market(
            base: .m1, range: .all, series: [Market.Series(instrument: market.series[0].instrument, candles: columns)])
        let other = try Backtest(strategy: strategy, market: changed, timeframe: .m15).run(threads: 1)
        #expect(reference.votesDigest != other.votesDigest)
    }

    @Test func p3NothingIsTradedBeforeTheRangeOrBeforeTheNextOpen() throws {
        let from = Self.start.advanced(byMilliseconds: 10 * Timestamp.day)
        let result = try Backtest(strategy: lively(), market: market([5, 6], from: from), timeframe: .m15).run(threads: 2)
        #expect(!result.expected.trades.isEmpty)
        for trade in result.expected.trades {
            #expect(trade.entryTime >= from && trade.entryTime >= trade.signalTime)
        }
        #expect(result.curve.start >= from && result.holdCurve.start >= from)
    }

    @Test func warmHistoryMakesTheFirstDecisionsWarm() throws {
        let from = Self.start.advanced(byMilliseconds: 10 * Timestamp.day)
        let result = try Backtest(strategy: lively(), market: market([7], from: from), timeframe: .m15).run(threads: 1)
        let columns = result.decisions[0]
        let first = columns.firstDecision(atOrAfter: result.market.starts[0])
        #expect(first > 0)
        for votes in columns.votes { #expect(votes[first].abstention != .warmup) }
    }

    @Test func signalsOfAFileGoThroughTheSameVenue() throws {
        let market = try market([8], count: 3_000, gaps: 0)
        let id = market.instruments[0].id
        let candles = market.series[0].candles
        func closes(_ index: Int) -> Timestamp { Timestamp(milliseconds: candles.openTime[index] + 60_000) }
        let rows = [
            SignalRow(time: closes(99), instrument: id, direction: .short, size: 0.5),
            SignalRow(time: closes(199), instrument: id, direction: .flat),
        ]
        let configuration = EngineConfiguration(
            initialCash: Cash(units: 100_000 * Cash.one.units), perpetualFees: .free, slippage: .none, exits: .fixed)
        let result = try SignalReplay(market: market, rows: rows, configuration: configuration, size: .equityShare(1)).run(threads: 2)
        let trade = try #require(result.expected.trades.first)
        #expect(result.expected.trades.count == 1 && trade.direction == .short)
        #expect(trade.entryTime == closes(99) && trade.exitTime == closes(199))
        let expected = 0.5 * (candles.open[100] - candles.open[200])
        #expect(abs(trade.netProfit.value - expected) < 1e-6)
    }

    @Test func aSignalForAnInstrumentThatIsNotThereIsRefused() throws {
        let market = try market([9], count: 100)
        let other = try #require(InstrumentID("binance:OTHER"))
        let rows = [SignalRow(time: Self.start, instrument: other, direction: .long)]
        #expect(throws: PulseError.self) {
            try SignalReplay(
                market: market, rows: rows, configuration: EngineConfiguration(initialCash: .one), size: .equityShare(1))
        }
    }
}
