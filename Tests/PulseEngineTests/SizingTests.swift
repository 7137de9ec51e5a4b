import PulseCore
import PulseEngine
import Testing

@Suite struct SizingTests {
    @Test func riskIncludesTheCosts() throws {
        // 1 % of 10,000 over a loss of 5 + 0.1 + 0.095 for each at the stop: 19.249...
        for (factor, lots) in [(1_024, 19_249 as Int64), (512, 9_624)] {
            var rig = try Rig([Rig.spot()], Rig.plain())
            rig.opening(.long, size: .risk(factor: Score(raw: factor)), stop: 95)
            rig.candle(100, 100, 100, 100)
            #expect(rig.fills.map(\.lots) == [lots])
            rig.candle(95, 95, 95, 95)
            let loss = Rig.money(10_000) - rig.engine.portfolio.cash
            let budget = Rig.money(100 * Double(factor) / 1_024)
            #expect(loss <= budget && loss > budget - Rig.money(0.01), "the stop costs what was planned, to the lot")
        }
    }

    @Test func riskIncludesTheSlippageOfTheStop() throws {
        var configuration = Rig.plain()
        configuration.slippage = SlippageModel(priceShare: 1_000, rangeShare: 0)
        configuration.spotFees = .free
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long, size: .risk(factor: .one), stop: 95)
        rig.candle(100, 100, 100, 100)
        // Filled at 100.10, stopped at 94.90: 100 / 5.20.
        #expect(rig.fill(0)?.lots == 19_230)
        rig.candle(95, 95, 95, 95)
        #expect(Rig.money(10_000) - rig.engine.portfolio.cash == Rig.money(99.996))
    }

    @Test func sharesIncludeTheFee() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long, size: .equityShare(0.5))
        rig.candle(100, 100, 100, 100)
        // 5,000 / 100.1 = 49.95004...
        #expect(rig.fill(0)?.lots == 49_950)
        #expect(rig.engine.activity.reducedOrders == 0)
    }

    @Test func wholeEquityIsSpentAndNotMore() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long, size: .equityShare(1))
        rig.candle(33.37, 33.37, 33.37, 33.37)
        #expect(rig.engine.portfolio.cash >= .zero)
        #expect(rig.engine.portfolio.cash < Rig.money(0.04), "less than one more lot is left")
    }

    @Test func orderTooLargeForTheCashIsCutOrRefused() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long, size: .quantity(100))
        #expect(rig.candle(100, 100, 100, 100).rejection == .insufficientCash, "a quantity is filled in full or not at all")
        rig.signal(.long, size: .equityShare(3))
        rig.candle(100, 100, 100, 100)
        #expect(rig.fills.map(\.lots) == [99_900])
        #expect(rig.engine.activity.reducedOrders == 1)
    }

    @Test func positionShareBounds() throws {
        var configuration = Rig.plain()
        configuration.sizing.maximumPositionShare = 200_000
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long, size: .risk(factor: .one), stop: 99.9)
        rig.candle(100, 100, 100, 100)
        #expect(rig.fills.map(\.lots) == [20_000])
    }

    @Test func exposureIsSharedAndCut() throws {
        var configuration = Rig.plain()
        configuration.limits.maximumExposure = 500_000
        var rig = try Rig([Rig.spot("AUSDT"), Rig.spot("BUSDT"), Rig.spot("CUSDT")], configuration)
        let flat: Rig.Prices? = (100, 100, 100, 100)
        rig.slice([flat, flat, flat])
        for instrument in 0..<3 { rig.signal(.long, instrument: instrument, size: .equityShare(0.4)) }
        let audit = rig.slice([flat, flat, flat])
        #expect(rig.fills.map(\.instrument) == [0, 1])
        #expect(audit.grossExposure <= Rig.money(5_000) && audit.grossExposure > Rig.money(4_999.8))
        #expect(rig.engine.rejections[.maximumExposure] == 1)
    }

    @Test func minimumNotionalAndLot() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long, size: .quantity(0.049))
        #expect(rig.candle(100, 100, 100, 100).rejection == .belowMinimumNotional)
        rig.signal(.long, size: .quantity(0.0009))
        #expect(rig.candle(100, 100, 100, 100).rejection == .belowLot)
        rig.signal(.long, size: .quantity(0.05))
        #expect(rig.candle(100, 100, 100, 100).fills == 0..<1)
    }

    @Test func absurdSizesAreRefusedNotTrapped() throws {
        var configuration = Rig.plain(1_000_000_000)
        configuration.sizing = SizingRules(maximumPositionShare: 125_000_000, leverage: 125)
        var rig = try Rig([Rig.perpetual()], configuration)
        rig.candle(100, 100, 100, 100)
        for size in [Signal.Size.quantity(1e300), .quantity(5e8), .equityShare(1_000), .quote(Cash(units: .max)), .quantity(.nan)] {
            rig.signal(.long, size: size)
            let audit = rig.candle(100, 100, 100, 100)
            #expect(audit.fills.isEmpty)
        }
        #expect(rig.engine.rejections[.tooLarge] == 3)
        #expect(rig.engine.rejections.total == 5)
    }
}
