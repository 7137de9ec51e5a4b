import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct StructureEvidenceTests {
    /// Rising stairs: sixteen candles of half a unit up, ten down, again and again; the swings have ten candles on either side.
    private func stairs(_ count: Int) -> Sketch {
        var sketch = Sketch(at: 100)
        for _ in 0..<count {
            sketch.walk(to: sketch.close + 8, step: 0.5, shadow: 0.1)
            sketch.walk(to: sketch.close - 5, step: 0.5, shadow: 0.1)
        }
        return sketch
    }

    private func entries(_ sketch: Sketch) -> [EvidenceRig.Entry] {
        EvidenceRig.entries(StructureHead(timeframe: .h1), sketch.candles, .h1)
    }

    @Test func risingSwingsAreAnUptrend() {
        // Six stairs are 156 candles: 39 of four hours, too few to join. The last swing high is 123.1, the protected low 114.9.
        let sketch = stairs(6)
        let entry = entries(sketch)[sketch.last]
        #expect(entry.vote.direction == .long)
        // The decision timeframe alone: A is 1, p = 0.55 + 0.3.
        #expect(entry.vote.probability == Score(0.85))
        #expect(entry.evidence[0].name == "alignment" && entry.evidence[0].side == .long && entry.evidence[0].strength == 1)
        #expect(entry["trend of 1h"]?.side == .long)
        #expect(entry["trend of 1h"]?.detail.hasPrefix("swings 114.9 to 123.1, turns below 114.9") == true, "\(entry.evidence)")
        #expect(entry["trend of 4h"]?.detail == "39 of 60 candles, does not count yet")
        // The close of 118 lies at 0.38 of it: (118 - 114.9) / 8.2.
        #expect(entry["discount"]?.detail == "at 0.38 of 114.9 to 123.1")
        #expect(entry["discount"]?.side == .long)
    }

    @Test func aBreakOfStructureIsToldForFiveCandles() {
        var sketch = stairs(6)
        // From 118 up to 123.5: beyond the swing high of 123.1 by more than a twentieth of a range.
        sketch.walk(to: 126, step: 0.5, shadow: 0.1)
        let found = entries(sketch)
        let first = found.indices.first { $0 > 155 && sketch.candles.close[$0] > 123.2 } ?? 0
        #expect(sketch.candles.close[first] == 123.5)
        for age in 0...5 {
            #expect(found[first + age]["break of structure"]?.age == age && found[first + age]["break of structure"]?.side == .long)
        }
        // 0.62 + 0.20, 0.04 for the break, 0.08 less in the premium.
        #expect(found[first].vote.confidence == Score(0.78))
        #expect(found[first]["premium"]?.side == .short)
    }

    @Test func losingTheProtectedLowTurnsTheVote() {
        var sketch = stairs(6)
        sketch.walk(to: 114, step: 0.5, shadow: 0.1)
        let found = entries(sketch)
        // The close of 114.5 is the first beyond 114.9.
        let turn = sketch.candles.count - 2
        #expect(sketch.candles.close[turn] == 114.5)
        #expect(found[turn - 1].vote.direction == .long && found[turn].vote.direction == .short)
        #expect(found[turn]["change of character"]?.side == .short)
        #expect(
            found[turn].evidence[0]
                == Evidence("alignment", side: .short, strength: 1, age: 0, detail: "-1.0 of all weights; a side from 0.6 on"))
        #expect(found[turn]["trend of 1h"]?.detail.hasSuffix("change not confirmed yet") == true)
    }

    /// A sweep takes the swing with a shadow and closes back: nothing has broken.
    @Test func aSweepIsNoBreak() {
        var sketch = stairs(6)
        sketch.walk(to: 115.5, step: 0.5, shadow: 0.1)
        sketch.add(high: 115.6, low: 113, close: 115.2)
        let entry = entries(sketch)[sketch.last]
        #expect(entry.vote.direction == .long)
        #expect(entry["change of character"] == nil)
    }

    /// Without a trend, the retest of a broken block is all there is: the drawing of `OrderBlockTests` after quiet candles.
    @Test func aBreakersRetestVotesAlone() {
        var sketch = Sketch(at: 100)
        for index in 0..<130 { sketch.move(to: index % 2 == 0 ? 100.5 : 100, shadow: 0.1) }
        sketch.move(to: 100.5, shadow: 0.1)
        sketch.move(to: 100, shadow: 0.1)
        for target in [101.0, 102, 103, 104] { sketch.move(to: target, shadow: 0.1) }
        sketch.walk(to: 101, step: 0.5, shadow: 0.1)
        sketch.move(to: 99, shadow: 0.1)
        sketch.add(high: 100.2, low: 98.9, close: 99.6)
        let retest = sketch.last
        for _ in 0..<3 { sketch.move(to: 99.6, shadow: 0.1) }
        let found = entries(sketch)
        #expect(found[retest - 1].vote.direction == .flat)
        // No swing had been confirmed that the move could have passed: the weaker kind.
        #expect(found[retest].vote == Vote(.short, probability: Score(0.62), confidence: Score(0.65)))
        #expect(found[retest].evidence[0].name == "breaker retest" && found[retest].evidence[0].side == .short)
        #expect(found[retest + 2].vote.evidenceAge == 2 && found[retest + 2].evidence[0].age == 2)
        #expect(found[retest + 3].vote.direction == .flat && found[retest + 3]["breaker retest"] == nil)
    }

    /// Side, probability and confidence of every vote, worked out from its evidence alone.
    @Test func theEvidenceMakesTheVote() {
        let candles = DyadicWalk.candles(count: 3_000, seed: 72)
        var seen: Set<String> = []
        for entry in EvidenceRig.entries(StructureHead(timeframe: .h1), candles, .h1) where entry.index >= 120 {
            guard let alignment = entry["alignment"], let share = alignment.strength else {
                Issue.record("no alignment at \(entry.index)")
                continue
            }
            let trends = entry.evidence.filter { $0.name.hasPrefix("trend of ") }
            let net = trends.reduce(0) { $0 + Double($1.side.sign) * ($1.strength ?? 0) }
            #expect(abs(abs(net) - share) < 1e-9)
            let first = entry.evidence[0]
            guard alignment.side != .flat else {
                #expect(entry.vote.direction == (first.name == "breaker retest" ? first.side : .flat))
                continue
            }
            seen.formUnion(entry.evidence.map(\.name))
            let side = alignment.side
            var confidence = 0.62 + 0.20 * share
            for name in ["discount", "premium"] {
                if let zone = entry[name] { confidence += zone.side == side ? 0.06 : -0.08 }
            }
            if entry.evidence.contains(where: { $0.name == "order block" && $0.side == side }) { confidence += 0.04 }
            if entry["break of structure"]?.side == side { confidence += 0.04 }
            if entry["change of character"]?.side == side.opposite { confidence -= 0.08 }
            #expect(entry.vote.direction == side)
            #expect(entry.vote.probability == Score(min(0.9, 0.55 + 0.3 * share)))
            #expect(abs(entry.vote.confidence.value - min(0.93, confidence)) < 0.001, "candle \(entry.index)")
            #expect(Int(entry.vote.evidenceAge) == alignment.age)
        }
        #expect(seen.isSuperset(of: ["discount", "premium", "order block", "break of structure", "change of character"]))
    }
}
