import PulseStrategy
import Testing

/// Gaps between a first candle with its high at 100.5 and a third one with its low above; average true range 1.
@Suite struct FairValueGapTests {
    private static func gap(
        low: Double = 101.5, middleOpen: Double = 100.5, middleClose: Double = 102.5, floor: Double = 0, index: Int = 2
    ) -> FairValueGap? {
        FairValueGap(
            SidedSketch.candle(index, 102.5, 103, low, 103), middle: SidedSketch.candle(index - 1, middleOpen, 102.5, 100.5, middleClose),
            first: SidedSketch.candle(index - 2, 100, 100.5, 99.5, 100.25), floor: floor)
    }

    @Test func theFirstAndThirdCandleMustNotOverlap() {
        #expect(Self.gap()?.near == 101.5 && Self.gap()?.far == 100.5 && Self.gap()?.state == .open)
        #expect(Self.gap(low: 100.5) == nil)
        #expect(Self.gap(low: 99) == nil)
    }

    @Test func itIsLargeEnough() {
        #expect(Self.gap(low: 100.75) != nil, "a quarter of a range")
        #expect(Self.gap(low: 100.625) == nil, "an eighth, less than .15")
        #expect(Self.gap(low: 100.75, floor: 0.25) != nil)
        #expect(Self.gap(low: 100.75, floor: 0.26) == nil, "less than the floor")
    }

    /// The middle candle spans 2 from 100.5 to 102.5.
    @Test func itsMiddleCandleIsABodyOnItsSide() {
        #expect(Self.gap(middleOpen: 101.25) != nil, "1.25 of 2")
        #expect(Self.gap(middleOpen: 101.375) == nil, "1.125 of 2 are less than .6")
        #expect(Self.gap(middleOpen: 102.5, middleClose: 100.5) == nil, "a falling candle makes no bullish gap")
    }

    private func filledPool(life: Int = 100) throws -> FairValueGaps {
        var gaps = FairValueGaps(life: life)
        gaps.add(try #require(Self.gap()))
        return gaps
    }

    /// The gap is [100.5, 101.5], its middle 101.
    @Test func statesFollowThePrice() throws {
        var gaps = try filledPool()
        func state(low: Double, close: Double = 101.75, at index: Int) -> FairValueGap.State? {
            _ = gaps.follow(SidedSketch.candle(index, 101.75, 102, low, close), isInTrend: false)
            return gaps.all.first?.state
        }
        #expect(state(low: 101.625, at: 3) == .open)
        #expect(state(low: 101.5, at: 4) == .touched)
        #expect(state(low: 101.125, at: 5) == .touched)
        #expect(state(low: 101, at: 6) == .halfFilled)
        #expect(state(low: 101.25, at: 7) == .halfFilled, "states do not go back")
        #expect(state(low: 100.5, close: 100.5, at: 8) == .filled)
        #expect(state(low: 100.25, close: 100.625, at: 9) == .filled, "no close beyond it")
        var other = FairValueGaps(life: 100)
        #expect(state(low: 100.25, close: 100.375, at: 10) == nil, "closed through")
        gaps.giveLost(to: &other)
        #expect(other.all.first?.state == .inverted)
        #expect(other.all.first?.near == -100.5 && other.all.first?.far == -101.5)
    }

    /// An inverted gap acts from the other side, and when that is lost as well, it is gone.
    @Test func anInvertedGapIsRetestedFromTheOtherSide() throws {
        var gaps = try filledPool()
        var other = FairValueGaps(life: 100)
        let loss = SidedSketch.candle(3, 102, 102, 100, 100.25)
        #expect(gaps.follow(loss, isInTrend: true) == nil)
        gaps.giveLost(to: &other)
        #expect(gaps.count == 0 && other.count == 1)
        // Upside down: a candle whose high, 100.75, enters the zone from below and closes at 99.75.
        let retest = other.follow(SidedSketch.candle(4, 100.25, 100.75, 99.75, 99.75).mirrored, isInTrend: true)
        #expect(retest?.isInverted == true && retest?.near == -100.5)
        var broken = other
        _ = broken.follow(SidedSketch.candle(5, 100, 102, 100, 101.75).mirrored, isInTrend: true)
        broken.giveLost(to: &gaps)
        #expect(broken.count == 0 && gaps.count == 0)
    }

    /// Strength 1: .60 + .10; size 1 range: + .10; a middle body of 2 ranges: + .05; the middle kept: + .05.
    @Test func theFirstRetestInTheTrendCounts() throws {
        var gaps = try filledPool()
        let firm = SidedSketch.candle(3, 101.5, 102, 101.25, 102)
        #expect(gaps.follow(firm, isInTrend: false) == nil, "against the trend")
        let first = gaps.follow(firm, isInTrend: true)
        let retest = try #require(first)
        #expect(abs(retest.confidence - 0.90) < 1e-12)
        #expect(gaps.follow(firm, isInTrend: true) == nil, "only the first")
        var deeper = try filledPool()
        let found = deeper.follow(SidedSketch.candle(3, 101.5, 102, 100.75, 102), isInTrend: true)
        let deep = try #require(found)
        #expect(abs(deep.confidence - 0.85) < 1e-12, "half of it was given up")
    }

    @Test(arguments: [
        SidedSketch.candle(3, 101.5, 102, 101.25, 101.25), SidedSketch.candle(3, 101.75, 103, 101.25, 102),
        SidedSketch.candle(3, 100.75, 101, 100.5625, 100.9375), SidedSketch.candle(3, 101.5, 102, 100.5, 102),
        SidedSketch.candle(3, 101.75, 103, 101.625, 103),
    ])
    func whatIsNoRetest(candle: SidedCandle) throws {
        var gaps = try filledPool()
        #expect(gaps.follow(candle, isInTrend: true) == nil, "falling, weak, below the middle, filled, or not in it")
    }

    @Test func itIsForgottenWithItsAge() throws {
        let firm = { SidedSketch.candle($0, 101.5, 102, 101.25, 102) }
        var gaps = try filledPool(life: 10)
        #expect(gaps.follow(firm(12), isInTrend: true) != nil, "ten candles after the second")
        var older = try filledPool(life: 10)
        #expect(older.follow(firm(13), isInTrend: true) == nil)
        #expect(older.count == 0)
    }

    @Test func p9TheirNumberIsBounded() throws {
        var gaps = FairValueGaps(life: 1_000)
        for index in 0..<100 { gaps.add(try #require(Self.gap(index: 2 + index))) }
        #expect(gaps.count == FairValueGaps.capacity)
        #expect(gaps.all.first?.formed == 102 - FairValueGaps.capacity, "the oldest gave way")
        var short = FairValueGaps(life: 3)
        for index in 0..<100 { short.add(try #require(Self.gap(index: 2 + index))) }
        #expect(short.count <= FairValueGaps.capacity)
    }
}
