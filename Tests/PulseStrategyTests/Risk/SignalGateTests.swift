import PulseCore
import PulseStrategy
import Testing

@Suite("Signal gate")
struct SignalGateTests {
    private func signal(_ direction: Direction, minute: Int, instrument: Int = 0, life: Int? = 600) -> Signal {
        let time = Timestamp(milliseconds: Int64(minute) * 60_000)
        return Signal(
            instrument: instrument, direction: direction, time: time, reference: 100, size: .equityShare(1),
            expiry: life.map { time.advanced(byMilliseconds: Int64($0) * 60_000) })
    }

    @Test("one active signal an instrument, until it is released or expires")
    func active() {
        var gate = SignalGate(instruments: 2, coolDown: RiskSpecification.CoolDown())
        #expect(gate.admit(signal(.long, minute: 0)) == nil)
        #expect(gate.admit(signal(.long, minute: 90)) == .active)
        #expect(gate.admit(signal(.short, minute: 90)) == .active)
        #expect(gate.admit(signal(.long, minute: 90, instrument: 1)) == nil)
        gate.release(instrument: 0)
        #expect(gate.admit(signal(.short, minute: 91)) == nil)
        #expect(gate.admit(signal(.short, minute: 690)) == .active)
        #expect(gate.admit(signal(.short, minute: 691)) == nil)
        #expect(gate.admitted == 4)
        #expect(gate.count(of: .active) == 3)
    }

    @Test("cool-downs count from the last admitted signal and end on the minute")
    func coolDowns() {
        var coolDown = RiskSpecification.CoolDown()
        (coolDown.sameInstrument, coolDown.sameDirection, coolDown.any) = (60, 30, 15)
        var gate = SignalGate(instruments: 3, coolDown: coolDown)
        #expect(gate.admit(signal(.long, minute: 0, life: 1)) == nil)
        #expect(gate.admit(signal(.short, minute: 59)) == .instrumentCoolDown)
        #expect(gate.admit(signal(.short, minute: 14, instrument: 1)) == .coolDown)
        #expect(gate.admit(signal(.long, minute: 29, instrument: 1)) == .directionCoolDown)
        #expect(gate.admit(signal(.short, minute: 15, instrument: 1)) == nil)
        #expect(gate.admit(signal(.long, minute: 30, instrument: 2)) == nil)
        #expect(gate.admit(signal(.long, minute: 60, life: nil)) == nil)
        #expect(gate.admit(signal(.long, minute: 60_000)) == .active)
        #expect([SignalRejection.instrumentCoolDown, .directionCoolDown, .coolDown].map { gate.count(of: $0) } == [1, 1, 1])
    }

    @Test("a flat signal closes a position and is never held back")
    func flat() {
        var gate = SignalGate(instruments: 1, coolDown: RiskSpecification.CoolDown())
        #expect(gate.admit(signal(.long, minute: 0)) == nil)
        #expect(gate.admit(signal(.flat, minute: 1)) == nil)
        #expect(gate.admitted == 1)
    }

    @Test("planning and admitting in one step counts the plan's rejections too")
    func plans() {
        var gate = SignalGate(instruments: 1, coolDown: RiskSpecification.CoolDown())
        #expect(gate.signal { () throws(SignalRejection) in throw .rewardToRisk } == nil)
        #expect(gate.signal { () throws(SignalRejection) in throw .noSide } == nil)
        #expect(gate.signal { () throws(SignalRejection) in signal(.long, minute: 0) } != nil)
        #expect(gate.signal { () throws(SignalRejection) in signal(.long, minute: 1) } == nil)
        #expect(gate.count(of: .rewardToRisk) == 1)
        #expect(gate.count(of: .noSide) == 0)
        #expect(gate.count(of: .active) == 1)
    }
}
