import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// Patterns drawn by hand on candles that open where the last one closed.
@Suite struct CandlestickSketchTests {
    /// Fifteen candles of body 1 and range 1.4, up and down in turn, ending at 100.
    private func canvas() -> Sketch {
        var sketch = Sketch(at: 101)
        for index in 0..<15 { sketch.move(to: index % 2 == 0 ? 100 : 101) }
        return sketch
    }

    private func patterns(_ sketch: Sketch, _ ruleSet: CandlestickRuleSet = .cryptoGapless) -> Set<CandlestickPattern> {
        Set(CandlestickParityTests.matches(sketch.candles, ruleSet).last?.patterns ?? [])
    }

    /// The value of a pattern on the drawing, and on its reflection that of its counterpart.
    private func expect(_ sketch: Sketch, _ pattern: CandlestickPattern, _ value: Int, mirrored: CandlestickPattern) {
        #expect(CandlestickParityTests.matches(sketch.candles, .cryptoGapless).last?[pattern] == value)
        let reflection = Sketch.reflected(sketch.candles, around: 128)
        #expect(CandlestickParityTests.matches(reflection, .cryptoGapless).last?[mirrored] == -value)
    }

    @Test func hammer() {
        var sketch = canvas()
        sketch.move(to: 98)
        sketch.add(high: 98.15, low: 96.5, close: 98.1)
        expect(sketch, .hammer, 100, mirrored: .shootingStar)
    }

    @Test func invertedHammer() {
        var sketch = canvas()
        sketch.move(to: 98)
        sketch.add(high: 99.5, low: 97.95, close: 98.1)
        expect(sketch, .invertedHammer, 100, mirrored: .hangingMan)
        #expect(!patterns(sketch, .talibStrict).contains(.invertedHammer), "strictly it takes a gap")
    }

    @Test func engulfing() {
        var sketch = canvas()
        sketch.move(to: 99.5)
        sketch.move(to: 101)
        expect(sketch, .engulfing, 100, mirrored: .engulfing)
        #expect(CandlestickParityTests.matches(sketch.candles, .talibStrict).last?[.engulfing] == 80, "the bodies share one end")
    }

    @Test func morningStarWithoutAGap() {
        var sketch = canvas()
        sketch.move(to: 97)
        sketch.add(high: 97.3, low: 96.4, close: 96.8)
        sketch.move(to: 99)
        expect(sketch, .morningStar, 100, mirrored: .eveningStar)
        #expect(!patterns(sketch, .talibStrict).contains(.morningStar))
    }

    @Test func piercingLineWithoutAGap() {
        var sketch = canvas()
        sketch.move(to: 97)
        sketch.move(to: 99)
        expect(sketch, .piercing, 100, mirrored: .darkCloudCover)
        #expect(!patterns(sketch, .talibStrict).contains(.piercing))
    }

    @Test func haramiAndThreeInside() {
        var sketch = canvas()
        sketch.move(to: 97)
        sketch.add(high: 97.9, low: 96.9, close: 97.6)
        expect(sketch, .harami, 100, mirrored: .harami)
        sketch.move(to: 100.5)
        expect(sketch, .threeInside, 100, mirrored: .threeInside)
    }

    @Test func soldiersAndCrows() {
        var sketch = canvas()
        for _ in 0..<3 { sketch.move(to: sketch.close + 1.5, shadow: 0.05) }
        expect(sketch, .threeWhiteSoldiers, 100, mirrored: .threeBlackCrows)
    }

    @Test func risingThreeMethods() {
        var sketch = canvas()
        sketch.move(to: 103)
        for target in [102.5, 102, 101.5] { sketch.move(to: target) }
        sketch.move(to: 104)
        expect(sketch, .riseFallThreeMethods, 100, mirrored: .riseFallThreeMethods)
    }

    @Test func dojisAreNotMistakenForASide() {
        var sketch = canvas()
        sketch.add(high: 101.5, low: 100, close: 100.02)
        #expect(patterns(sketch).isSuperset(of: [.doji, .gravestoneDoji, .longLeggedDoji]))
    }

    /// P1: any cutting gives the same patterns.
    @Test(arguments: CandlestickRuleSet.allCases) func anyCuttingGivesTheSamePatterns(ruleSet: CandlestickRuleSet) {
        let candles = RandomWalk.candles(count: 5_000, seed: 21)
        let whole = CandlestickParityTests.matches(candles, ruleSet)
        for cutting in Cuttings.varied(count: candles.count, seed: 3) {
            var patterns = CandlestickPatterns(ruleSet: ruleSet)
            var result = [CandlestickMatches](repeating: CandlestickMatches(), count: candles.count)
            for range in cutting {
                result.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    candles.withBlock(range) { patterns.process($0, into: base + range.lowerBound) }
                }
            }
            #expect(result == whole)
        }
    }

    /// Every pattern with a counterpart is its exact mirror image under the gapless rules.
    @Test func reflectedCandlesHaveReflectedPatterns() {
        let counterparts: [(CandlestickPattern, CandlestickPattern)] = [
            (.hammer, .shootingStar), (.invertedHammer, .hangingMan), (.piercing, .darkCloudCover), (.morningStar, .eveningStar),
            (.threeWhiteSoldiers, .threeBlackCrows), (.engulfing, .engulfing), (.harami, .harami), (.haramiCross, .haramiCross),
            (.kicking, .kicking), (.separatingLines, .separatingLines), (.threeInside, .threeInside), (.threeOutside, .threeOutside),
            (.tristar, .tristar), (.riseFallThreeMethods, .riseFallThreeMethods), (.breakaway, .breakaway), (.marubozu, .marubozu),
        ]
        let candles = DyadicWalk.candles(count: 50_000, seed: 8)
        let plain = CandlestickParityTests.matches(candles, .cryptoGapless)
        let reflected = CandlestickParityTests.matches(DyadicWalk.mirrored(candles), .cryptoGapless)
        // A candle that closes where it opened counts as rising on both sides: leave those out.
        let usable = (5..<candles.count).filter { index in
            (index - 4...index).allSatisfy { candles.open[$0] != candles.close[$0] }
        }
        for (pattern, counterpart) in counterparts {
            let different = usable.count { plain[$0][pattern] != -reflected[$0][counterpart] }
            // Thirds of a range are rounded, so that a tie may fall either way once in a while.
            #expect(different <= 2, "\(pattern): \(different)")
        }
    }
}
