import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct RulesEvidenceTests {
    /// A wave between 100 and 108, then a fall from its top to 101: support lies at 99.8.
    private func fallToSupport() -> Sketch {
        var sketch = Sketch(at: 100)
        for _ in 0..<5 {
            sketch.walk(to: 108, step: 1)
            sketch.walk(to: 100, step: 1)
        }
        sketch.walk(to: 108, step: 1)
        sketch.walk(to: 101, step: 1)
        return sketch
    }

    /// The entry of the newest candle, on the drawing and on its reflection.
    private func last(_ sketch: Sketch) -> [EvidenceRig.Entry] {
        [sketch.candles, Sketch.reflected(sketch.candles, around: 128)].map { EvidenceRig.entries(RulesHead(), $0, .h1)[sketch.last] }
    }

    @Test func aBullishEngulfingIsNamedWithItsSupport() {
        var sketch = fallToSupport()
        // A falling candle from 101 to 100, and a rising one from 100 to 101.3: past the open of the one before.
        sketch.move(to: 100)
        sketch.move(to: 101.3)
        let found = last(sketch)
        // Usual volume: 0.90 x 0.85 = 0.765; p = 0.58 + 0.08 x 0.765.
        #expect(found[0].vote == Vote(.long, probability: Score(0.6412), confidence: Score(0.765)))
        #expect(
            found[0].evidence.first
                == Evidence("bullish engulfing", side: .long, strength: (0.70 + 0.20) * 0.85, age: 0, detail: "on support at 99.8"))
        #expect(found[1].vote.direction == .short)
        #expect(
            found[1].evidence.first
                == Evidence("bearish engulfing", side: .short, strength: (0.70 + 0.20) * 0.85, age: 0, detail: "under resistance at 156.2"))
    }

    @Test func aHammerIsNamedAndAges() {
        var sketch = fallToSupport()
        sketch.add(high: 101.15, low: 99.7, close: 101.1, volume: 30)
        let hammer = sketch.last
        for target in [101.9, 101.3, 101.9, 101.3] { sketch.move(to: target) }
        let entries = EvidenceRig.entries(RulesHead(), sketch.candles, .h1)
        for age in 0...3 {
            let expected = Evidence("hammer", side: .long, strength: 0.70 + 0.20, age: age, detail: "on support at 99.8, on volume")
            #expect(entries[hammer + age].evidence.first == expected)
        }
        #expect(entries[hammer + 4]["hammer"] == nil)
        #expect(entries[hammer - 1]["falling leg"] != nil && entries[hammer - 1]["support"]?.detail.hasPrefix("99.8, 5 touches") == true)
        let reflected = EvidenceRig.entries(RulesHead(), Sketch.reflected(sketch.candles, around: 128), .h1)
        #expect(reflected[hammer].evidence.first?.name == "shooting star")
    }

    /// A candle that closes where it opened says nothing about a side, wherever it stands.
    @Test func aDojiOnSupportHasNoSide() {
        var sketch = fallToSupport()
        sketch.add(high: 101.8, low: 99.9, close: 101.02)
        let found = last(sketch)
        #expect(found[0].vote.direction == .flat && found[1].vote.direction == .flat)
        #expect(found[0].evidence.allSatisfy { $0.side == .flat })
    }

    /// Quiet candles, then tops at 106.1 and 106.35 with a valley at 102.9 between them, and its break on twice the volume.
    private func doubleTop() -> Sketch {
        var sketch = Sketch(at: 100)
        for index in 0..<60 { sketch.move(to: index % 2 == 0 ? 100.5 : 100, shadow: 0.1) }
        for target in [106.0, 103, 106.25, 103.25] { sketch.walk(to: target, step: 0.5, shadow: 0.1) }
        return sketch
    }

    @Test func aDoubleTopIsArmedAndThenBroken() {
        var sketch = doubleTop()
        #expect(last(sketch)[0]["armed double top"]?.detail.hasPrefix("a close below 102.9 on volume") == true)
        #expect(last(sketch)[0].vote.direction == .flat)
        sketch.move(to: 102.75, shadow: 0.1, volume: 20)
        let found = last(sketch)
        // 1.9 times the usual volume: confidence 0.80 whole, p = 0.58 + 0.08 x 0.80 + 0.04.
        #expect(found[0].vote == Vote(.short, probability: Score(0.684), confidence: Score(0.80)))
        #expect(found[0].evidence.first == Evidence("double top", side: .short, strength: 0.8, age: 0, detail: "broke 102.9, on volume"))
        #expect(found[1].vote.direction == .long)
        #expect(found[1].evidence.first == Evidence("double bottom", side: .long, strength: 0.8, age: 0, detail: "broke 153.1, on volume"))
        // Five more candles; the sixth is without it.
        for index in 0..<6 { sketch.move(to: index % 2 == 0 ? 103 : 102.75, shadow: 0.1) }
        let entries = EvidenceRig.entries(RulesHead(), sketch.candles, .h1)
        #expect(entries[sketch.last - 1]["double top"]?.age == 5 && entries[sketch.last]["double top"] == nil)
    }

    @Test func withoutVolumeABreakIsNone() {
        var sketch = doubleTop()
        sketch.move(to: 102.75, shadow: 0.1)
        #expect(last(sketch)[0].vote.direction == .flat && last(sketch)[0]["double top"] == nil)
    }

    /// Probability, side and confidence of every vote, worked out from its evidence alone.
    @Test func theEvidenceMakesTheVote() {
        let candles = DyadicWalk.candles(count: 2_500, seed: 71)
        let ratios = HeadRig.Features(candles).volumeRatio
        var sided = 0
        var opposed = 0
        for entry in EvidenceRig.entries(RulesHead(), candles, .h1) where entry.index >= 60 {
            let sides = [Direction.long, .short].map { side in entry.evidence.filter { $0.side == side } }
            let sums = sides.map { $0.reduce(0) { $0 + ($1.strength ?? 0) } }
            let net = sums[0] - sums[1]
            guard abs(net) > 1e-12 else {
                #expect(entry.vote == .flat(confidence: Score(0.6)))
                continue
            }
            sided += 1
            let winner = net > 0 ? 0 : 1
            let probability = min(0.92, 0.58 + 0.08 * abs(net) + (ratios[entry.index] >= 1.5 ? 0.04 : 0))
            let count = sides[winner].count
            let confirmed = sides[winner].count { $0.detail.hasSuffix("on volume") }
            let mean = sums[winner] / Double(count)
            var confidence = count >= 3 ? min(0.95, mean + (confirmed >= 2 ? 0.05 : 0)) : min(0.90, mean)
            if !sides[1 - winner].isEmpty {
                confidence -= 0.1
                opposed += 1
            }
            #expect(entry.vote.direction == (net > 0 ? .long : .short))
            #expect(abs(entry.vote.probability.value - probability) < 0.001 && abs(entry.vote.confidence.value - confidence) < 0.001)
            #expect(Int(entry.vote.evidenceAge) == sides[winner].map(\.age).min())
        }
        #expect(sided > 200 && opposed > 5, "\(sided) sided, \(opposed) of them opposed")
    }
}
