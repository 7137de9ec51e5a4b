import PulseCore
import PulseStrategy
import Testing

/// Chart patterns drawn as paths of small candles, with an average true range of 1.
@Suite struct ChartPatternTests {
    private struct Found: Equatable {
        var pattern: ChartPattern
        var direction: Direction
        var index: Int
    }

    /// The breaks along a path through the given prices; `volume` holds on every candle.
    private func breaks(_ points: [Double], volume: Double = 2, reflected: Bool = false) -> [Found] {
        var sketch = Sketch(at: points[0])
        for point in points.dropFirst() { sketch.walk(to: point, step: 0.5, shadow: 0.1) }
        let candles = reflected ? Sketch.reflected(sketch.candles, around: 128) : sketch.candles
        var charts = ChartPatterns()
        var found: [Found] = []
        for index in 0..<candles.count {
            charts.advance(
                high: candles.high[index], low: candles.low[index], close: candles.close[index], averageTrueRange: 1, volumeRatio: volume
            ) { found.append(Found(pattern: $0.pattern, direction: $0.direction, index: index)) }
        }
        return found
    }

    /// The one pattern of that kind, on the drawing and on its reflection.
    private func expect(_ points: [Double], _ pattern: ChartPattern, _ direction: Direction) {
        let plain = breaks(points).filter { $0.pattern == pattern }
        let mirrored = breaks(points, reflected: true).filter { $0.pattern == pattern }
        #expect(plain.map(\.direction) == [direction])
        #expect(mirrored.map(\.direction) == [direction.opposite])
        #expect(plain.map(\.index) == mirrored.map(\.index))
        #expect(breaks(points, volume: 1.2).isEmpty, "without volume nothing counts")
    }

    @Test func doubleTopCountsWithTheBreakOfTheValley() {
        let points = [100, 106, 103, 106.25, 102]
        expect(points, .double, .short)
        // The valley's low is 102.9, so that the close at 102.75 breaks it: 12 + 6 + 7 candles up to the second top, then eight down.
        #expect(breaks(points).first { $0.pattern == .double }?.index == 31)
        #expect(breaks([100, 106, 103, 106.25, 103.25]).isEmpty, "it has not broken")
        #expect(breaks([100, 106, 103, 107.5, 102]).allSatisfy { $0.pattern != .double }, "the tops are too far apart")
    }

    @Test func headAndShouldersCountsWithTheBreakOfTheNeckline() {
        expect([98, 104, 101, 106.5, 101, 104.25, 99.5], .headAndShoulders, .short)
        #expect(breaks([98, 104, 101, 104.5, 101, 104.25, 99.5]).allSatisfy { $0.pattern != .headAndShoulders }, "it has no head")
    }

    @Test func ascendingTriangleBreaksUpwards() {
        expect([97, 106, 100, 106, 103, 107.5], .triangle, .long)
    }

    @Test func flagBreaksTheWayOfItsPole() {
        var sketch = Sketch(at: 100)
        for _ in 0..<12 { sketch.walk(to: sketch.close == 100 ? 100.5 : 100, step: 0.5, shadow: 0.1) }
        sketch.walk(to: 105, step: 1, shadow: 0.1)
        for target in [104.5, 104, 104.5, 104, 104.5, 104] { sketch.move(to: target, shadow: 0.1) }
        sketch.move(to: 105.5, shadow: 0.1)
        for (candles, direction) in [(sketch.candles, Direction.long), (Sketch.reflected(sketch.candles, around: 128), .short)] {
            var charts = ChartPatterns()
            var flags: [Found] = []
            for index in 0..<candles.count {
                charts.advance(
                    high: candles.high[index], low: candles.low[index], close: candles.close[index], averageTrueRange: 1, volumeRatio: 2
                ) { if $0.pattern == .flag { flags.append(Found(pattern: .flag, direction: $0.direction, index: index)) } }
            }
            #expect(flags == [Found(pattern: .flag, direction: direction, index: sketch.last)])
        }
    }
}
