import PulseCore

/// Wilder's relative strength index of the close, 0...100: smoothed gains over smoothed gains and losses.
///
/// Both are kept as Wilder's decaying sums, whose common factor cancels. Neutral value: 50 where the close has not moved at all; differs from TA-Lib,
/// which says 0.
public struct RelativeStrengthIndex: Indicator {
    public let warmup: Int
    private var previousClose = Double.nan
    /// Changes the seed still needs, and their sums: gains, and gains and losses.
    private var toSeed: Int
    private var seed = SIMD2<Double>(0, 0)
    private var sums: TwinDecayingSum

    /// Traps on a period below 1.
    public init(period: Int = 14) {
        precondition(period >= 1, "a mean is one of something")
        warmup = period
        toSeed = period
        sums = TwinDecayingSum(decay: SIMD2(repeating: 1 - 1 / Double(period)))
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let output = outputs[0]
        var index = 0
        while index < block.count, !sums.isGrouped || sums.place != 0 {
            output[index] = step(block.close[index])
            index += 1
        }
        let grouped = (block.count - index) & ~3
        run(block.close + index, count: grouped, into: output + index)
        index += grouped
        while index < block.count {
            output[index] = step(block.close[index])
            index += 1
        }
    }

    private mutating func step(_ close: Double) -> Double {
        let change = close - previousClose
        previousClose = close
        let gainAndMove = SIMD2(change < 0 ? 0 : change, change.magnitude)
        if toSeed == 0 { return Self.index(sums.add(gainAndMove)) }
        sums.pass(1)
        if change.isNaN { return .nan }
        seed += gainAndMove
        toSeed -= 1
        if toSeed > 0 { return .nan }
        sums.start(from: seed)
        return Self.index(seed)
    }

    /// 100 exactly where there were no losses, because both sums are then the same numbers.
    @inline(__always)
    private static func index(_ sums: SIMD2<Double>) -> Double { sums.y == 0 ? 50 : 100 * (sums.x / sums.y) }

    /// Whole groups of four candles.
    private mutating func run(_ closes: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        typealias Pair = SIMD2<Double>
        var sums = sums
        var last = previousClose
        var start = 0
        while start < count {
            let at = LaneSpan(start: start, count: 4)
            let close = at.load(closes)
            let change = close - SIMD4(last, close.x, close.y, close.z)
            last = close.w
            let gain = ColumnMath.positivePart(change)
            let move = ColumnMath.magnitude(change)
            let (a, b, c, d) = sums.add(Pair(gain.x, move.x), Pair(gain.y, move.y), Pair(gain.z, move.z), Pair(gain.w, move.w))
            at.store(100 * ColumnMath.ratio(SIMD4(a.x, b.x, c.x, d.x), SIMD4(a.y, b.y, c.y, d.y), neutral: 0.5), output)
            start &+= 4
        }
        self.sums = sums
        previousClose = last
    }
}
