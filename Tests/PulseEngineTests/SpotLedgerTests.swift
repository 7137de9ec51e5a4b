import PulseCore
import PulseEngine
import Testing

/// Ledgers worked out by hand.
@Suite struct SpotLedgerTests {
    @Test func longRoundTripWithFees() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.candle(100, 101, 99, 100)
        let placed = rig.signal(.long, size: .quantity(2))
        #expect(placed.fills.isEmpty, "nothing is filled before the next candle")
        let opened = rig.candle(100.5, 102.5, 99.5, 102)
        #expect(opened.fills == 0..<1)
        // 201 for two at 100.50, 0.201 of fee; marked at 102.
        #expect(opened.cash == Rig.money(9_798.799))
        #expect(opened.equity == Rig.money(10_002.799))
        #expect(opened.grossExposure == Rig.money(204))
        #expect(opened.openPositions == 1)
        rig.signal(.flat)
        let closed = rig.candle(103, 103, 103, 103)
        #expect(closed.trades == 0..<1)
        #expect(closed.equity == Rig.money(10_004.593))
        #expect(rig.engine.portfolio.positionsValue == .zero)

        let kinds = rig.engine.ledger.movements.elements.map(\.kind)
        #expect(kinds == [.deposit, .purchase, .fee, .sale, .fee])
        let amounts = rig.engine.ledger.movements.elements.map(\.amount)
        #expect(amounts == [10_000, -201, -0.201, 206, -0.206].map(Rig.money))
        #expect(rig.engine.ledger.movements.elements.map(\.fill) == [-1, 0, 0, 1, 1])

        let trade = try #require(rig.trades.first)
        #expect(trade.grossProfit == Rig.money(5))
        #expect(trade.fees == Rig.money(0.407))
        #expect(trade.netProfit == Rig.money(4.593))
        #expect(trade.exitPrice == 103)
        #expect(trade.lots == 2_000)
        #expect(trade.signalTime == rig.time(1) && trade.entryTime == rig.time(1) && trade.exitTime == rig.time(2))
        // Two lots of one at 99.5 (low of the second candle) and at 103 (the exit).
        #expect(trade.maximumAdverseExcursion == Rig.money(-2))
        #expect(trade.maximumFavourableExcursion == Rig.money(5))
        #expect(trade.exitReason == .signal)
    }

    @Test func slippageIsAgainstTheTraderAndRoundedUp() throws {
        // Price share one basis point of 100 = 1 tick; two per cent of the signal candle's range of 2.01 = 4.02 ticks: 6 ticks in all.
        for (scenario, ticks) in [(Scenario.optimistic, 0), (.expected, 6), (.pessimistic, 11)] {
            var configuration = Rig.plain()
            configuration.slippage = .standard
            configuration.scenario = scenario
            var rig = try Rig([Rig.spot()], configuration)
            rig.candle(100, 101.01, 99, 100)
            rig.signal(.long)
            rig.candle(100, 100, 100, 100)
            rig.signal(.flat)
            rig.candle(100, 100, 100, 100)
            #expect(
                rig.fills.map(\.ticks) == [10_000 + Int64(ticks), 10_000 - (scenario == .optimistic ? 0 : scenario == .expected ? 1 : 2)])
            #expect(rig.fill(0)?.slippage == Rig.money(Double(ticks) / 100))
            #expect(rig.trade(0)?.slippage == rig.fills.reduce(.zero) { $0 + $1.slippage })
        }
    }

    @Test func feesAreRoundedUpToTheLastUnit() throws {
        // 0.003 at 33.33 = 0.09999; a thousandth of it is 0.00009999, exactly 9,999 units; a seventh decimal needs rounding: rate 333 ppm.
        var configuration = Rig.plain()
        configuration.spotFees = FeeSchedule(maker: 333, taker: 333)
        var rig = try Rig([Rig.spot(minimum: 0)], configuration)
        rig.candle(33.33, 33.33, 33.33, 33.33)
        rig.signal(.long, size: .quantity(0.003))
        rig.candle(33.33, 33.33, 33.33, 33.33)
        // 9,999,000 units * 333 / 1,000,000 = 3,329.667
        #expect(rig.fill(0)?.fee == Cash(units: 3_330))
    }

    @Test func pricesOffTheGridGoToTheNearestTick() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.candle(100, 100, 100, 100)
        rig.signal(.long)
        rig.candle(100.004, 100.2, 99.9, 100.006)
        #expect(rig.fill(0)?.ticks == 10_000)
        #expect(rig.engine.position(0)?.markTicks == 10_001)
    }

    @Test func finePricesKeepTheBooksToTheUnit() throws {
        // Twelve decimals in all: values of fills do not fit the grid of money and are rounded against the trader.
        var rig = try Rig([Rig.spot(tick: "0.00000001", lot: "0.0001", minimum: 0)], Rig.plain())
        rig.candle(0.00001234, 0.00001234, 0.00001234, 0.00001234)
        rig.signal(.long, size: .quantity(0.3333))
        rig.candle(0.00001234, 0.00001235, 0.00001234, 0.00001235)
        // 0.3333 * 1234 units = 411.29...: 412 to pay, and 0.41 of fee: 1.
        #expect(rig.engine.ledger.movements.elements.dropFirst().map(\.amount) == [Cash(units: -412), Cash(units: -1)])
        rig.signal(.flat)
        rig.candle(0.00001235, 0.00001235, 0.00001235, 0.00001235)
        // 0.3333 * 1235 = 411.6...: 411 to get.
        #expect(rig.engine.ledger.movements.elements[3].amount == Cash(units: 411))
    }

    @Test func runEndsWithThePositionOpen() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long)
        rig.candle(100, 110, 100, 110)
        rig.signal(.flat)
        let equity = rig.engine.portfolio.equity
        let audit = rig.process(.end)
        #expect(audit.equity == equity)
        #expect(audit.fills.isEmpty && audit.movements.isEmpty, "nothing is sold at the end")
        #expect(audit.rejection == .runEnded)
        let trade = try #require(rig.trades.first)
        #expect(trade.exitReason == .endOfRun)
        #expect(trade.grossProfit == Rig.money(10))
        #expect(trade.exitPrice == 110)
        #expect(rig.engine.positions.count == 1, "the position stays open")
    }

    @Test func unusableCandlesAreLeftOut() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long)
        rig.candle(.nan, 101, 99, 100)
        rig.candle(100, .infinity, 99, 100)
        rig.candle(0, 101, 0, 100)
        #expect(rig.engine.activity.unusableCandles == 3)
        #expect(rig.fills.isEmpty)
        // Extremes that do not hold the open are widened, not refused.
        rig.candle(100, 99, 98, 99)
        #expect(rig.engine.activity.unusableCandles == 3)
        #expect(rig.fills.map(\.ticks) == [10_000])
    }

    @Test func recordsKeepTheirNumbersWhenTakenOut() throws {
        var engine = try Engine(instruments: [Rig.spot()], configuration: Rig.plain())
        func step(_ index: Int64, _ signal: Direction?) -> Audit {
            let open = Timestamp(milliseconds: Rig.start + index * Rig.minute)
            let close = open.advanced(byMilliseconds: Rig.minute)
            engine.process(
                .candle(instrument: 0, MarketCandle(openTime: open, closeTime: close, open: 100, high: 100, low: 100, close: 100)))
            let audit = engine.process(.sliceClosed(close))
            if let signal {
                engine.process(.signal(Signal(instrument: 0, direction: signal, time: close, reference: 100, size: .quantity(1))))
            }
            return audit
        }
        _ = step(0, .long)
        _ = step(1, .flat)
        let drained = engine.drain()
        #expect(drained.fills.count == 1 && drained.movements.count == 3)
        let audit = step(2, nil)
        #expect(audit.fills == 1..<2)
        #expect(engine.fills[1].reason == .signal)
        #expect(Array(engine.fills[audit.fills]) == engine.fills.elements)
        #expect(engine.ledger.balance == engine.portfolio.cash)
        #expect(engine.reconciliation().isBalanced)
    }
}
