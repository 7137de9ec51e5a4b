import PulseCore

/// A trading range after a fall, drawn candle by candle; the tests count from the selling climax, which is candle 180.
///
/// A quiet candle moves by 1 and is 1.4 high, so an average true range is 1.4 before the climax; a quiet volume is 10.
enum WyckoffSketch {
    static let climax = 180

    /// 150 candles about 200, thirty down to 170.
    static func fall(volume: Double = 10) -> Sketch {
        var sketch = Sketch(at: 200)
        for _ in 0..<75 {
            sketch.move(to: 201)
            sketch.move(to: 200)
        }
        sketch.walk(to: 170, step: 1, volume: volume)
        return sketch
    }

    /// The climax at 180: range 8.2 against 1.8 x 1.886, volume ratio 40/11.5 = 3.48, middle 166.1; confirmed by the close at 181.
    static func climaxed() -> Sketch {
        var sketch = fall()
        sketch.add(high: 170.2, low: 162, close: 165, volume: 40)
        sketch.add(high: 167.2, low: 164.8, close: 167, volume: 20)
        return sketch
    }

    /// The rally to 174.2 at 188; at 190 the close has fallen 2.2 from it, more than one average true range (about 1.7). The range is
    /// 162 to 174.2, 12.2 high. Down to 164 at 198.
    ///
    /// The secondary test is the first low not above 162 + 0.35 x 12.2 = 166.27: candle 196 (low 165.8).
    static func tested() -> Sketch {
        var sketch = climaxed()
        sketch.walk(to: 174, step: 1)
        sketch.walk(to: 164, step: 1)
        return sketch
    }

    /// Up to 172 at 206, down to 163 at 215: ready for a break of 162.
    static func ranged() -> Sketch {
        var sketch = tested()
        sketch.walk(to: 172, step: 1)
        sketch.walk(to: 163, step: 1)
        return sketch
    }

    /// A false break at 216, 1.5 below the edge and back within the candle.
    static func sprung(volume: Double = 6) -> Sketch {
        var sketch = ranged()
        sketch.add(high: 163.2, low: 160.5, close: 162.5, volume: volume)
        return sketch
    }

    /// Two candles up (217, 218), then a low above the spring's on half the usual volume that closes in the upper half of its candle.
    static func springTested(volume: Double = 6) -> Sketch {
        var sketch = sprung(volume: volume)
        sketch.move(to: 164)
        sketch.move(to: 165)
        sketch.add(high: 165.1, low: 162.5, close: 164.5, volume: 5)
        return sketch
    }

    /// Up to 171 at 226, and at 227 a thrust through 174.2.
    static func strong(_ start: Sketch = springTested()) -> Sketch {
        var sketch = start
        sketch.walk(to: 171, step: 1)
        sketch.add(high: 176.3, low: 170.8, close: 176, volume: 25)
        return sketch
    }

    /// Back to 174.1 at 229 on little volume, a close above the high before at 230, and one above the thrust's high at 231.
    static func complete() -> Sketch {
        var sketch = strong()
        sketch.move(to: 175, volume: 6)
        sketch.add(high: 175.2, low: 174.1, close: 174.5, volume: 6)
        sketch.move(to: 175.8, volume: 7)
        sketch.move(to: 177)
        return sketch
    }

    /// The same opening upside down, after a rise: buying climax at 238, reaction to 225.8, secondary test at 196 (high 234.2). From there
    /// the range springs its low, and the rise goes on.
    ///
    /// Down to 227 at 207; at 208 a low of 224.5 closes back at 226.5; tested at 211 (low 226.5, half the volume); 235 at 218; the thrust
    /// through 238 at 219; back to 238 at 221 and up again.
    static func reaccumulated() -> Sketch {
        var sketch = Sketch(at: 200)
        for _ in 0..<75 {
            sketch.move(to: 199)
            sketch.move(to: 200)
        }
        sketch.walk(to: 230, step: 1)
        sketch.add(high: 238, low: 229.8, close: 235, volume: 40)
        sketch.add(high: 235.2, low: 232.8, close: 233, volume: 20)
        sketch.walk(to: 226, step: 1)
        sketch.walk(to: 236, step: 1)
        sketch.walk(to: 227, step: 1)
        sketch.add(high: 227.2, low: 224.5, close: 226.5, volume: 6)
        sketch.move(to: 228)
        sketch.move(to: 229)
        sketch.add(high: 229.1, low: 226.5, close: 228.5, volume: 5)
        sketch.walk(to: 235, step: 1)
        sketch.add(high: 240.3, low: 234.8, close: 240, volume: 25)
        sketch.move(to: 239, volume: 6)
        sketch.add(high: 239.2, low: 238, close: 238.5, volume: 6)
        sketch.move(to: 239.8, volume: 7)
        sketch.move(to: 241)
        return sketch
    }

    /// A range without a spring: after the secondary test (lowest low 163.8) up to 172 at 206, and back to a higher low in the lower third
    /// (at most 166.07), 165.3 at 223, forty-three candles after the climax, on little volume; up from there.
    static func withoutSpring() -> Sketch {
        var sketch = tested()
        sketch.walk(to: 172, step: 1)
        for _ in 0..<5 {
            sketch.move(to: 171)
            sketch.move(to: 172)
        }
        sketch.walk(to: 167, step: 1)
        sketch.walk(to: 165.5, step: 0.75, volume: 6)
        sketch.move(to: 166.5)
        return sketch
    }
}
