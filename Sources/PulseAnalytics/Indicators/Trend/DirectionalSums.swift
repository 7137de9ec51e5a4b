import PulseCore

/// Wilder's decaying sums of directional movement: how far a candle reaches beyond the one before, on the side where it reaches further; 0 on the other.
///
/// They start as in TA-Lib with the plain sum of the first n - 1 movements, which is not shown: the first values are those of candle n.
struct DirectionalSums: Sendable {
    typealias Pair = SIMD2<Double>

    private var previousHigh = Double.nan
    private var previousLow = Double.nan
    private var toSeed: Int
    private var seed = Pair(0, 0)
    private var sums: TwinDecayingSum

    init(period: Int) {
        precondition(period >= 2, "the start needs a movement")
        toSeed = period - 1
        sums = TwinDecayingSum(decay: Pair(repeating: 1 - 1 / Double(period)))
    }

    mutating func process(_ tile: CandleBlock, plus: UnsafeMutablePointer<Double>, minus: UnsafeMutablePointer<Double>) {
        var index = 0
        while index < tile.count, !sums.isGrouped || sums.place != 0 {
            (plus[index], minus[index]) = step(tile, index)
            index += 1
        }
        let grouped = (tile.count - index) & ~3
        run(tile[index..<index + grouped], plus: plus + index, minus: minus + index)
        index += grouped
        while index < tile.count {
            (plus[index], minus[index]) = step(tile, index)
            index += 1
        }
    }

    private mutating func step(_ tile: CandleBlock, _ index: Int) -> (Double, Double) {
        let up = tile.high[index] - previousHigh
        let down = previousLow - tile.low[index]
        previousHigh = tile.high[index]
        previousLow = tile.low[index]
        let movement = Pair(up > down && up > 0 ? up : 0, down > up && down > 0 ? down : 0)
        if toSeed == 0 {
            let sum = sums.add(movement)
            return (sum.x, sum.y)
        }
        sums.pass(1)
        if up.isNaN { return (.nan, .nan) }
        seed += movement
        toSeed -= 1
        if toSeed == 0 { sums.start(from: seed) }
        return (.nan, .nan)
    }

    /// Whole groups of four candles.
    private mutating func run(_ tile: CandleBlock, plus: UnsafeMutablePointer<Double>, minus: UnsafeMutablePointer<Double>) {
        if tile.count == 0 { return }
        var (sums, lastHigh, lastLow) = (sums, previousHigh, previousLow)
        var start = 0
        while start < tile.count {
            let at = LaneSpan(start: start, count: 4)
            let (high, low) = (at.load(tile.high), at.load(tile.low))
            let up = high - SIMD4(lastHigh, high.x, high.y, high.z)
            let down = SIMD4(lastLow, low.x, low.y, low.z) - low
            (lastHigh, lastLow) = (high.w, low.w)
            let (above, below) = (ColumnMath.positivePart(up), ColumnMath.positivePart(down))
            let rise = ColumnMath.eachLane(above, below) { $0 > $1 ? $0 : 0 }
            let fall = ColumnMath.eachLane(below, above) { $0 > $1 ? $0 : 0 }
            let (a, b, c, d) = sums.add(Pair(rise.x, fall.x), Pair(rise.y, fall.y), Pair(rise.z, fall.z), Pair(rise.w, fall.w))
            at.store(SIMD4(a.x, b.x, c.x, d.x), plus)
            at.store(SIMD4(a.y, b.y, c.y, d.y), minus)
            start &+= 4
        }
        (self.sums, previousHigh, previousLow) = (sums, lastHigh, lastLow)
    }
}
