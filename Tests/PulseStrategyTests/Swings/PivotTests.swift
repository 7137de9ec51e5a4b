import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct PivotTests {
    @Test func aPivotIsKnownWingCandlesLater() {
        var window = PivotWindow()
        let highs = [1.0, 2, 3, 5, 3, 2, 1]
        var found: [Pivot] = []
        for high in highs {
            window.advance(high: high, low: high - 1)
            if let pivot = window.confirmedHigh(wing: 3) { found.append(pivot) }
        }
        #expect(found == [Pivot(isHigh: true, price: 5, index: 3, confirmIndex: 6)])
    }

    @Test func ofEqualExtremesTheFirstCounts() {
        var window = PivotWindow()
        var found: [Int] = []
        for high in [1.0, 2, 5, 5, 2, 1, 0] {
            window.advance(high: high, low: -high)
            if let pivot = window.confirmedHigh(wing: 2) { found.append(pivot.index) }
            if let pivot = window.confirmedLow(wing: 2) { found.append(-pivot.index) }
        }
        #expect(found == [2, -2])
    }

    @Test func nothingIsAPivotBesideANaN() {
        var window = PivotWindow()
        for high in [1.0, 2, 5, .nan, 2, 1] {
            window.advance(high: high, low: 0)
            #expect(window.confirmedHigh(wing: 2) == nil)
        }
    }

    /// Against a plain search over the whole series, for all wings in use.
    @Test(arguments: [3, 5, 8]) func agreesWithAPlainSearch(wing: Int) {
        let candles = RandomWalk.candles(count: 3_000, seed: 9)
        var window = PivotWindow()
        for index in 0..<candles.count {
            window.advance(high: candles.high[index], low: candles.low[index])
            let centre = index - wing
            let expected =
                centre >= wing
                && (1...wing).allSatisfy {
                    candles.high[centre] > candles.high[centre - $0] && candles.high[centre] >= candles.high[centre + $0]
                }
            #expect((window.confirmedHigh(wing: wing) != nil) == expected)
        }
    }

    @Test func zigZagDatesAPivotAtTheReversal() {
        var zigZag = ZigZag(multiple: 2)
        let prices = [10.0, 11, 12, 13, 12.5, 11.5, 10.5, 10, 10.5, 13, 14]
        var found: [Pivot] = []
        for price in prices {
            if zigZag.advance(high: price + 0.1, low: price - 0.1, averageTrueRange: 1) { found.append(zigZag.pivot(back: 0)) }
        }
        // The rise from 9.9 confirms the low as soon as 2 ranges are behind; the fall from 13.1 on the candle at 10.5 (low 10.4).
        #expect(found.map(\.isHigh) == [false, true, false])
        #expect(found.map(\.index) == [0, 3, 7])
        #expect(found.map(\.confirmIndex) == [2, 6, 9])
    }

    @Test func zigZagAlternatesAndKeepsItsDistance() {
        let candles = DyadicWalk.candles(count: 20_000, seed: 4)
        let features = HeadRig.Features(candles)
        var zigZag = ZigZag(multiple: 2)
        var last: Pivot?
        for index in 0..<candles.count {
            let range = features.averageTrueRange[index]
            guard zigZag.advance(high: candles.high[index], low: candles.low[index], averageTrueRange: range) else { continue }
            let pivot = zigZag.pivot(back: 0)
            #expect(pivot.confirmIndex == index && pivot.index < index)
            #expect(pivot.price == (pivot.isHigh ? candles.high[pivot.index] : candles.low[pivot.index]))
            if let last {
                #expect(last.isHigh != pivot.isHigh && last.index < pivot.index)
                // Nothing after the one reaches beyond the other.
                let between = last.index + 1...pivot.index
                #expect(pivot.isHigh ? candles.high[between].max() == pivot.price : candles.low[between].min() == pivot.price)
            }
            last = pivot
        }
        #expect(zigZag.confirmedCount > 1_000)
    }

    @Test func pivotsThatLieTogetherMakeOneLevel() {
        var levels = PriceLevels()
        for (price, index) in [(100.0, 10), (100.3, 30), (104.0, 50), (99.9, 70), (110.0, 90)] {
            levels.add(Pivot(isHigh: true, price: price, index: index, confirmIndex: index + 5), averageTrueRange: 1)
        }
        let (below, above) = levels.nearest(to: 103)
        #expect(below.map(\.touches) == [3] && above.map(\.touches) == [1, 1])
        #expect(abs(below[0].price - 100.0666) < 1e-3 && below[0].lastTouch == 70)
        #expect(below[0].strength(at: 170, span: 200) == 1.5)
        let rests = levels.supports(close: 100.3, low: 100.1, within: 0.35)
        let floats = levels.supports(close: 103, low: 102.8, within: 0.35)
        let hangs = levels.resists(close: 103, high: 103.8, within: 0.35)
        // Above a level it is no resistance.
        let stands = levels.resists(close: 105, high: 105.2, within: 0.35)
        #expect(rests && !floats && hangs && !stands)
    }

    @Test func p9PivotsExpireAndTheirNumberIsBounded() {
        var levels = PriceLevels(span: 200)
        for index in 0..<1_000 {
            levels.add(Pivot(isHigh: true, price: Double(index % 37), index: index, confirmIndex: index), averageTrueRange: 1)
            #expect(levels.pivotCount <= PriceLevels.capacity)
        }
        levels.expire(at: 1_199, averageTrueRange: 1)
        #expect(levels.pivotCount == 1)
        levels.expire(at: 1_200, averageTrueRange: 1)
        #expect(levels.pivotCount == 0)
        let rests = levels.supports(close: 3, low: 3, within: 100)
        #expect(!rests)
    }
}
