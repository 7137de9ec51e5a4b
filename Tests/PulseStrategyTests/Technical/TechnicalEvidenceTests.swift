import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite("Evidence of the technical head")
struct TechnicalEvidenceTests {
    /// A rise of 1 a candle: each opens where the last closed, half a unit of shadow on either side, closing at 100 + index.
    private func rise(_ count: Int) -> CandleColumns {
        var sketch = Sketch(at: 99)
        for index in 0..<count { sketch.move(to: 100 + Double(index), shadow: 0.5) }
        return sketch.candles
    }

    /// With C the close: highs C + .5, lows C - 1.5, true ranges 2. Lags of means on a straight line are half their length less one.
    private static let byDefinition: [(name: String, value: Double)] = [
        ("EMA cross", 1), ("order of SMA 20 and 50", 1),
        // A line that no longer changes is its own signal.
        ("MACD histogram", 0.5),
        ("ADX", 1), ("supertrend", 1),
        // Its lag is two thirds of a candle: 2 x 3 - 6.33 + 1.
        ("Hull mean", 1), ("Aroon", 1), ("Ichimoku base line", 1),
        ("RSI", 1), ("CMO", 1), ("TSI", 1),
        // From C - 14.5 to C + .5.
        ("stochastic", 14.5 / 15), ("Williams %R", 14.5 / 15),
        // 9.5 from its mean, mean deviation 5: 126.67 of 200.
        ("CCI", 0.5 + 9.5 / (0.015 * 5) / 400),
        // At C = 500 the means of 12 and 26 are 494.5 and 487.5.
        ("PPO", 0.5 + 100 * 7 / 487.5 / 6),
        // Smoothed thrice by means of 15: 21 behind.
        ("TRIX", 0.5 + 100 / 478.0 / 0.6),
        // Buying pressure 1.5 of a true range of 2.
        ("ultimate oscillator", 0.75), ("awesome oscillator", 1),
        // The deviation of 1...20 is the root of 399 / 12.
        ("Bollinger bands", 0.5 + 9.5 / (4 * (399.0 / 12).squareRoot())),
        ("Donchian channel", 20.5 / 21), ("Keltner channel", 1), ("chandelier exits", 1),
    ]

    @Test("on a straight rise every indicator says what its definition says")
    func straightRise() {
        let last = EvidenceRig.record(TechnicalHead(), rise(401), .h1) { $0.opinions }.last
        guard let last else { return }
        for expected in Self.byDefinition {
            let found = last.found.first { $0.name == expected.name }
            #expect(found.map { abs($0.value - expected.value) < 1e-6 } == true, "\(expected) but \(String(describing: found))")
        }
        #expect(last.vote.direction == .long)
        #expect(last.found.count == Self.byDefinition.count + 1, "all but DEMA, which lies on the line itself")
    }

    @Test("the weighed opinions mix to the vote, candle by candle")
    func mixesToTheVote() {
        let candles = RandomWalk.candles(count: 900, seed: 61, timeframe: .h1, volatility: 0.004, quietCandles: true)
        var sides: Set<Direction> = []
        for (index, vote, head) in EvidenceRig.record(TechnicalHead(), candles, .h1, { $0 }) where index >= 120 {
            for weighed in [head.opinions, head.categories] {
                let pull = weighed.reduce(0) { $0 + $1.pull }
                #expect(abs(weighed.reduce(0) { $0 + $1.share } - 1) < 1e-12)
                #expect(agrees(vote, pull), "candle \(index): \(vote), \(pull)")
            }
            // The confidence, from the agreement and the distance.
            let agreement = head.evidence.last?.strength ?? 0
            let pull = head.categories.reduce(0) { $0 + $1.pull }
            #expect(abs(vote.confidence.value - min(1, 0.6 * agreement + 0.8 * abs(pull))) < 0.001)
            sides.insert(vote.direction)
        }
        #expect(sides.count == 3)
    }

    /// Whether a vote is that of a score so far from the middle; flat votes tell no more than that it is not far.
    private func agrees(_ vote: Vote, _ pull: Double) -> Bool {
        vote.direction == .flat
            ? abs(pull) < 0.051
            : vote.direction == (pull > 0 ? .long : .short) && abs(vote.probability.value - (0.5 + abs(pull))) < 0.001
    }

    @Test("the weightiest comes first")
    func ranking() {
        let entry = EvidenceRig.entries(TechnicalHead(), rise(401), .h1)[400]
        #expect(entry.evidence.prefix(3).map(\.name) == ["trend", "momentum", "volatility"])
        // 0.25 x 0.25 / 0.68 of the score, and 0.41 from the middle: more than the cross with 0.06, and one half.
        #expect(entry.evidence[3].name == "Bollinger bands" && entry.evidence[4].name == "EMA cross")
        #expect(entry.evidence[4].side == .long && entry.evidence[4].strength == 1)
        #expect(entry.evidence.last?.name == "agreement of the categories")
    }
}
