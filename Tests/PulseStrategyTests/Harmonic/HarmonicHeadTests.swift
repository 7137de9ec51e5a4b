import PulseCore
import PulseStrategy
import Testing

@Suite struct HarmonicHeadTests {
    struct Drawing: Sendable {
        var pattern: HarmonicPattern
        var corners: [Double]
        var stop: Double
        /// D to A, or D to C for the Cypher.
        var height: Double
    }

    /// X, A, B, C and D. XA is 100 in the patterns of five points, so that AB/XA and AD/XA are percents.
    static let drawings: [Drawing] = [
        // AB 61.8; BC 38.2/61.8 = .618; AD 78.6; CD/BC 55/38.2 = 1.44. Stop beyond X.
        Drawing(pattern: .gartley, corners: [100, 200, 138.2, 176.4, 121.4], stop: 100, height: 78.6),
        // AB 45; BC 27.8/45 = .618; AD 88.6; CD/BC 71.4/27.8 = 2.57.
        Drawing(pattern: .bat, corners: [100, 200, 155, 182.8, 111.4], stop: 100, height: 88.6),
        // AB 38.2; BC 30.56/38.2 = .8; AD 113; CD/BC 105.36/30.56 = 3.45. Stop beyond 1.27 XA.
        Drawing(pattern: .alternateBat, corners: [100, 200, 161.8, 192.36, 87], stop: 73, height: 113),
        // AB 78.6; BC 43.23/78.6 = .55; AD 127.2; CD/BC 91.83/43.23 = 2.12. Stop beyond 1.414 XA.
        Drawing(pattern: .butterfly, corners: [100, 200, 121.4, 164.63, 72.8], stop: 58.6, height: 127.2),
        // AB 50; BC 44.3/50 = .886; AD 161.8; CD/BC 156.1/44.3 = 3.52. Stop beyond 2 XA.
        Drawing(pattern: .crab, corners: [100, 200, 150, 194.3, 38.2], stop: 0, height: 161.8),
        // AB 88.6; BC 53.16/88.6 = .6; AD 161.8; CD/BC 126.36/53.16 = 2.38; CD/AB 1.43.
        Drawing(pattern: .deepCrab, corners: [100, 200, 111.4, 164.56, 38.2], stop: 0, height: 161.8),
        // AB 45; BC 58.5/45 = 1.3; AD 88.6; CD/BC 102.1/58.5 = 1.75. Stop beyond 1.13 XA.
        Drawing(pattern: .shark, corners: [100, 200, 155, 213.5, 111.4], stop: 87, height: 88.6),
        // AB 50; BC 70/50 = 1.4; AD 113; CD/BC 133/70 = 1.9. The zone reaches to 1.13 x 1.03 = 1.1639 XA, beyond which the stop lies.
        Drawing(pattern: .shark, corners: [100, 200, 150, 220, 87], stop: 83.61, height: 113),
        // AB 50; XC 130; CD .786 x 130 = 102.18; CD/BC 102.18/80 = 1.28.
        Drawing(pattern: .cypher, corners: [100, 200, 150, 230, 127.82], stop: 100, height: 102.18),
        // AB 60; BC 30/60 = .5; CD 60; CD/BC 2. Stop beyond 1.13 CD: 170 - 67.8.
        Drawing(pattern: .equalLegs, corners: [60, 200, 140, 170, 110], stop: 102.2, height: 90),
        // CD 1.272 x 60 = 76.32. Stop: 170 - 1.13 x 76.32 = 83.7584.
        Drawing(pattern: .equalLegs, corners: [60, 200, 140, 170, 93.68], stop: 83.7584, height: 106.32),
        // BC 42/60 = .7; CD 1.618 x 60 = 97.08; CD/BC 2.31. Stop: 182 - 1.13 x 97.08 = 72.2996.
        Drawing(pattern: .equalLegs, corners: [20, 200, 140, 182, 84.92], stop: 72.2996, height: 115.08),
    ]

    @Test(arguments: drawings, [Direction.long, .short]) func aDrawnPatternIsFound(drawing: Drawing, side: Direction) throws {
        let sign = Double(side.rawValue)
        // Upside down around 300, so that prices stay positive.
        func price(_ value: Double) -> Double { 300 + sign * (value - 300) }
        let sketch = HarmonicSketch(drawing.corners.map(price))
        let (head, vote) = HarmonicSketch.head(after: sketch.candles)
        let found = try #require(head.patterns.last, "\(drawing.pattern)")
        #expect(head.patterns.map(\.pattern) == [drawing.pattern])
        #expect(found.legs.direction == side && found.index == sketch.last && found.d.index == sketch.corner)
        let points = [found.legs.x, found.legs.a, found.legs.b, found.legs.c].map(\.pivot.price) + [found.d.price]
        for (point, corner) in zip(points, drawing.corners) { #expect(abs(point - price(corner)) < 1e-9) }
        #expect(found.precision > 0.999)
        // Ratios are exact, so the rest of the probability is what agrees; volume has not changed.
        let agreements = [CompletedPattern.Agreements.equalLegs, .divergence, .level].count { found.agreements.contains($0) }
        #expect(abs(found.probability - min(0.9, 0.75 + 0.05 * Double(agreements))) < 1e-3)
        #expect(abs(found.confidence - 0.87) < 1e-3 && !found.agreements.contains(.quietVolume))
        #expect(vote == Vote(side, probability: Score(found.probability), confidence: Score(found.confidence)))
        // The stop is a quarter of the range at C beyond its level.
        let margin = sign * (price(drawing.stop) - found.stop)
        #expect(margin > 0.25 && margin < 5, "\(found.stop)")
        for (target, ratio) in zip((0..<4).map({ found.targets[$0] }), [0.382, 0.618, 1, 1.272]) {
            #expect(abs(target - (found.d.price + sign * ratio * drawing.height)) < 1e-9)
        }
    }

    /// The same candle at D, with D just outside the zone of the exact Gartley (121.707 to 119.042; 119.042 less a range of about 7).
    @Test(arguments: [(122.0, false), (121.6, true), (119.1, true), (115.0, true), (110.0, false)])
    func dMustLieInTheZone(d: Double, matches: Bool) {
        let (head, _) = HarmonicSketch.head(after: HarmonicSketch([100, 200, 138.2, 176.4, d], turn: 0.1).candles)
        #expect(head.patterns.contains { $0.pattern == .gartley } == matches)
    }

    @Test func dMustTurnWithinFiveCandles() {
        for wait in 0...8 {
            var sketch = HarmonicSketch(from: 100, to: 200)
            for (corner, candles) in [(200.0, 10), (138.2, 8), (176.4, 7), (121.4, 9)] { sketch.leg(to: corner, candles: candles) }
            // Falling candles inside the zone, each with a high below the one before it.
            for step in 0..<wait { sketch.move(to: 121.4 - 0.1 * Double(step + 1)) }
            sketch.move(to: 128)
            let (head, _) = HarmonicSketch.head(after: sketch.candles)
            #expect(head.patterns.contains { $0.pattern == .gartley } == (wait < 5), "\(wait)")
        }
    }

    @Test func aZoneIsGivenUpWhenItIsNotReachedInTime() {
        for idle in [4, 30] {
            var sketch = HarmonicSketch(from: 100, to: 200)
            for (corner, candles) in [(200.0, 10), (138.2, 8), (176.4, 7), (150, 4)] { sketch.leg(to: corner, candles: candles) }
            for step in 0..<idle { sketch.move(to: step % 2 == 0 ? 151 : 150) }
            sketch.leg(to: 121.4, candles: 5)
            sketch.move(to: 128)
            let (head, _) = HarmonicSketch.head(after: sketch.candles)
            #expect(head.patterns.contains { $0.pattern == .gartley } == (idle == 4))
        }
    }

    @Test func aZoneIsGivenUpWhenThePricePassesC() {
        for peak in [168.0, 177] {
            var sketch = HarmonicSketch(from: 100, to: 200)
            for (corner, candles) in [(200.0, 10), (138.2, 8), (176.4, 7), (162, 2)] { sketch.leg(to: corner, candles: candles) }
            let waiting = HarmonicSketch.head(after: sketch.candles).head.projections.flatMap(\.zones).contains { $0.rule == 0 }
            #expect(waiting)
            sketch.move(to: peak)
            let (head, _) = HarmonicSketch.head(after: sketch.candles)
            #expect(head.projections.contains { $0.legs.c.pivot.price == 176.4 } == (peak < 176.4))
        }
    }

    @Test func beliefFadesOverAQuarterOfThePattern() {
        var sketch = HarmonicSketch([100, 200, 138.2, 176.4, 121.4])
        let turn = sketch.last
        // X to D is 34 candles: 8 candles long. T2 lies at 121.4 + .618 x 78.6 = 169.97.
        for step in 0..<10 { sketch.move(to: 128 + Double(step % 2)) }
        let votes = HeadRig.votes(HarmonicHead(), sketch.candles, .h1)
        let first = votes[turn].probability.value - 0.5
        #expect(first >= 0.249)
        for age in 1..<8 {
            let vote = votes[turn + age]
            #expect(vote.direction == .long && Int(vote.evidenceAge) == age && vote.confidence == votes[turn].confidence)
            #expect(abs(vote.probability.value - 0.5 - first * (1 - Double(age) / 8)) < 0.002)
        }
        #expect(votes[turn + 8] == .flat(confidence: .zero) && votes[turn - 1] == .flat(confidence: .zero))
    }

    @Test func itEndsAtTheSecondTargetAndBeyondTheStop() {
        for (price, ends) in [(169.9, false), (170.1, true), (100.1, false), (90, true)] {
            var sketch = HarmonicSketch([100, 200, 138.2, 176.4, 121.4])
            sketch.move(to: price)
            let (head, vote) = HarmonicSketch.head(after: sketch.candles)
            #expect(head.patterns.first?.pattern == .gartley && head.patterns.first?.isOver == ends, "\(price)")
            #expect((vote.direction == .flat) == ends)
        }
    }

    @Test func quietVolumeIntoDMakesItSurer() {
        var sketch = HarmonicSketch(from: 100, to: 200)
        for (corner, candles) in [(200.0, 10), (138.2, 8), (176.4, 7)] { sketch.leg(to: corner, candles: candles) }
        sketch.leg(to: 121.4, candles: 9, volume: 6)
        sketch.move(to: 128)
        let (head, _) = HarmonicSketch.head(after: sketch.candles)
        #expect(head.patterns.first?.agreements.contains(.quietVolume) == true)
        #expect(abs((head.patterns.first?.confidence ?? 0) - 0.92) < 1e-3)
    }

    @Test func evidenceShowsPointsStopAndTargets() throws {
        let (head, _) = HarmonicSketch.head(after: HarmonicSketch([100, 200, 155, 182.8, 111.4]).candles)
        let first = try #require(head.evidence.first)
        #expect(first.name == "Bat" && first.side == .long && first.age == 0)
        #expect(first.detail.hasPrefix("X 100.0 A 200.0 B 155.0 C 182.8 D 111.4; zone 114.058 to 109.6026; stop "), "\(first.detail)")
        #expect(first.detail.contains("targets 145.2452 166.1548 200.0 224.0992"))
    }

    @Test func evidenceShowsWhatIsWaitedFor() throws {
        var sketch = HarmonicSketch(from: 100, to: 200)
        for (corner, candles) in [(200.0, 10), (138.2, 8), (176.4, 7), (150, 4)] { sketch.leg(to: corner, candles: candles) }
        let (head, vote) = HarmonicSketch.head(after: sketch.candles)
        #expect(vote == .flat(confidence: .zero))
        let zone = try #require(head.evidence.first { $0.name == "Gartley zone" })
        // Three times the shortest leg of 7 candles after C, of which 4 are gone.
        #expect(zone.side == .flat)
        #expect(
            zone.detail == "X 100.0 A 200.0 B 138.2 C 176.4; long from 121.707 to 119.042, to be entered within 17 candles",
            "\(zone.detail)")
    }

    @Test func parametersAreReadAndShown() throws {
        let text = "name: a\nheads:\n  technical: {weight: 0.4}\n  volume: {weight: 0.3}\n"
        let written = "  harmonic: {weight: 0.3, tolerance: loose, minimumReversal: 0.003, legBalance: 4, maximumLife: 30}\n"
        let read = try StrategySpecification(reading: PlainDocument.read(text + written))
        let parameters = read.heads.harmonic
        #expect(parameters.tolerance == .loose && parameters.minimumReversal == 0.003)
        #expect(parameters.legBalance == 4 && parameters.maximumLife == 30)
        let shown = read.describe().filter { $0.key.hasPrefix("heads.harmonic.") && !$0.key.hasSuffix(".weight") }
        #expect(shown.map(\.value) == ["loose", "0.003", "4.0", "30"])
        for fault in ["tolerance: lose", "minimumReversal: 0.3", "legBalance: 0", "maximumLife: 4"] {
            #expect(throws: PulseError.self) {
                try StrategySpecification(reading: PlainDocument.read(text + "  harmonic: {weight: 0.3, \(fault)}\n"))
            }
        }
    }
}
