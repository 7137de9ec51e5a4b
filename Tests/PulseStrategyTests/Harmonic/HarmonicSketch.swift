import PulseCore
import PulseStrategy

/// Legs drawn by hand from corner to corner, without shadows, so that turning points are exactly where they are drawn.
struct HarmonicSketch {
    private(set) var sketch: Sketch
    /// Candle of the last corner.
    private(set) var corner = 0

    /// A quiet market of 160 candles of 1, a third of the first leg before X on the side that A will be.
    init(from x: Double, to a: Double) {
        let start = x + (a - x) * 0.3
        sketch = Sketch(at: start)
        for step in 0..<160 { move(to: start + (step % 2 == 0 ? 1 : 0)) }
        leg(to: x, candles: 4)
    }

    /// The corners X, A, B, C and D with the candles of each leg, and a candle that turns from D.
    init(_ corners: [Double], candles: [Int] = [10, 8, 7, 9], turn: Double = 0.08) {
        self.init(from: corners[0], to: corners[1])
        for (price, count) in zip(corners.dropFirst(), candles) { leg(to: price, candles: count) }
        move(to: corners[4] + (corners[1] - corners[4]) * turn)
    }

    var candles: CandleColumns { sketch.candles }
    var last: Int { sketch.last }

    mutating func move(to price: Double, volume: Double = 10) { sketch.move(to: price, shadow: 0, volume: volume) }

    /// Candles of equal length to a corner.
    mutating func leg(to price: Double, candles: Int, volume: Double = 10) {
        let start = sketch.close
        for step in 1...candles {
            move(to: step == candles ? price : start + (price - start) * Double(step) / Double(candles), volume: volume)
        }
        corner = sketch.last
    }

    /// What the head knows after some candles.
    static func head(
        after candles: CandleColumns, _ parameters: HarmonicParameters = HarmonicParameters()
    ) -> (head: HarmonicHead, vote: Vote) {
        var head = HarmonicHead(parameters)
        var last = Vote.abstain(.warmup)
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: HeadFrame.maximumCount)
        defer { votes.deallocate() }
        HeadRig.feed(candles, .h1) { frame in
            head.advance(frame, into: votes)
            last = votes[frame.candles.count - 1]
        }
        return (head, last)
    }
}
