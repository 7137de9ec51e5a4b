import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite("Volume profile, slopes and divergences")
struct TrailingProfileTests {
    /// The bins by definition: every candle's overlap with every bin.
    private func bins(_ candles: CandleColumns, _ range: Range<Int>) -> [Double] {
        let lowest = candles.low[range].min() ?? 0
        let highest = candles.high[range].max() ?? 0
        let width = (highest - lowest) / Double(TrailingProfile.bins)
        return (0..<TrailingProfile.bins).map { bin in
            let (from, to) = (lowest + Double(bin) * width, lowest + Double(bin + 1) * width)
            return range.reduce(0) { sum, index in
                let (low, high) = (candles.low[index], candles.high[index])
                return sum + candles.volume[index] * max(0, min(high, to) - max(low, from)) / (high - low)
            }
        }
    }

    @Test("the kept profile is the one laid out anew at every candle")
    func keptProfile() {
        let candles = RandomWalk.candles(count: 1_200, seed: 31, volatility: 0.002)
        var profile = TrailingProfile()
        var worst = 0.0
        for index in 0..<candles.count {
            let window = max(0, index - TrailingProfile.candles + 1)..<index + 1
            profile.advance(
                high: candles.high[index], low: candles.low[index], volume: candles.volume[index],
                highest: candles.high[window].max() ?? 0, lowest: candles.low[window].min() ?? 0)
            guard window.count == TrailingProfile.candles else {
                #expect(!profile.isUsable)
                continue
            }
            let expected = bins(candles, window)
            let total = expected.reduce(0, +)
            for (kept, exact) in zip(profile.volumeByBin, expected) { worst = max(worst, abs(kept - exact) / total) }
        }
        #expect(worst < 1e-9, "\(worst)")
    }

    @Test("candles without a range count whole, and damaged ones do not trap")
    func degenerate() {
        var profile = TrailingProfile()
        for index in 0..<TrailingProfile.candles {
            let price = index == 0 ? 10.0 : index == 1 ? 58 : 33.3
            profile.advance(high: price, low: price, volume: 2, highest: 58, lowest: 10)
        }
        #expect(abs(profile.volumeByBin.reduce(0, +) - 192) < 1e-9)
        #expect(abs(profile.pointOfControl - 33.5) < 1e-9)
        for value in [Double.nan, .infinity, -.infinity] {
            profile.advance(high: value, low: value, volume: value, highest: value, lowest: value)
            profile.advance(high: value, low: value, volume: value, highest: 58, lowest: 10)
            _ = profile.opinion(on: value, within: value, isRising: true, total: value)
        }
    }

    @Test("point of control, thick and thin places, and the opinion on them")
    func places() {
        var profile = TrailingProfile()
        // Candles of height 1 from 0 to 48: thick at 40, thin at 10.
        for index in 0..<TrailingProfile.candles {
            let low = Double(index % TrailingProfile.bins)
            let volume = low == 40 ? 100.0 : low == 10 ? 1 : 10
            profile.advance(high: low + 1, low: low, volume: volume, highest: 48, lowest: 0)
        }
        let total = 2.0 * (100 + 1 + 46 * 10)
        #expect(profile.isUsable)
        #expect(abs(profile.pointOfControl - 40.5) < 1e-9)
        #expect(profile.place(of: 40.5, within: 0.2, total: total) == .highVolume)
        #expect(profile.place(of: 10.5, within: 0.2, total: total) == .lowVolume)
        #expect(profile.place(of: 20.5, within: 0.2, total: total) == .ordinary)
        // Below the point of control, rising volume goes on falling; a thick place has no opinion.
        #expect(profile.opinion(on: 10.5, within: 0.2, isRising: true, total: total) == 0.3)
        #expect(profile.opinion(on: 10.5, within: 0.2, isRising: false, total: total) == 0.7)
        #expect(profile.opinion(on: 40.5, within: 0.2, isRising: true, total: total) == 0.5)
    }

    @Test("the slope filter is the least-squares slope of the running sum")
    func slope() {
        let steps = RandomWalk.noise(count: 200, seed: 6)
        var running: [Double] = []
        for step in steps { running.append((running.last ?? 0) + step) }
        var slopes = [Double](repeating: 0, count: steps.count - 20)
        let count = slopes.count
        steps.withUnsafeBufferPointer { steps in
            slopes.withUnsafeMutableBufferPointer { slopes in
                guard let first = steps.baseAddress, let target = slopes.baseAddress else { return }
                NormalizedSlope.filter(first + 20, count: count, into: target)
            }
        }
        for index in slopes.indices {
            let window = Array(running[index + 1...index + 20])
            let mean = window.reduce(0, +) / 20
            let slope = window.enumerated().reduce(0) { $0 + (Double($1.offset) - 9.5) * ($1.element - mean) } / 665
            #expect(abs(slope - slopes[index]) < 1e-12)
        }
    }

    /// When a detector first reports something, and what it says in the end.
    private func detect(_ close: [Double], _ delta: [Double]) -> (first: Int?, direction: Direction) {
        var detector = DivergenceDetector()
        var first: Int?
        close.withUnsafeBufferPointer { close in
            delta.withUnsafeBufferPointer { delta in
                guard let prices = close.baseAddress, let deltas = delta.baseAddress else { return }
                for index in 0..<close.count {
                    detector.advance(index, close: prices + index, delta: deltas + index, averageTrueRange: 1, noise: 2)
                    if detector.direction != .flat, first == nil { first = index }
                }
            }
        }
        return (first, detector.direction)
    }

    @Test("a lower trough with a higher delta is a bullish divergence, five candles after it; mirrored, a bearish one")
    func divergences() {
        // Two troughs, at 10 and 24; the second is lower in price.
        let price = troughs(second: 93)
        // Fourteen candles apart, the delta must differ by half of 2 times the root of 14: 3.74.
        let cases: [(rise: Double, isSeen: Bool)] = [(50, true), (3.75, true), (3.73, false), (-50, false)]
        for (rise, isSeen) in cases {
            let delta: [Double] = (0..<40).map { $0 < 17 ? 0 : rise }
            let bullish = detect(price, delta)
            #expect(bullish.first == (isSeen ? 29 : nil))
            #expect(bullish.direction == (isSeen ? Direction.long : .flat))
            let bearish = detect(price.map { -$0 }, delta.map { -$0 })
            #expect(bearish.first == (isSeen ? 29 : nil))
            #expect(bearish.direction == (isSeen ? Direction.short : .flat))
        }
        // The second trough a fifth of a range lower: not more than noise.
        #expect(detect(troughs(second: 94.8), (0..<40).map { $0 < 17 ? 0 : 50 }).first == nil)
    }

    /// Falls to 95 at candle 10 and to `second` at candle 24.
    private func troughs(second: Double) -> [Double] {
        (0..<40).map { index in
            let first = 95 + Double(abs(index - 10))
            return min(first, second + Double(abs(index - 24)))
        }
    }
}
