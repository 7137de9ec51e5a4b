import PulseCore
import PulseStrategy
import Testing

/// Open interest against price, hour by hour.
@Suite struct OpenInterestReadingTests {
    private static let hour: Int64 = 3_600_000
    private static let start: Int64 = 1_704_067_200_000
    private static let life = 4 * hour

    /// A drawing of hourly values. The first change over 24 hours is that of hour 24, and 168 are needed: hour 191 is the first that
    /// counts.
    private struct Drawing {
        var reading: OpenInterestReading
        var now = 0
        var interest = 100.0
        var price = 50.0
        let length: Int64

        init(_ timeframe: Timeframe = .h1) {
            reading = OpenInterestReading(timeframe: timeframe)
            length = timeframe.milliseconds
        }

        mutating func step(interest: Double? = nil, price: Double? = nil, isKnown: Bool = true) {
            self.interest = interest ?? self.interest
            self.price = price ?? self.price
            let close = start + Int64(now) * length
            if isKnown { reading.take(SidePoint(knownAt: close, value: self.interest)) }
            reading.close(at: close, price: self.price, life: life)
            now += 1
        }

        mutating func stay(until end: Int) {
            while now < end { step() }
        }
    }

    /// All changes 0 but the last, of n: sqrt(n - 1) deviations. At hour 200 there are 177.
    @Test(arguments: [(110.0, 51.0, 1), (110, 49, -1), (110, 50, 0), (90, 49, 0), (90, 51, 0), (100, 51, 0)])
    func moreOpenInterestBacksTheMove(interest: Double, price: Double, side: Int) {
        var drawing = Drawing()
        drawing.stay(until: 200)
        drawing.step(interest: interest, price: price)
        let reading = drawing.reading
        #expect(reading.isReady && reading.side == side)
        let expected = 176.0.squareRoot()
        #expect(abs(reading.interestDeviations - (interest > 100 ? expected : interest < 100 ? -expected : 0)) < 1e-9)
        #expect(abs(reading.priceDeviations - (price - 50) * expected) < 1e-9)
    }

    @Test func aWeekOfChangesIsNeeded() {
        var drawing = Drawing()
        drawing.stay(until: 191)
        #expect(!drawing.reading.isReady)
        drawing.step(interest: 110, price: 51)
        #expect(drawing.reading.isReady && drawing.reading.side == 1)
    }

    /// A spike from hour 200 on (the last change of .1 is at 223); open interest falls back at `collapse`, with a move of the price. 24
    /// changes of .1 and one of -.0909 among some 200: mean .011, deviation .033, so the fall is three deviations.
    private static func collapse(at hour: Int, price: Double, hasSpike: Bool = true) -> Int {
        var drawing = Drawing()
        drawing.stay(until: 200)
        if hasSpike { drawing.step(interest: 110) }
        drawing.stay(until: hour)
        drawing.step(interest: hasSpike ? 100 : 90.909_090_909, price: price)
        #expect(drawing.reading.interestDeviations < -2)
        return drawing.reading.side
    }

    @Test func aCollapseAfterASpikeIsFaded() {
        #expect(Self.collapse(at: 226, price: 49) == 1, "longs were thrown out")
        #expect(Self.collapse(at: 226, price: 51) == -1, "shorts were")
        #expect(Self.collapse(at: 226, price: 50) == 0)
        #expect(Self.collapse(at: 295, price: 49) == 1, "72 hours after the spike's last")
        #expect(Self.collapse(at: 296, price: 49) == 0)
        #expect(Self.collapse(at: 226, price: 49, hasSpike: false) == 0)
    }

    @Test func gapsAndOldValuesAreNoChange() {
        var drawing = Drawing()
        drawing.stay(until: 200)
        for _ in 0..<5 { drawing.step(isKnown: false) }
        #expect(!drawing.reading.isReady, "the value is five hours old")
        drawing.step()
        #expect(drawing.reading.isReady)
        // Two hours without candles, then the change from before them is missing 24 hours later.
        drawing.now += 2
        drawing.stay(until: 230)
        #expect(drawing.reading.isReady)
        var ready: [Int] = []
        while drawing.now < 234 {
            drawing.step()
            if drawing.reading.isReady { ready.append(drawing.now - 1) }
        }
        #expect(ready == [232, 233])
        // Two days without: 24 hours until there is a change again.
        drawing.now += 48
        for _ in 0..<24 {
            drawing.step()
            #expect(!drawing.reading.isReady)
        }
        drawing.step()
        #expect(drawing.reading.isReady)
        // Prices that are none, and open interest that is none.
        drawing.step(price: .nan)
        #expect(!drawing.reading.isReady)
        drawing.step(price: 50)
        #expect(drawing.reading.isReady)
        let known = drawing.reading.knownAt
        for value in [0, -1, .nan, Double.infinity] { drawing.reading.take(SidePoint(knownAt: known + 1, value: value)) }
        #expect(drawing.reading.knownAt == known)
    }

    /// Four-hourly candles have six samples a day, daily ones one; minutes are sampled at whole hours, and longer candles not at all.
    @Test func everyTimeframeHasItsStep() {
        for (timeframe, daily) in [(Timeframe.h4, 6), (.h8, 3), (.d1, 1), (.m30, 24), (.m1, 24)] {
            var reading = OpenInterestReading(timeframe: timeframe)
            var now = Self.start
            var closes = 0
            while !reading.isReady, closes < 20_000 {
                reading.take(SidePoint(knownAt: now, value: 100))
                reading.close(at: now, price: 50, life: Self.life)
                now += timeframe.milliseconds
                closes += 1
            }
            let step = max(Self.hour, timeframe.milliseconds)
            #expect(reading.isReady && (now - timeframe.milliseconds - Self.start) / step == Int64(daily + 7 * daily - 1), "\(timeframe)")
        }
        var weekly = OpenInterestReading(timeframe: .w1)
        for week in 0..<60 {
            weekly.take(SidePoint(knownAt: Int64(week) * 604_800_000, value: 100))
            weekly.close(at: Int64(week) * 604_800_000, price: 50, life: Self.life)
        }
        #expect(!weekly.isReady)
    }
}
