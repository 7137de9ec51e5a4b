import PulseCore
import PulseEngine
import Testing

@Suite struct BuyAndHoldTests {
    @Test func equalSharesAtEachFirstOpen() throws {
        var configuration = Rig.plain()
        configuration.limits = RiskLimits(maximumOpenPositions: 0, requiresStop: true)
        configuration.fillPolicy = .signalClose
        let instruments = [Rig.spot(), Rig.perpetual()]
        var rig = try Rig(instruments, BuyAndHold.configuration(for: configuration, instruments: 2))
        for signal in BuyAndHold.signals(instruments: 2, initialCash: configuration.initialCash) { rig.process(.signal(signal)) }
        rig.slice([(50, 60, 50, 60), nil])
        rig.slice([(60, 80, 60, 80), (200, 200, 190, 190)])
        rig.process(.end)
        // 5,000 / (50 * 1.001) and 5,000 / (200 * 1.0005), in thousandths
        #expect(rig.fills.map(\.lots) == [99_900, 24_987])
        #expect(rig.fills.map(\.time) == [rig.time(0), rig.time(1)])
        let expected = 10_000 + 99.9 * 30 - 4.995 - 24.987 * 10 - 2.4987
        #expect(rig.engine.portfolio.equity == Rig.money(expected))
        #expect(rig.trades.map(\.exitReason) == [.endOfRun, .endOfRun])
        #expect(rig.engine.rejections.total == 0)
    }
}
