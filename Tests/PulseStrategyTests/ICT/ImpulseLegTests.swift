import PulseStrategy
import Testing

/// A leg from 100 to 110: its zone reaches from 103.8 (.62) to 102.1 (.79), .705 lies at 102.95. Average true range 1.
@Suite struct ImpulseLegTests {
    private static let low = Pivot(isHigh: false, price: 100, index: 4, confirmIndex: 9)
    private static let high = Pivot(isHigh: true, price: 110, index: 20, confirmIndex: 25)

    private static func window(low: Double = 105, high: Double = 109) -> PivotWindow {
        var window = PivotWindow()
        for _ in 0..<26 { window.advance(high: high, low: low) }
        return window
    }

    private static func legs(life: Int = 100, range: Double = 1, lowest: Double = 105) -> ImpulseLegs {
        var legs = ImpulseLegs(life: life)
        legs.take(high: nil, low: low, window(low: lowest), range: range)
        legs.take(high: high, low: nil, window(low: lowest), range: range)
        return legs
    }

    /// Low 103: 7 of 10 back, .005 from .705, of .085: fit 16/17. Close at the high: strength 1. Ten ranges long: full marks.
    @Test func aRejectionInTheZoneIsAnEntry() throws {
        var legs = Self.legs()
        #expect(legs.leg?.side == 1 && legs.leg?.length == 10)
        let found = legs.follow(SidedSketch.hammer(30, low: 103, close: 104))
        let entry = try #require(found)
        #expect(entry.side == 1)
        #expect(abs(entry.confidence - (0.60 + 0.10 + 0.10 * 16 / 17 + 0.10)) < 1e-12)
        #expect(abs(entry.near - 103.8) < 1e-12 && abs(entry.far - 102.1) < 1e-12)
        #expect(legs.follow(SidedSketch.hammer(31, low: 103, close: 104)) == nil, "once a leg")
    }

    @Test func aLegDownIsTheMirrorImage() throws {
        var legs = ImpulseLegs(life: 100)
        let window = Self.window(low: 101, high: 105)
        legs.take(high: Pivot(isHigh: true, price: 110, index: 4, confirmIndex: 9), low: nil, window, range: 1)
        legs.take(high: nil, low: Pivot(isHigh: false, price: 100, index: 20, confirmIndex: 25), window, range: 1)
        let found = legs.follow(SidedSketch.candle(30, 106.125, 107, 106, 106))
        let entry = try #require(found)
        #expect(entry.side == -1)
        #expect(abs(entry.confidence - (0.60 + 0.10 + 0.10 * 16 / 17 + 0.10)) < 1e-12)
    }

    @Test(arguments: [
        SidedSketch.hammer(30, low: 103.875, close: 104.5), SidedSketch.candle(30, 101.5, 102.0625, 101, 102),
        SidedSketch.candle(30, 104, 104, 103, 103.25), SidedSketch.candle(30, 103.25, 105, 103, 103.5),
    ])
    func whatIsNoEntry(candle: SidedCandle) {
        var legs = Self.legs()
        #expect(legs.follow(candle) == nil, "too shallow, closed beyond the zone, falling, weak")
        #expect(legs.leg != nil)
    }

    @Test func itEndsBeyondItsEndsAndWithItsAge() {
        var failed = Self.legs()
        #expect(failed.follow(SidedSketch.candle(30, 103, 103, 99, 99.75)) == nil)
        #expect(failed.leg == nil, "closed below its origin")
        var extended = Self.legs()
        #expect(extended.follow(SidedSketch.candle(30, 109, 111, 109, 110.5)) == nil)
        #expect(extended.leg == nil, "closed above its end")
        var old = Self.legs(life: 10)
        #expect(old.follow(SidedSketch.hammer(30, low: 103, close: 104)) != nil)
        var older = Self.legs(life: 9)
        #expect(older.follow(SidedSketch.hammer(30, low: 103, close: 104)) == nil)
    }

    @Test func itIsTwoRangesLongAndWhole() {
        #expect(Self.legs(range: 5).leg != nil)
        #expect(Self.legs(range: 5.01).leg == nil)
        #expect(Self.legs(range: .nan).leg == nil)
        #expect(Self.legs(lowest: 100).leg == nil, "traded through its origin before its end was confirmed")
    }

    /// Of two highs in a row the higher one ends the leg; a lower one changes nothing. Both at once begin anew.
    @Test func swingsAlternate() {
        var legs = Self.legs()
        legs.take(high: Pivot(isHigh: true, price: 108, index: 30, confirmIndex: 35), low: nil, Self.window(), range: 1)
        #expect(legs.leg?.end == 110)
        legs.take(high: Pivot(isHigh: true, price: 112, index: 40, confirmIndex: 45), low: nil, Self.window(), range: 1)
        #expect(legs.leg?.origin == 100 && legs.leg?.end == 112)
        legs.take(
            high: Pivot(isHigh: true, price: 113, index: 50, confirmIndex: 55),
            low: Pivot(isHigh: false, price: 99, index: 50, confirmIndex: 55),
            Self.window(), range: 1)
        #expect(legs.leg == nil)
        legs.take(high: Self.high, low: nil, Self.window(), range: 1)
        #expect(legs.leg == nil, "no swing before it is known")
    }
}
