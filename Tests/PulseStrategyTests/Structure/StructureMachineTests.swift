import PulseCore
import PulseStrategy
import Testing

/// Structure on drawn paths, with an average true range of 1.
@Suite struct StructureMachineTests {
    private struct Event: Equatable {
        var event: StructureEvent
        var index: Int
    }

    private func events(_ candles: CandleColumns, _ machine: inout StructureMachine) -> [Event] {
        var window = PivotWindow()
        var found: [Event] = []
        for index in 0..<candles.count {
            window.advance(high: candles.high[index], low: candles.low[index])
            let event = machine.advance(window, close: candles.close[index], averageTrueRange: 1)
            if event != .none { found.append(Event(event: event, index: index)) }
        }
        return found
    }

    /// Up in two legs: 100, 105, 102, 108, 105.
    private func rise() -> Sketch {
        var sketch = Sketch(at: 100)
        for target in [105.0, 102, 108, 105] { sketch.walk(to: target, step: 0.5, shadow: 0.1) }
        return sketch
    }

    @Test func aCloseBeyondTheSwingIsABreakOfStructure() {
        let sketch = rise()
        var machine = StructureMachine(wing: 3)
        // The swing high is 105.1; 10 candles up, 6 down, and the seventh up closes at 105.5.
        #expect(events(sketch.candles, &machine) == [Event(event: .breakUp, index: 22)])
        #expect(machine.trend == 1 && !machine.isTentative)
        #expect(machine.protectedLow == 101.9)
        #expect(machine.swingHigh == 108.1)
        // The dealing range reaches from the protected low to the swing high.
        let place = machine.position(of: 105)
        #expect(place.map { abs($0 - 0.5) < 1e-9 } == true)
    }

    @Test func losingTheProtectedLowIsAChangeOfCharacter() {
        var sketch = rise()
        sketch.walk(to: 101, step: 0.5, shadow: 0.1)
        var machine = StructureMachine(wing: 3)
        let found = events(sketch.candles, &machine)
        #expect(found.map(\.event) == [.breakUp, .changeDown])
        #expect(sketch.candles.close[found[1].index] == 101.5)
        #expect(machine.trend == -1 && machine.isTentative)
        #expect(machine.protectedHigh == 108.1)
        // A lower high confirms it.
        for target in [104.0, 102] { sketch.walk(to: target, step: 0.5, shadow: 0.1) }
        var again = StructureMachine(wing: 3)
        _ = events(sketch.candles, &again)
        #expect(again.trend == -1 && !again.isTentative)
    }

    @Test func aShadowBreaksNothing() {
        var sketch = rise()
        sketch.add(high: 105.1, low: 99, close: 104.9)
        var machine = StructureMachine(wing: 3)
        #expect(events(sketch.candles, &machine).count == 1)
    }

    @Test func reflectedPathsHaveReflectedEvents() {
        var sketch = rise()
        sketch.walk(to: 101, step: 0.5, shadow: 0.1)
        var plain = StructureMachine(wing: 3)
        var reflected = StructureMachine(wing: 3)
        let first = events(sketch.candles, &plain)
        let second = events(Sketch.reflected(sketch.candles, around: 128), &reflected)
        #expect(first.map(\.index) == second.map(\.index))
        #expect(first.map { -$0.event.sign } == second.map(\.event.sign))
        #expect(reflected.protectedLow == 256 - plain.protectedHigh)
    }
}
