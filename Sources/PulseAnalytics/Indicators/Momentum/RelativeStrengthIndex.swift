import PulseCore

/// Wilder's relative strength index of the close, 0...100: smoothed gains over smoothed gains and losses, or 50 + 50 times the smoothed changes over
/// their smoothed sizes.
///
/// Both are kept as Wilder's decaying sums, whose common factor cancels. Neutral value: 50 where the close has not moved at all; differs from TA-Lib,
/// which says 0.
public struct RelativeStrengthIndex: Indicator {
    public let warmup: Int
    private var previousClose = Double.nan
    /// Changes the seed still needs; their sum and that of their sizes.
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
        let changeAndSize = SIMD2(change, change.magnitude)
        if toSeed == 0 { return Self.index(sums.add(changeAndSize)) }
        sums.pass(1)
        if change.isNaN { return .nan }
        seed += changeAndSize
        toSeed -= 1
        if toSeed > 0 { return .nan }
        sums.start(from: seed)
        return Self.index(seed)
    }

    /// Exactly 100 (0) where there were no losses (gains), because the two sums are then the same numbers.
    @inline(__always)
    private static func index(_ sums: SIMD2<Double>) -> Double { 50 + 50 * (sums.x / (sums.y + 0x1p-1000)) }

    /// Whole groups of four candles.
    private mutating func run(_ closes: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        typealias Pair = SIMD2<Double>
        var sums = sums
        var last = previousClose
        var start = 0
        while start < count {
            let (a, b) = (ColumnMath.loadPair(closes, start), ColumnMath.loadPair(closes, start &+ 2))
            let (lowChange, highChange) = (a - Pair(last, a.x), b - Pair(a.y, b.x))
            last = b.y
            let (lowSize, highSize) = (ColumnMath.magnitude(lowChange), ColumnMath.magnitude(highChange))
            let (s0, s1, s2, s3) = sums.add(
                Pair(lowChange.x, lowSize.x), Pair(lowChange.y, lowSize.y), Pair(highChange.x, highSize.x), Pair(highChange.y, highSize.y))
            let ratios = ColumnMath.ratio(SIMD4(s0.x, s1.x, s2.x, s3.x), SIMD4(s0.y, s1.y, s2.y, s3.y))
            LaneSpan(start: start, count: 4).store(50 + 50 * ratios, output)
            start &+= 4
        }
        self.sums = sums
        previousClose = last
    }
}
