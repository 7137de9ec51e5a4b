import PulseCore
import PulseEngine
import Testing

@Suite struct RejectionTests {
    @Test func spotCannotGoShort() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.short)
        #expect(rig.candle(100, 100, 100, 100).rejection == .shortOnSpot)
        rig.signal(.long)
        rig.candle(100, 100, 100, 100)
        rig.signal(.short)
        let audit = rig.candle(100, 100, 100, 100)
        #expect(audit.fills.count == 1 && audit.rejection == .shortOnSpot, "the long is closed, no short is opened")
        #expect(rig.engine.rejections[.shortOnSpot] == 2)
        #expect(rig.engine.rejections.nonzero.count == 1)
    }

    @Test func reasonsOfSignals() throws {
        var configuration = Rig.plain()
        configuration.limits.maximumOpenPositions = 1
        var rig = try Rig([Rig.perpetual("AUSDT"), Rig.perpetual("BUSDT")], configuration)
        let flat: Rig.Prices? = (100, 100, 100, 100)
        func rejection(
            _ direction: Direction, _ instrument: Int = 0, stop: Double? = nil, target: Double? = nil, size: Signal.Size = .quantity(1)
        )
            -> Rejection?
        {
            let audit = rig.signal(direction, instrument: instrument, size: size, stop: stop, targets: target.map { [($0, 1)] } ?? [])
            return audit.rejection ?? rig.slice([flat, flat]).rejection
        }
        rig.slice([flat, flat])
        #expect(rejection(.flat) == .nothingToClose)
        #expect(rejection(.long, stop: 100) == .stopPassed)
        #expect(rejection(.long, stop: 101) == .stopPassed)
        #expect(rejection(.short, stop: 99) == .stopPassed)
        #expect(rejection(.long, target: 100) == .targetPassed)
        #expect(rejection(.short, target: 101) == .targetPassed)
        #expect(rejection(.long, stop: .nan) == .invalid)
        #expect(rejection(.long, stop: -1) == .invalid)
        #expect(rejection(.long, target: .infinity) == .invalid)
        #expect(rejection(.long, size: .quantity(-1)) == .invalid)
        #expect(rejection(.long, size: .risk(factor: .one)) == .missingStop)
        #expect(rejection(.long) == nil)
        #expect(rejection(.long) == .alreadyOpen)
        #expect(rejection(.long, 1) == .maximumPositions)
        #expect(rig.fills.count == 1)
    }

    @Test func targetsMustBeInOrderAndAtMostFour() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.candle(100, 100, 100, 100)
        #expect(rig.signal(.long, targets: [(102, 0.5), (101, 0.5)]).rejection == .invalid)
        #expect(rig.signal(.long, targets: (1...5).map { (100 + Double($0), 0.2) }).rejection == .invalid)
    }

    @Test func laterSignalReplacesAndLateOneExpires() throws {
        var rig = try Rig([Rig.spot(), Rig.spot("BUSDT")], Rig.plain())
        rig.slice([(100, 100, 100, 100), (100, 100, 100, 100)])
        rig.signal(.long, size: .quantity(1))
        #expect(rig.signal(.long, size: .quantity(2)).rejection == .superseded)
        rig.slice([nil, (100, 100, 100, 100)])
        #expect(rig.fills.isEmpty, "without a candle of its instrument an order waits")
        rig.slice([(100, 100, 100, 100), nil])
        #expect(rig.fills.map(\.lots) == [2_000])
        rig.signal(.long, instrument: 1, expiry: rig.now)
        #expect(rig.slice([nil, (100, 100, 100, 100)]).rejection == .expired)
    }

    @Test func noFillBeforeTheSignalIsKnown() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.candle(100, 100, 100, 100)
        // Known half a minute into the next candle: the one after it is the first that can fill it.
        let late = Signal(
            instrument: 0, direction: .long, time: rig.now.advanced(byMilliseconds: 30_000), reference: 100, size: .quantity(1))
        rig.process(.signal(late))
        #expect(rig.candle(101, 101, 101, 101).fills.isEmpty)
        #expect(rig.candle(102, 102, 102, 102).fills == 0..<1)
    }

    @Test func openRiskIsLimited() throws {
        var configuration = Rig.plain()
        configuration.sizing.riskPerTrade = 25_000
        configuration.limits = RiskLimits(maximumOpenRisk: 40_000)
        var rig = try Rig([Rig.spot(), Rig.spot("BUSDT")], configuration)
        let flat: Rig.Prices? = (100, 100, 100, 100)
        rig.slice([flat, flat])
        rig.signal(.long, size: .risk(factor: .one), stop: 90)
        rig.signal(.long, instrument: 1, size: .risk(factor: .one), stop: 90)
        #expect(rig.slice([flat, flat]).rejection == .maximumOpenRisk)
        #expect(rig.fills.count == 1)
    }

    @Test func requiredStop() throws {
        var configuration = Rig.plain()
        configuration.limits.requiresStop = true
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long)
        #expect(rig.candle(100, 100, 100, 100).rejection == .missingStop)
    }

    @Test func dailyLossBlocksUntilMidnight() throws {
        var configuration = Rig.plain()
        configuration.limits.dailyLoss = 10_000
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long, size: .quantity(50), stop: 98)
        rig.candle(100, 100, 98, 98)
        #expect(rig.engine.positions.isEmpty)
        rig.signal(.long)
        #expect(rig.candle(98, 98, 98, 98).rejection == .dailyLoss)
        rig.slices = 1_439
        rig.candle(98, 98, 98, 98)
        rig.signal(.long)
        #expect(rig.candle(98, 98, 98, 98).rejection == .dailyLoss, "the slice that closes at midnight belongs to the old day")
        rig.signal(.long)
        #expect(rig.candle(98, 98, 98, 98).rejection == nil)
        #expect(rig.fills.count == 3)
    }

    @Test func drawdownClosesEverythingForGood() throws {
        var configuration = Rig.plain()
        configuration.limits.maximumDrawdown = 50_000
        var rig = try Rig([Rig.spot()], configuration)
        rig.opening(.long, size: .quantity(50))
        rig.candle(100, 110, 100, 110)
        rig.candle(110, 110, 99, 99)
        #expect(rig.engine.isHalted, "from 10,495 to 9,945 is more than a twentieth")
        #expect(rig.engine.positions.count == 1, "the venue is closed until the next open")
        rig.candle(98, 99, 97, 98)
        #expect(rig.fills.last?.reason == .halt && rig.fills.last?.ticks == 9_800)
        rig.signal(.long)
        #expect(rig.candle(98, 98, 98, 98).rejection == .drawdownHalt)
    }

    @Test func settingsAreChecked() throws {
        var configuration = EngineConfiguration(initialCash: .zero)
        configuration.sizing.leverage = 0
        configuration.exits.breakEvenAfterTarget = 7
        configuration.exits.trailingMultiple = .nan
        let error = #expect(throws: PulseError.self) { try Engine(instruments: [], configuration: configuration) }
        #expect(error?.kind == .configuration)
        #expect(error?.diagnostics.count == 5)
        #expect(throws: PulseError.self) {
            try Engine(instruments: [Rig.spot(tick: "0.000000001", lot: "0.000000001")], configuration: Rig.plain())
        }
    }
}
