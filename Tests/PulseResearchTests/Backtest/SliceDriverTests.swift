import PulseAnalytics
import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

/// The driver of sessions beside the simulation of backtests.
@Suite("Slices as they arrive")
struct SliceDriverTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)

    private func market(_ seed: UInt64, gaps: Double) throws -> Market {
        var configuration = SyntheticConfiguration()
        configuration.gapsPerMonth = gaps
        let from = Self.start.advanced(byMilliseconds: 3_000 * 60_000)
        let series = try (0..<3).map { index -> Market.Series in
            let venue = index == 1 ? "synthetic" : "synthetic-um"
            let id = try #require(InstrumentID(venue: venue, symbol: "S\(index)USDT"))
            let instrument = Instrument(
                id: id, market: index == 1 ? .spot : .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5),
                minimumNotional: Cash(units: 500_000_000))
            let candles = try SyntheticMarket(seed: seed &* 7 &+ UInt64(index), configuration: configuration)
                .generate(count: 12_000, from: Self.start).columns
            let range = TimeRange(from: from, to: Self.start.advanced(byMilliseconds: 12_000 * 60_000))
            return Market.Series(instrument: instrument, candles: candles, funding: FundingSchedule(fixed: 0.0003, range))
        }
        return Market(base: .m1, range: TimeRange(from: from, to: .init(milliseconds: .max)), series: series)
    }

    private func strategy() -> StrategySpecification {
        var strategy = StrategySpecification.standard
        strategy.consensus = ConsensusRule(.custom)
        strategy.consensus.quorum = .fixed(2)
        strategy.consensus.confidenceGate = Score(0.6)
        return strategy
    }

    /// Every slice in its place, settlements told of ahead.
    private func script(_ market: Market) -> ArrivalScript {
        var script = ArrivalScript()
        for (index, series) in market.series.enumerated() {
            script.steps += series.funding.settlements.map { .funding(index, $0) }
        }
        var members: [Int64: [Int]] = [:]
        for (index, series) in market.series.enumerated() {
            for openTime in series.candles.openTime[market.starts[index]...] { members[openTime, default: []].append(index) }
        }
        script.steps += members.keys.sorted().map { .slice(Timestamp(milliseconds: $0), members: members[$0] ?? []) }
        return script
    }

    @Test(
        "the same slices give the same records as a simulation, with gaps and funding",
        arguments: [(1, 0.0), (2, 40.0), (3, 400.0)] as [(UInt64, Double)])
    func sameAsSimulation(seed: UInt64, gaps: Double) throws {
        let market = try market(seed, gaps: gaps)
        let backtest = try Backtest(strategy: strategy(), market: market, timeframe: .m15)
        let result = try backtest.run(threads: 1)
        #expect(result.expected.trades.count > 5 && result.expected.movements.contains { $0.kind == .funding })
        let arrived = try backtest.run(script(market), decisions: backtest.decide(threads: 1))
        var bytes: [UInt8] = []
        arrived.engine.appendCanonicalBytes(to: &bytes)
        let isSame = bytes == result.expected.ledgerBytes
        #expect(isSame)
        #expect(arrived.signals == result.expected.sent)
        #expect(arrived.equity.map(\.equity.units) == result.expected.equity)
    }

    /// A settlement that was paid in the middle of a trade, and which.
    private func paidInTrade(_ engine: Engine) throws -> (paid: Movement, trade: Trade) {
        for paid in engine.ledger.movements.elements where paid.kind == .funding {
            for trade in engine.trades.elements where trade.instrument == paid.instrument && trade.entryTime < paid.time {
                if trade.exitTime.milliseconds > paid.time.milliseconds + 10 * 60_000 { return (paid, trade) }
            }
        }
        throw PulseError(.missing, "no trade was open at a settlement")
    }

    @Test("who has no candles around a settlement, and is left behind for it, pays it with his next candle as a simulation does")
    func fundingInHole() throws {
        let whole = try market(1, gaps: 0)
        let decided = try Backtest(strategy: strategy(), market: whole, timeframe: .m15)
        let (paid, _) = try paidInTrade(try decided.run(script(whole), decisions: decided.decide(threads: 1)).engine)
        // The venue halts from two minutes before until five after.
        let hole = (paid.time.milliseconds - 2 * 60_000)..<(paid.time.milliseconds + 5 * 60_000)
        var series = whole.series
        let candles = series[paid.instrument].candles
        series[paid.instrument].candles = CandleColumns(
            (0..<candles.count).filter { !hole.contains(candles.openTime[$0]) }.map { candles[$0] })
        let market = Market(base: .m1, range: whole.range, series: series)
        let backtest = try Backtest(strategy: strategy(), market: market, timeframe: .m15)
        let decisions = backtest.decide(threads: 1)
        var steps = script(market).steps
        func place(_ time: Int64) throws -> Int {
            try #require(steps.firstIndex { if case .slice(let openTime, _) = $0 { openTime.milliseconds >= time } else { false } })
        }
        steps.insert(.caughtUp(paid.instrument), at: try place(hole.upperBound))
        steps.insert(.behind(paid.instrument), at: try place(hole.lowerBound))
        let arrived = try backtest.run(ArrivalScript(steps), decisions: decisions).engine.ledger.movements.elements
        let expected = try backtest.run(script(market), decisions: decisions).engine.ledger.movements.elements
        func funding(_ movements: [Movement]) -> [String] {
            movements.filter { $0.kind == .funding }.map { "\($0.time) \($0.instrument) \($0.amount)" }.sorted()
        }
        #expect(funding(arrived) == funding(expected))
        #expect(arrived.contains { $0.kind == .funding && $0.time == paid.time && $0.instrument == paid.instrument })
    }

    @Test("a settlement that is told of late is paid then by who still holds what he held at its instant, and by nobody else")
    func lateFunding() throws {
        let market = try market(1, gaps: 0)
        let backtest = try Backtest(strategy: strategy(), market: market, timeframe: .m15)
        let decisions = backtest.decide(threads: 1)
        let steps = script(market).steps
        let expected = try backtest.run(ArrivalScript(steps), decisions: decisions).engine
        let (paid, trade) = try paidInTrade(expected)
        let settlement = try #require(market.series[paid.instrument].funding.settlements.first { $0.time == paid.time })
        /// Funding of that instant, where it is told of after the slice that opens then.
        func told(after time: Int64) throws -> [Movement] {
            var steps = steps
            steps.removeAll { $0 == .funding(paid.instrument, settlement) }
            let place = try #require(
                steps.firstIndex { if case .slice(let openTime, _) = $0 { openTime.milliseconds >= time } else { false } })
            steps.insert(.funding(paid.instrument, settlement), at: place + 1)
            return try backtest.run(ArrivalScript(steps), decisions: decisions).engine.ledger.movements.elements.filter {
                $0.kind == .funding && $0.time == paid.time && $0.instrument == paid.instrument
            }
        }
        let late = try told(after: paid.time.milliseconds + 2 * 60_000)
        #expect(late.count == 1 && late.allSatisfy { ($0.amount < .zero) == (paid.amount < .zero) })
        #expect(try told(after: trade.exitTime.milliseconds + 2 * 60_000).isEmpty)
    }

    @Test("a settlement is not owed by who enters at its instant, in time or late", arguments: [0, 1])
    func entryAtSettlement(delay: Int64) throws {
        let market = try market(1, gaps: 0)
        let backtest = try Backtest(strategy: strategy(), market: market, timeframe: .m15)
        let decisions = backtest.decide(threads: 1)
        let steps = script(market).steps
        let expected = try backtest.run(ArrivalScript(steps), decisions: decisions).engine
        let trade = try #require(
            expected.trades.elements.first { $0.instrument != 1 && $0.exitTime.milliseconds > $0.entryTime.milliseconds + 5 * 60_000 })
        let settlement = FundingSettlement(time: trade.entryTime, rate: 100_000, interval: FundingSettlement.standardInterval)
        func paid(_ settlement: FundingSettlement, before time: Int64) throws -> Int {
            var told = steps
            let place = try #require(
                told.firstIndex { if case .slice(let openTime, _) = $0 { openTime.milliseconds >= time } else { false } })
            told.insert(.funding(trade.instrument, settlement), at: place)
            return try backtest.run(ArrivalScript(told), decisions: decisions).engine.ledger.movements.elements.count {
                $0.kind == .funding && $0.time == settlement.time && $0.instrument == trade.instrument
            }
        }
        let entered = trade.entryTime.milliseconds
        #expect(try paid(settlement, before: entered + delay * 60_000) == 0)
        // A minute later it is.
        var later = settlement
        later.time = later.time.advanced(byMilliseconds: 60_000)
        #expect(try paid(later, before: entered + (1 + delay) * 60_000) == 1)
    }

    @Test("the mutant: one candle later by one slice is another run")
    func mutant() throws {
        let market = try market(1, gaps: 0)
        let backtest = try Backtest(strategy: strategy(), market: market, timeframe: .m15)
        let decisions = backtest.decide(threads: 1)
        let expected = try backtest.run(script(market), decisions: decisions)
        let entry = try #require(expected.engine.fills.elements.first)
        var steps = script(market).steps
        let place = try #require(
            steps.firstIndex { if case .slice(let time, _) = $0 { time == entry.time } else { false } })
        guard case .slice(let time, let members) = steps[place] else { return }
        steps[place] = .slice(time, members: members.filter { $0 != entry.instrument })
        steps.insert(.behind(entry.instrument), at: place)
        steps.insert(contentsOf: [.late(entry.instrument), .caughtUp(entry.instrument)], at: place + 2)
        let late = try backtest.run(ArrivalScript(steps), decisions: decisions)
        // The same fill at the same price and time, but equity saw it a slice later.
        #expect(late.engine.fills.elements.first == entry)
        #expect(late.equity.map(\.equity) != expected.equity.map(\.equity))
    }
}
