import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

@Suite struct FirstTargetTests {
    private static let minute: Int64 = 60_000

    /// Minutes of open, high, low and close.
    private static func candles(_ rows: [(Double, Double, Double, Double)]) -> CandleColumns {
        var columns = CandleColumns()
        for (index, row) in rows.enumerated() {
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: Int64(index) * minute), open: row.0, high: row.1, low: row.2, close: row.3, volume: 1)
            )
        }
        return columns
    }

    /// Stop 98, target 103 (or mirrored at 100), for four minutes.
    private static func outcome(
        _ rows: [(Double, Double, Double, Double)], _ direction: Direction = .long, expiry: Int64? = 5
    ) -> FirstTarget {
        let (stop, target) = direction == .long ? (98.0, 103.0) : (102.0, 97.0)
        let mirrored = direction == .long ? rows : rows.map { mirror($0) }
        let signal = Signal(
            instrument: 0, direction: direction, time: Timestamp(milliseconds: minute), reference: 100, size: .risk(factor: .one),
            stop: stop, targets: [Signal.Target(price: target, share: .one)],
            expiry: expiry.map { Timestamp(milliseconds: $0 * minute) })
        return FirstTarget(signal, candles: candles(mirrored), base: .m1, decidedAt: 0)
    }

    private static func mirror(_ row: (Double, Double, Double, Double)) -> (Double, Double, Double, Double) {
        (200 - row.0, 200 - row.2, 200 - row.1, 200 - row.3)
    }

    private static let flat = (100.0, 100.5, 99.5, 100.0)

    @Test(arguments: [Direction.long, .short]) func theFirstBarrierDecides(direction: Direction) {
        let flat = Self.flat
        func of(_ rows: [(Double, Double, Double, Double)], expiry: Int64? = 5) -> FirstTarget {
            Self.outcome(rows, direction, expiry: expiry)
        }
        #expect(of([flat, flat, (100, 103, 99, 102), flat, flat]) == .reached(known: 3 * Self.minute))
        #expect(of([flat, flat, (100, 102, 98, 99), flat, flat]) == .missed(known: 3 * Self.minute))
        // Both in one candle: the stop, as in the expected scenario. Then what comes later counts no more.
        #expect(of([flat, (100, 103, 98, 99), (100, 104, 100, 104), flat, flat]) == .missed(known: 2 * Self.minute))
        // The candle of the decision and those from the expiry on do not count.
        #expect(of([(100, 110, 90, 100), flat, flat, flat, flat, (100, 110, 99, 110)]) == .missed(known: 5 * Self.minute))
        #expect(of([flat, flat, flat, flat, flat]) == .missed(known: 5 * Self.minute))
        // An open beyond a barrier is no entry.
        #expect(of([flat, (103, 104, 102, 103), flat, flat, flat]) == .notEntered)
        #expect(of([flat, (98, 99, 97, 98), flat, flat, flat]) == .notEntered)
    }

    @Test func anOutcomeWhosePlanOutlivesTheCandlesIsUnknownEvenIfItCameEarly() {
        #expect(Self.outcome([Self.flat, (100, 104, 99, 103), Self.flat, Self.flat]) == .unknown)
        #expect(Self.outcome([Self.flat]) == .unknown)
        // Without a life, it is known when it comes.
        #expect(Self.outcome([Self.flat, (100, 104, 99, 103)], expiry: nil) == .reached(known: 2 * Self.minute))
        #expect(Self.outcome([Self.flat, Self.flat], expiry: nil) == .unknown)
    }

    /// The label of every trade of a run is what the simulated venue did: its first target was filled, or it was not.
    @Test func labelsAgreeWithTheVenue() throws {
        var strategy = StrategySpecification.standard
        strategy.consensus = ConsensusRule(.custom)
        strategy.consensus.quorum = .fixed(2)
        strategy.consensus.confidenceGate = Score(0.6)
        let market = try Self.market(seed: 21, count: 60_000)
        let result = try Backtest(strategy: strategy, market: market, timeframe: .m15).run(threads: 2)
        let reached = Set(result.expected.fills.filter { $0.reason == .target1 }.map(\.trade))
        var (hits, misses) = (0, 0)
        for trade in result.expected.trades where trade.exitReason != .endOfRun {
            let signal = try #require(result.expected.sent.first { $0.time == trade.signalTime })
            let decided = try #require(market.series[0].candles.openTime.firstIndex(of: signal.time.milliseconds - Self.minute))
            switch FirstTarget(signal, candles: market.series[0].candles, base: .m1, decidedAt: decided) {
            case .reached:
                hits += 1
                #expect(reached.contains(trade.number), "\(trade)")
            case .missed:
                misses += 1
                #expect(!reached.contains(trade.number), "\(trade)")
            case .notEntered, .unknown: Issue.record("trade \(trade.number) has no label")
            }
        }
        #expect(hits > 5 && misses > 5)
        // And all that was traded is among the outcomes, with the raw probability of its verdict.
        let set = CalibrationSet(market, decisions: result.decisions, strategy: strategy, timeframe: .m15)
        let known = Dictionary(set.rows.map { ($0.time, $0.raw) }) { first, _ in first }
        for trade in result.expected.trades where trade.exitReason != .endOfRun {
            #expect(known[trade.signalTime.milliseconds] == trade.probability)
        }
    }

    static func market(seed: UInt64, count: Int) throws -> Market {
        let start = Timestamp(milliseconds: 1_704_067_200_000)
        let id = try #require(InstrumentID(venue: "synthetic-um", symbol: "S\(seed)USDT"))
        let instrument = Instrument(
            id: id, market: .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5),
            minimumNotional: Cash(units: 500_000_000))
        let candles = try SyntheticMarket(seed: seed, configuration: SyntheticConfiguration()).generate(count: count, from: start).columns
        return Market(
            base: .m1, range: TimeRange(from: start, to: start.advanced(byMilliseconds: Int64(count) * minute)),
            series: [Market.Series(instrument: instrument, candles: candles)])
    }
}
