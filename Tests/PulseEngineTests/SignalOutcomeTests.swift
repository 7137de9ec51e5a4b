import PulseCore
import PulseEngine
import Testing

/// Every signal has one outcome, and open risk is what positions lose at their stops.
@Suite struct SignalOutcomeTests {
    @Test func everySignalHasOneOutcome() throws {
        var rig = try Rig([Rig.spot()], Rig.plain())
        rig.opening(.long, stop: 90)
        rig.candle(100, 100, 100, 100)
        rig.signal(.long)
        rig.candle(100, 100, 100, 100)
        rig.signal(.flat)
        rig.candle(100, 100, 100, 100)
        rig.signal(.long, stop: .nan)
        rig.signal(.long)
        rig.signal(.long)
        rig.process(.end)
        let outcomes = rig.engine.outcomes.elements
        #expect(outcomes.map(\.signal) == [0, 1, 2, 3, 4, 5])
        #expect(outcomes.map(\.rejection) == [nil, .alreadyOpen, nil, .invalid, .superseded, .runEnded])
        #expect(outcomes.map(\.trade) == [0, nil, 0, nil, nil, nil])
        #expect(outcomes[0].time == rig.time(1))
    }

    @Test func aFlatSignalCancelsOneThatWaits() throws {
        var rig = try Rig([Rig.spot(), Rig.spot("BUSDT")], Rig.plain())
        rig.slice([(100, 100, 100, 100), (100, 100, 100, 100)])
        rig.signal(.long)
        #expect(rig.signal(.flat).rejection == .cancelled)
        rig.slice([(100, 100, 100, 100), nil])
        #expect(rig.fills.isEmpty && rig.engine.isIdle(0))
        #expect(rig.engine.rejections[.nothingToClose] == 0)
        #expect(rig.engine.outcomes.elements.map(\.rejection) == [.cancelled, nil])
    }

    @Test func riskTakenIsWhatStopsLose() throws {
        var configuration = Rig.plain()
        configuration.limits.maximumOpenRisk = 40_000
        var rig = try Rig([Rig.spot()], configuration)
        #expect(rig.engine.riskTaken == .zero)
        // 10 units that lose 10 each at the stop: 100 of 400, less what the fee took from equity.
        rig.opening(.long, size: .quantity(10), stop: 90)
        rig.candle(100, 100, 100, 100)
        #expect(abs(rig.engine.riskTaken.value - 0.25) < 0.002)
        rig.candle(89, 89, 89, 89)
        #expect(rig.engine.riskTaken == .zero)
    }
}
