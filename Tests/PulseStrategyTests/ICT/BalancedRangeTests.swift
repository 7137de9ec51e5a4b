import PulseStrategy
import Testing

@Suite struct BalancedRangeTests {
    @Test func gapsOfBothSidesOverlap() {
        var ranges = BalancedRanges()
        ranges.add(isBullish: false, lower: 100, upper: 102, at: 10)
        #expect(ranges.latest == nil)
        ranges.add(isBullish: true, lower: 101, upper: 104, at: 20)
        #expect(ranges.latest == BalancedRange(lower: 101, upper: 102, formed: 20))
        #expect(ranges.latest?.side(of: 103) == 1)
        #expect(ranges.latest?.side(of: 101.5) == 0)
        #expect(ranges.latest?.side(of: 100) == -1)
    }

    @Test func gapsOfOneSideOrApartDoNot() {
        var ranges = BalancedRanges()
        ranges.add(isBullish: true, lower: 100, upper: 102, at: 10)
        ranges.add(isBullish: true, lower: 101, upper: 104, at: 11)
        ranges.add(isBullish: false, lower: 104, upper: 106, at: 12)
        #expect(ranges.latest == nil, "touching is not overlapping")
        ranges.add(isBullish: false, lower: 103, upper: 106, at: 41)
        #expect(ranges.latest == BalancedRange(lower: 103, upper: 104, formed: 41), "thirty candles apart")
        var late = BalancedRanges()
        late.add(isBullish: true, lower: 101, upper: 104, at: 11)
        late.add(isBullish: false, lower: 103, upper: 106, at: 42)
        #expect(late.latest == nil)
    }

    /// Of nine older gaps the newest eight are known.
    @Test func p9TheirNumberIsBounded() {
        var ranges = BalancedRanges()
        for index in 0..<9 {
            ranges.add(isBullish: true, lower: 100 + 10 * Double(index), upper: 105 + 10 * Double(index), at: index)
        }
        ranges.add(isBullish: false, lower: 100, upper: 104, at: 9)
        #expect(ranges.latest == nil, "the first one gave way")
        ranges.add(isBullish: false, lower: 110, upper: 114, at: 9)
        #expect(ranges.latest?.lower == 110)
    }
}
