import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite("Evidence of the volume head")
struct VolumeEvidenceTests {
    /// A rise of 1 an hour from 100 at midnight, half a unit of shadow, volume 10 of which takers buy 7.5.
    private func rise(_ count: Int) -> CandleColumns {
        var sketch = Sketch(at: 99)
        for index in 0..<count { sketch.move(to: 100 + Double(index), shadow: 0.5) }
        return CandleColumns(
            (0..<count).map { index in
                var candle = sketch.candles[index]
                candle.takerBuyVolume = 7.5
                return candle
            })
    }

    @Test("on a straight rise the opinions are what their definitions say")
    func straightRise() {
        // 388 hours are 16 days and four hours: the session's mean price is 1.5 + 1/3 below the close of 487.
        let last = EvidenceRig.record(VolumeHead(), rise(388), .h1) { $0.opinions }.last
        guard let last else { return }
        // Balance: 9.5 candles' volume above its mean, in deviations of the numbers 1...20.
        let deviations = 9.5 / (399.0 / 12).squareRoot()
        let mean = 487 - 1.5 - 1.0 / 3
        let expected: [(name: String, value: Double)] = [
            // A steady delta has no noise to rise beyond, and nor has steady accumulation.
            ("volume delta", 0.5), ("accumulation/distribution", 0.5),
            ("on-balance volume", 0.5 + 0.5 * tangent(deviations)),
            // The close lies at three quarters of the candle: .5 of 1.
            ("Chaikin money flow", 0.75), ("takers", 0.75), ("session's mean price", 0.5 + 25 * (487 - mean) / mean),
            // Evenly spread: neither thick nor thin.
            ("volume profile", 0.5),
        ]
        for expected in expected {
            let found = last.found.first { $0.name == expected.name }
            #expect(found.map { abs($0.value - expected.value) < 1e-9 } == true, "\(expected) but \(String(describing: found))")
        }
        #expect(last.found.count == 9)
        #expect(last.vote.direction == .long)
    }

    /// The hyperbolic tangent by its continued fraction.
    private func tangent(_ x: Double) -> Double {
        stride(from: 41.0, through: 1, by: -2).reduce(0) { x / ($1 + x * $0) }
    }

    @Test("the weighed opinions mix to the vote, whatever is missing", arguments: [Timeframe.h1, .d1])
    func mixesToTheVote(timeframe: Timeframe) {
        let candles = RandomWalk.candles(count: 900, seed: 62, timeframe: timeframe, volatility: 0.004, quietCandles: true)
        var sides: Set<Direction> = []
        var withSession = 0
        for (index, vote, opinions) in EvidenceRig.record(VolumeHead(), candles, timeframe, { $0.opinions }) where index >= 120 {
            let pull = opinions.reduce(0) { $0 + $1.pull }
            #expect(abs(opinions.reduce(0) { $0 + $1.share } - 1) < 1e-12)
            if vote.direction == .flat {
                #expect(abs(pull) < 0.051)
            } else {
                #expect(vote.direction == (pull > 0 ? .long : .short))
                #expect(abs(vote.probability.value - (0.5 + abs(pull))) < 0.001, "candle \(index)")
            }
            sides.insert(vote.direction)
            // Candles without a trade have no takers' share; days have no session.
            #expect(opinions.contains { $0.name == "takers" } == (candles.takerBuyVolume[index] > 0))
            if opinions.contains(where: { $0.name == "session's mean price" }) { withSession += 1 }
        }
        // A session that has begun without a trade has no mean either.
        #expect(timeframe == .h1 ? withSession > 750 : withSession == 0)
        #expect(sides.count == 3)
    }

    /// Quiet hours, then two troughs fourteen candles apart, the second lower by a unit, while takers buy in between.
    private func divergence() -> CandleColumns {
        var sketch = Sketch(at: 100)
        for index in 0..<140 { sketch.move(to: index % 2 == 0 ? 100.5 : 100) }
        for target in [99.0, 98, 97, 96, 95] { sketch.move(to: target) }
        for target in [96.0, 97, 98, 99, 100, 101, 102] { sketch.move(to: target) }
        for target in [101.0, 100, 99, 98, 97, 96, 94] { sketch.move(to: target) }
        for target in [95.0, 96, 97, 98, 99] { sketch.move(to: target) }
        for index in 0..<25 { sketch.move(to: index % 2 == 0 ? 99.5 : 99) }
        return CandleColumns(
            (0..<sketch.count).map { index in
                var candle = sketch.candles[index]
                // Delta of 1 up and down in turn, but +6 in eight candles between the troughs (144 and 158).
                candle.takerBuyVolume = (147..<155).contains(index) ? 8 : index % 2 == 0 ? 5.5 : 4.5
                return candle
            })
    }

    @Test("a drawn divergence is told from its confirmation until it is twenty candles old")
    func drawnDivergence() {
        let candles = divergence()
        let entries = EvidenceRig.entries(VolumeHead(), candles, .h1)
        #expect(candles.close[144] == 95 && candles.close[158] == 94)
        #expect(entries[162]["delta divergence"] == nil, "five candles after the trough it is known")
        for age in 0...20 {
            let found = entries[163 + age]["delta divergence"]
            #expect(found?.side == .long && found?.age == age)
        }
        #expect(entries[184]["delta divergence"] == nil)
        let reflected = EvidenceRig.entries(VolumeHead(), HeadChecks.mirrored(candles, at: 128), .h1)
        #expect(reflected[163]["delta divergence"]?.side == .short)
    }

    @Test("the divergence changes the confidence of a side, by what the parameter says")
    func divergenceBonus() {
        let candles = divergence()
        var parameters = VolumeParameters()
        parameters.divergenceBonus = 0
        let without = HeadRig.votes(VolumeHead(parameters), candles, .h1)
        for entry in EvidenceRig.entries(VolumeHead(), candles, .h1) where entry.index >= 140 {
            let side = entry["delta divergence"]?.side ?? .flat
            let sign = Double(side.sign * entry.vote.direction.sign)
            let expected = min(max(without[entry.index].confidence.value + 0.15 * sign, 0), 1)
            #expect(abs(entry.vote.confidence.value - expected) < 0.002)
        }
    }
}
