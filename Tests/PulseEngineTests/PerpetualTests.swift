import PulseCore
import PulseEngine
import Testing

@Suite struct PerpetualTests {
    @Test func shortWithTwoTargets() throws {
        var rig = try Rig([Rig.perpetual()], Rig.plain())
        rig.opening(.short, stop: 105, targets: [(98, 0.5), (95, 0.5)])
        rig.candle(100, 100.5, 97.5, 98)
        rig.candle(97, 97, 94.9, 95)
        #expect(rig.fills.map(\.ticks) == [1_000, 980, 950])
        #expect(rig.fills.map(\.side) == [.short, .long, .long])
        #expect(rig.fills.map(\.isMaker) == [false, true, true])
        // Fees: 0.05 (taker), 0.0098 and 0.0095 (maker); profits 1.0 and 2.5.
        #expect(rig.engine.ledger.movements.elements.map(\.amount) == [10_000, -0.05, 1, -0.0098, 2.5, -0.0095].map(Rig.money))
        #expect(rig.engine.portfolio.cash == Rig.money(10_003.4307))
        let trade = try #require(rig.trades.first)
        #expect(trade.exitReason == .target2)
        #expect(trade.exitPrice == 96.5)
        #expect(trade.grossProfit == Rig.money(3.5))
        #expect(trade.initialRisk == Rig.money(5))
        #expect(trade.stopTicks == 1_050)
    }

    @Test func flipClosesAndOpensAtOneOpen() throws {
        var rig = try Rig([Rig.perpetual()], Rig.plain())
        rig.opening(.long)
        rig.candle(100, 102, 100, 102)
        rig.signal(.short)
        let audit = rig.candle(103, 103, 101, 101)
        #expect(audit.fills == 1..<3)
        #expect(rig.fills.map(\.side) == [.long, .short, .short])
        #expect(rig.fills.map(\.reason) == [.entry, .signal, .entry])
        #expect(rig.fills.map(\.trade) == [0, 0, 1])
        #expect(rig.engine.position(0)?.direction == .short)
        #expect(audit.netExposure == Rig.money(-101) && audit.grossExposure == Rig.money(101))
        // 10,000 + 3 (long) + 2 (open short) - 0.05 - 0.0515 - 0.0515
        #expect(audit.equity == Rig.money(10_004.847))
    }

    @Test func fundingIsPaidByLongsAndReceivedByShorts() throws {
        for (direction, paid) in [(Direction.long, 0.01), (.short, -0.01)] {
            var rig = try Rig([Rig.perpetual()], Rig.plain())
            rig.opening(direction)
            rig.candle(100, 100, 100, 100)
            let before = rig.engine.portfolio.cash
            rig.process(.funding(instrument: 0, time: rig.now, rate: 10_000, markPrice: 100))
            #expect(before - rig.engine.portfolio.cash == Rig.money(paid))
            rig.signal(.flat)
            rig.candle(100, 100, 100, 100)
            #expect(rig.trade(0)?.funding == Rig.money(paid))
            #expect(rig.trade(0)?.netProfit == Rig.money(-0.1 - paid))
        }
    }

    /// The venue's worked example: one at 60,000, leverage 20, a wallet of 3,000, maintenance 0.5 % without the bracket's amount.
    @Test func liquidationPriceIsTheVenues() throws {
        var configuration = Rig.plain(3_000)
        configuration.perpetualFees = .free
        configuration.sizing = SizingRules(maximumPositionShare: 125_000_000, leverage: 20)
        var rig = try Rig([Rig.perpetual()], configuration)
        rig.candle(60_000, 60_000, 60_000, 60_000)
        rig.signal(.long)
        rig.candle(60_000, 60_000, 60_000, 60_000)
        // (60,000 - 3,000) / 0.995 = 57,286.43..., up to the next tick
        #expect(rig.engine.position(0)?.liquidation == 572_865)
        rig.candle(60_000, 60_000, 57_286.6, 58_000)
        #expect(rig.engine.positions.count == 1)
        let audit = rig.candle(58_000, 58_000, 57_286.5, 58_000)
        #expect(rig.fills.last?.reason == .liquidation)
        #expect(rig.fills.last?.ticks == 572_865)
        // 1.25 % of 57,286.5 is more than what is left: the insurance fund makes it good.
        #expect(rig.fills.last?.fee == Rig.money(716.08125))
        #expect(audit.cash == .zero && audit.equity == .zero)
        #expect(rig.engine.activity.insurance == Rig.money(429.58125))
        rig.signal(.long)
        #expect(rig.candle(58_000, 58_000, 58_000, 58_000).rejection == .maximumPositionShare, "nothing is left to trade with")
    }

    @Test func shortIsLiquidatedAbove() throws {
        var configuration = Rig.plain(1_000)
        configuration.perpetualFees = .free
        configuration.sizing = SizingRules(maximumPositionShare: 125_000_000, leverage: 10)
        var rig = try Rig([Rig.perpetual()], configuration)
        rig.opening(.short, size: .quantity(100))
        rig.candle(100, 100, 100, 100)
        // (100 + 10) / 1.005 = 109.45..., down to the tick
        #expect(rig.engine.position(0)?.liquidation == 1_094)
        rig.candle(112, 112, 112, 112)
        #expect(rig.fills.last?.ticks == 1_120, "a gap beyond it fills at the open")
    }

    @Test func manyPositionsShareOneMargin() throws {
        var configuration = Rig.plain(1_000)
        configuration.perpetualFees = .free
        configuration.margin = MarginRules(maintenance: 5_000, liquidationFee: 0)
        configuration.sizing = SizingRules(maximumPositionShare: 125_000_000, leverage: 10)
        var rig = try Rig([Rig.perpetual("AUSDT"), Rig.perpetual("BUSDT")], configuration)
        rig.slice([(100, 100, 100, 100), (100, 100, 100, 100)])
        rig.signal(.long, instrument: 0, size: .quantity(50))
        rig.signal(.long, instrument: 1, size: .quantity(50))
        rig.slice([(100, 100, 100, 100), (100, 100, 100, 100)])
        #expect(rig.engine.positions.count == 2)
        // Each alone could fall by 19 %; together they cannot fall by 10 %: the close finds it, though no barrier was touched.
        rig.slice([(100, 100, 90, 90), (100, 100, 90, 90)])
        #expect(rig.engine.positions.isEmpty)
        #expect(rig.engine.activity.liquidations == 2)
        #expect(rig.engine.portfolio.equity == .zero)
    }

    @Test func marginBoundsOrders() throws {
        var configuration = Rig.plain(1_000)
        configuration.sizing = SizingRules(maximumPositionShare: 125_000_000, leverage: 3)
        var rig = try Rig([Rig.perpetual()], configuration)
        rig.opening(.long, size: .quantity(30))
        // A third of 3,000 is all there is, and nothing is left for the fee.
        #expect(rig.candle(100, 100, 100, 100).rejection == .insufficientMargin)
        rig.signal(.long, size: .quantity(29.9))
        rig.candle(100, 100, 100, 100)
        #expect(rig.fills.map(\.lots) == [29_900])
    }
}
