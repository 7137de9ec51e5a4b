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
            let (highs0, highs1, lows0, lows1) = (
                ColumnMath.loadPair(tile.high, start), ColumnMath.loadPair(tile.high, start &+ 2), ColumnMath.loadPair(tile.low, start),
                ColumnMath.loadPair(tile.low, start &+ 2)
            )
            let (rise0, fall0) = Self.movement(highs0 - Pair(lastHigh, highs0.x), Pair(lastLow, lows0.x) - lows0)
            let (rise1, fall1) = Self.movement(highs1 - Pair(highs0.y, highs1.x), Pair(lows0.y, lows1.x) - lows1)
            (lastHigh, lastLow) = (highs1.y, lows1.y)
            let (s0, s1, s2, s3) = sums.add(
                Pair(rise0.x, fall0.x), Pair(rise0.y, fall0.y), Pair(rise1.x, fall1.x), Pair(rise1.y, fall1.y))
            ColumnMath.storePair(Pair(s0.x, s1.x), plus, start)
            ColumnMath.storePair(Pair(s0.y, s1.y), minus, start)
            ColumnMath.storePair(Pair(s2.x, s3.x), plus, start &+ 2)
            ColumnMath.storePair(Pair(s2.y, s3.y), minus, start &+ 2)
            start &+= 4
        }
        (self.sums, previousHigh, previousLow) = (sums, lastHigh, lastLow)
    }

    /// The larger of two reaches where it is positive, 0 for the other.
    @inline(__always)
    private static func movement(_ up: Pair, _ down: Pair) -> (Pair, Pair) {
        let (above, below) = (ColumnMath.positivePart(up), ColumnMath.positivePart(down))
        return (ColumnMath.eachLane(above, below) { $0 > $1 ? $0 : 0 }, ColumnMath.eachLane(below, above) { $0 > $1 ? $0 : 0 })
    }
}
