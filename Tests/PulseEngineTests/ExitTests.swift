import PulseCore
import PulseEngine
import Testing

@Suite struct ExitTests {
    private func configuration(_ scenario: Scenario, _ exits: ExitRules = .fixed) -> EngineConfiguration {
        var configuration = Rig.plain()
        configuration.scenario = scenario
        configuration.exits = exits
        return configuration
    }

    @Test(arguments: Scenario.allCases)
    func stopAndTargetInOneCandle(_ scenario: Scenario) throws {
        var rig = try Rig([Rig.spot()], configuration(scenario))
        rig.opening(.long, stop: 95, targets: [(105, 1)])
        rig.candle(100, 106, 94, 100)
        #expect(rig.fills.count == 2)
        #expect(rig.fill(1)?.ticks == (scenario == .optimistic ? 10_500 : 9_500))
        #expect(rig.fill(1)?.reason == (scenario == .optimistic ? .target1 : .stop))
        #expect(rig.fill(1)?.time == rig.time(2), "inside a candle the time is its close")
    }

    @Test(arguments: Scenario.allCases)
    func shortStopAndTargetInOneCandle(_ scenario: Scenario) throws {
        var rig = try Rig([Rig.perpetual()], configuration(scenario))
        rig.opening(.short, stop: 105, targets: [(95, 1)])
        rig.candle(100, 106, 94, 100)
        #expect(rig.fill(1)?.ticks == (scenario == .optimistic ? 950 : 1_050))
    }

    @Test func touchIsNotEnoughForThePessimist() throws {
        for scenario in Scenario.allCases {
            var rig = try Rig([Rig.spot()], configuration(scenario))
            rig.opening(.long, stop: 95, targets: [(105, 1)])
            rig.candle(100, 105, 99, 104)
            #expect(rig.fills.count == (scenario == .pessimistic ? 1 : 2))
            rig.candle(104, 105.01, 104, 104)
            #expect(rig.fills.count == 2)
            #expect(rig.fill(1)?.ticks == 10_500)
            #expect(rig.fill(1)?.isMaker == (scenario != .pessimistic))
        }
    }

    @Test func gapThroughTheStopFillsAtTheOpen() throws {
        var rig = try Rig([Rig.spot()], configuration(.expected))
        rig.opening(.long, stop: 95)
        rig.candle(100, 101, 99, 100)
        rig.candle(93, 97, 92, 96)
        #expect(rig.fill(1)?.ticks == 9_300)
        #expect(rig.fill(1)?.time == rig.time(2), "at an open the time is the open")
        #expect(rig.trade(0)?.grossProfit == Rig.money(-7))
        #expect(rig.trade(0)?.initialRisk == Rig.money(5))
    }

    @Test func gapThroughATargetFillsAtTheTarget() throws {
        var rig = try Rig([Rig.spot()], configuration(.expected))
        rig.opening(.long, targets: [(105, 1)])
        rig.candle(100, 101, 99, 100)
        rig.candle(108, 109, 107, 108)
        #expect(rig.fill(1)?.ticks == 10_500, "an order in the book is filled at its own price")
    }

    @Test func stopFilledWithSlippage() throws {
        var configuration = configuration(.expected)
        configuration.slippage = SlippageModel(priceShare: 1_000, rangeShare: 0)
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long, stop: 95)
        rig.candle(100, 101, 94, 95)
        // Entry 100.10; stop 95 less 0.095, rounded up to ten ticks.
        #expect(rig.fills.map(\.ticks) == [10_010, 9_490])
        #expect(rig.fill(1)?.slippage == Rig.money(0.1))
    }

    @Test func breakEvenCoversTheCosts() throws {
        var rig = try Rig([Rig.spot()], configuration(.expected, ExitRules(breakEvenAfterTarget: 1, trailingAfterTarget: nil)))
        rig.opening(.long, size: .quantity(2), stop: 95, targets: [(104, 0.5), (110, 0.5)])
        rig.candle(100, 104.5, 100, 104)
        // 100 * 1.001 / 0.999 = 100.2002, up to the tick
        #expect(rig.engine.position(0)?.stopTicks == 10_021)
        #expect(rig.engine.position(0)?.lots == 1_000)
        rig.candle(104, 104, 100.1, 101)
        #expect(rig.fills.map(\.reason) == [.entry, .target1, .breakEven])
        #expect(rig.fill(2)?.ticks == 10_021)
        // What was left: 0.21 of gross profit against 0.1 + 0.10021 of fees.
        let left = Rig.money(0.21) - Rig.money(0.1) - (rig.fill(2)?.fee ?? .zero)
        #expect(left > .zero && left < Rig.money(0.01))
        #expect(rig.trade(0)?.grossProfit == Rig.money(4.21))
    }

    /// After its target the stop stands at break-even: a close beyond it proves that it was hit, a low alone does not say when it was.
    @Test func movedStopInsideTheSameCandle() throws {
        let rules = ExitRules(breakEvenAfterTarget: 1, trailingAfterTarget: nil)
        for scenario in Scenario.allCases {
            var low = try Rig([Rig.spot()], configuration(scenario, rules))
            low.opening(.long, size: .quantity(2), stop: 95, targets: [(104, 0.5), (110, 0.5)])
            low.candle(101, 104.5, 99, 103)
            #expect(low.fills.count == (scenario == .pessimistic ? 3 : 2))
            var close = try Rig([Rig.spot()], configuration(scenario, rules))
            close.opening(.long, size: .quantity(2), stop: 95, targets: [(104, 0.5), (110, 0.5)])
            close.candle(101, 104.5, 99, 99.5)
            #expect(close.fills.map(\.reason) == [.entry, .target1, .breakEven])
        }
    }

    @Test func optimistTakesTheMovedStopOnTheWayDown() throws {
        var rig = try Rig([Rig.spot()], configuration(.optimistic, ExitRules(breakEvenAfterTarget: 1, trailingAfterTarget: nil)))
        rig.opening(.long, size: .quantity(2), stop: 95, targets: [(104, 0.5), (110, 0.5)])
        rig.candle(100, 104.5, 94, 103)
        #expect(rig.fills.map(\.ticks) == [10_000, 10_400, 10_021])
    }

    @Test func trailingFollowsTheCloses() throws {
        var configuration = configuration(.expected, ExitRules(breakEvenAfterTarget: 1, trailingAfterTarget: 2, trailingMultiple: 2))
        configuration.spotFees = .free
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long, size: .quantity(4), stop: 95, targets: [(102, 0.25), (104, 0.25), (120, 0.5)], range: 1)
        rig.candle(100.5, 104.5, 100.5, 104.2)
        #expect(rig.engine.position(0)?.stopTicks == 10_220)
        rig.candle(104.2, 106, 103, 105.5)
        #expect(rig.engine.position(0)?.stopTicks == 10_350)
        rig.candle(105.5, 105.6, 104, 104.1)
        #expect(rig.engine.position(0)?.stopTicks == 10_350, "a stop never moves back")
        rig.candle(104.1, 104.1, 103.4, 104)
        #expect(rig.fills.map(\.reason) == [.entry, .target1, .target2, .trailing])
        #expect(rig.fills.map(\.lots) == [4_000, 1_000, 1_000, 2_000])
        // One at +1.5, one at +3.5, two at +3.
        #expect(rig.trade(0)?.grossProfit == Rig.money(11))
        #expect(rig.trade(0)?.exitPrice == 103.25)
    }

    @Test func shortTrailsAbove() throws {
        var rig = try Rig([Rig.perpetual()], configuration(.expected, ExitRules(breakEvenAfterTarget: nil, trailingAfterTarget: 1)))
        rig.opening(.short, size: .quantity(4), stop: 105, targets: [(98, 0.25), (80, 0.75)], range: 1.03)
        rig.candle(100, 100, 97, 97)
        // 97 + 2.06 = 99.06, up to the tick
        #expect(rig.engine.position(0)?.stopTicks == 991)
        rig.candle(97, 99.1, 96, 96)
        #expect(rig.fills.map(\.reason) == [.entry, .target1, .trailing])
    }

    @Test func partialsAreWholeLots() throws {
        var rig = try Rig([Rig.spot(minimum: 0)], configuration(.expected))
        let targets = [(101.0, 0.4), (102, 0.3), (103, 0.2), (104, 0.1)]
        rig.opening(.long, size: .quantity(0.005), targets: targets)
        rig.candle(100, 110, 100, 110)
        #expect(rig.fills.map(\.lots) == [5, 2, 1, 1, 1])
        #expect(rig.fills.map(\.reason) == [.entry, .target1, .target2, .target3, .target4])
    }

    @Test func skippedPartialStillMovesTheStop() throws {
        var rig = try Rig([Rig.spot(minimum: 0)], configuration(.expected, ExitRules(breakEvenAfterTarget: 1, trailingAfterTarget: nil)))
        rig.opening(.long, size: .quantity(0.001), stop: 95, targets: [(101, 0.4), (104, 0.6)])
        rig.candle(100, 101, 100, 101)
        #expect(rig.fills.count == 1, "four tenths of a lot are no lot")
        #expect(rig.engine.position(0)?.stopTicks == 10_021)
        rig.candle(101, 104, 101, 104)
        #expect(rig.fills.map(\.lots) == [1, 1])
    }

    @Test func expiryClosesAtTheOpen() throws {
        var rig = try Rig([Rig.spot()], configuration(.expected))
        rig.candle(100, 100, 100, 100)
        rig.signal(.long, stop: 90, expiry: rig.time(3))
        rig.candle(100, 101, 99, 100)
        rig.candle(100, 101, 99, 100)
        #expect(rig.engine.positions.count == 1)
        rig.candle(100.5, 101, 99, 100)
        #expect(rig.fills.last?.reason == .expiry)
        #expect(rig.fills.last?.ticks == 10_050)
    }

    @Test func entryCandleCanStop() throws {
        var rig = try Rig([Rig.spot()], configuration(.expected))
        rig.opening(.long, stop: 95)
        let audit = rig.candle(100, 101, 94, 99)
        #expect(audit.fills == 0..<2 && audit.trades == 0..<1)
        #expect(rig.trade(0)?.entryTime == rig.time(1) && rig.trade(0)?.exitTime == rig.time(2))
    }

    @Test func signalCloseFillsAtOnceAndGuardsFromTheNextCandle() throws {
        var configuration = configuration(.expected)
        configuration.fillPolicy = .signalClose
        var rig = try Rig([Rig.spot()], configuration)
        #expect(rig.signal(.long).rejection == .noPrice)
        rig.candle(100, 110, 90, 100)
        let audit = rig.signal(.long, stop: 95, targets: [(105, 1)])
        #expect(audit.fills == 0..<1, "the candle that the signal was made on does not reach its stop")
        #expect(rig.fill(0)?.ticks == 10_000 && rig.fill(0)?.time == rig.now)
        rig.candle(100, 104, 96, 103)
        rig.signal(.flat)
        #expect(rig.fill(1)?.ticks == 10_300)
        #expect(rig.trades.count == 1)
    }
}
