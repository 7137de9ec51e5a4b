import PulseCore
import PulseStrategy
import Testing

@Suite struct JudasSwingTests {
    /// An Asian range from 100 to 104: the false move has to go below 99.6.
    private static func run(_ candles: [SidedCandle], zone: ClosedRange<Int> = 0...100, asianSize: Double = 4) -> [JudasSwing.Reclaim] {
        var judas = JudasSwing()
        judas.begin()
        return candles.compactMap {
            judas.advance($0, asianLow: 100, asianSize: asianSize, isInZone: zone.contains($0.index))
        }
    }

    private static let down = SidedSketch.candle(1, 100.25, 100.25, 99.5, 99.75)
    private static func up(_ index: Int) -> SidedCandle { SidedSketch.candle(index, 99.75, 100.5, 99.75, 100.5) }

    /// From the extreme at 99.5 to the close at 100.5: a quarter of the Asian range.
    @Test func theFalseMoveIsTakenBack() {
        #expect(Self.run([Self.down, Self.up(2)]) == [JudasSwing.Reclaim(strength: 0.25, extreme: 99.5)])
        #expect(Self.run([SidedSketch.candle(1, 100.25, 100.5, 99.5, 100.5)]).count == 1, "on one candle")
    }

    @Test func itIsDeepEnoughAndInTheZone() {
        #expect(Self.run([SidedSketch.candle(1, 100.25, 100.5, 99.625, 100.5)]) == [])
        #expect(Self.run([Self.down, Self.up(2)], asianSize: 5) == [], "a tenth of the range exactly")
        #expect(Self.run([Self.down, Self.up(2)], zone: 2...9) == [], "the false move came before London")
        #expect(Self.run([Self.down, Self.up(2)], zone: 1...1).count == 1, "the way back may come later")
    }

    @Test func theWayBackTakesSixCandlesAtMost() {
        let waiting = (2...6).map { SidedSketch.candle($0, 99.75, 99.875, 99.625, 99.75) }
        #expect(Self.run([Self.down] + waiting + [Self.up(7)]).count == 1)
        let longer = waiting + [SidedSketch.candle(7, 99.75, 99.875, 99.625, 99.75)]
        #expect(Self.run([Self.down] + longer + [Self.up(8)]) == [])
        #expect(Self.run([Self.down] + longer + [Self.up(8), Self.down, Self.up(9)]) == [], "it was no false move")
    }

    @Test func theReclaimingCandleClosesInItsUpperHalf() {
        let weak = SidedSketch.candle(2, 99.75, 102, 99.75, 100.25)
        #expect(Self.run([Self.down, weak]) == [])
        #expect(Self.run([Self.down, weak, Self.up(3)]).count == 1)
    }

    @Test func thereIsOneADay() {
        #expect(Self.run([Self.down, Self.up(2), Self.down, Self.up(4)]).count == 1)
        var judas = JudasSwing()
        #expect(judas.advance(Self.down, asianLow: 100, asianSize: 4, isInZone: true) == nil)
        #expect(judas.advance(Self.up(2), asianLow: 100, asianSize: 4, isInZone: true) == nil, "before any day has begun")
    }

    /// Three days whose hours span 99.5 to 100.5 until 06:00 and 98 to 102 at noon (a daily range of 4), then one with a false move at
    /// some hour.
    private static func days(from start: String, falseMoveAt hour: Int, isUp: Bool = false, asianHeight: Double = 0.5) throws
        -> CandleColumns
    {
        let start = try #require(Timestamp(start))
        var candles = CandleColumns()
        for index in 0..<(9 * 24) {
            let inDay = index % 24
            let isLast = index / 24 == 8
            let reach = inDay < 6 ? asianHeight : inDay == 12 ? 2 : 0.125
            var candle = Candle(
                openTime: start.advanced(byMilliseconds: Int64(index) * 3_600_000), open: 100, high: 100 + reach, low: 100 - reach,
                close: 100,
                volume: 10)
            if isLast, inDay == hour {
                // The Asian range is 1: .25 beyond it, and .5 back.
                candle.low = isUp ? 99.875 : 99.25
                candle.high = isUp ? 100.75 : 100.125
            }
            candles.append(candle)
        }
        return candles
    }

    private static func sides(_ candles: CandleColumns) -> Set<Direction> {
        var head = ICTHead(timeframe: .h1)
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 1)
        defer { votes.deallocate() }
        var sides: Set<Direction> = []
        HeadRig.feed(candles, .h1, cutting: (0..<candles.count).map { $0..<$0 + 1 }) { frame in
            head.advance(frame, into: votes)
            guard frame.firstIndex >= 8 * 24 else { return }
            sides.formUnion(head.evidence.filter { $0.name == "Judas swing" }.map(\.side))
        }
        return sides
    }

    /// London's kill zone is 07:00 to 10:00 UTC in winter and an hour earlier in summer.
    @Test(arguments: [
        ("2024-01-08", 6, false), ("2024-01-08", 7, true), ("2024-01-08", 9, true), ("2024-01-08", 10, false), ("2024-07-08", 5, false),
        ("2024-07-08", 6, true), ("2024-07-08", 8, true), ("2024-07-08", 9, false),
    ])
    func londonsKillZone(start: String, hour: Int, isFound: Bool) throws {
        let found = Self.sides(try Self.days(from: start, falseMoveAt: hour))
        #expect(found == (isFound ? [.long] : []))
        let mirrored = Self.sides(try Self.days(from: start, falseMoveAt: hour, isUp: true))
        #expect(mirrored == (isFound ? [.short] : []))
    }

    /// Half of 1.5 daily ranges of 4 are 3: an Asian range of 3.25 is no rest.
    @Test func aWideAsianRangeIsNone() throws {
        let candles = try Self.days(from: "2024-01-08", falseMoveAt: 7, asianHeight: 1.625)
        #expect(Self.sides(candles) == [])
    }
}
