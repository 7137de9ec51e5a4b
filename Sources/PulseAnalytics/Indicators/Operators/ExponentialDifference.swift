/// A fast exponential mean of a column less a slow one; the fast one is seeded with the values before the slow one's first.
///
/// With u the decaying sums of the changes, each mean is x - b u (see `ExponentialMean`), so the difference is b_slow u_slow - b_fast u_fast.
struct ExponentialDifference: ColumnOperator {
    typealias Pair = SIMD2<Double>

    let warmup: Int
    /// Of the fast and of the slow mean.
    private let decay: Pair
    private let fastPeriod: Int
    private var mask: WarmupMask
    private var toSeed: Int
    private var seedReference = Double.nan
    private var seedSums = Pair(0, 0)
    private var last = 0.0
    private var sums: TwinDecayingSum

    /// Traps unless 1 <= fast <= slow.
    init(fast: Int, slow: Int) {
        precondition(fast >= 1 && fast <= slow, "the fast mean is not slower than the slow one")
        warmup = slow - 1
        fastPeriod = fast
        toSeed = slow
        decay = 1 - Pair(2 / Double(fast + 1), 2 / Double(slow + 1))
        sums = TwinDecayingSum(decay: decay)
        mask = WarmupMask(warmup: warmup)
    }

    mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        var index = 0
        if toSeed > 0 {
            index = mask.skipLeading(input, count: count, into: output)
            sums.pass(index)
        }
        while index < count, !sums.isGrouped || sums.place != 0 {
            output[index] = step(input[index])
            index += 1
        }
        let grouped = (count - index) & ~3
        run(input + index, count: grouped, into: output + index)
        index += grouped
        while index < count {
            output[index] = step(input[index])
            index += 1
        }
    }

    private mutating func step(_ x: Double) -> Double {
        defer { last = x }
        if toSeed == 0 { return difference(sums.add(Pair(repeating: x - last))) }
        sums.pass(1)
        if seedReference.isNaN { seedReference = x }
        seedSums.y += x - seedReference
        if toSeed <= fastPeriod { seedSums.x += x - seedReference }
        toSeed -= 1
        if toSeed > 0 { return .nan }
        let means = seedReference + seedSums / Pair(Double(fastPeriod), Double(warmup + 1))
        let start = Pair(repeating: x) - means
        sums.start(from: Pair(decay.x == 0 ? 0 : start.x / decay.x, decay.y == 0 ? 0 : start.y / decay.y))
        return means.x - means.y
    }

    @inline(__always)
    private func difference(_ sums: Pair) -> Double {
        let distance = decay * sums
        return distance.y - distance.x
    }

    /// Whole groups of four values.
    private mutating func run(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        var (sums, last) = (sums, last)
        let decay = decay
        var start = 0
        while start < count {
            let (a, b) = (ColumnMath.loadPair(input, start), ColumnMath.loadPair(input, start &+ 2))
            let (lowChange, highChange) = (a - Pair(last, a.x), b - Pair(a.y, b.x))
            last = b.y
            let (s0, s1, s2, s3) = sums.add(
                Pair(lowChange.x, lowChange.x), Pair(lowChange.y, lowChange.y), Pair(highChange.x, highChange.x),
                Pair(highChange.y, highChange.y))
            let (d0, d1, d2, d3) = (decay * s0, decay * s1, decay * s2, decay * s3)
            ColumnMath.storePair(Pair(d0.y, d1.y) - Pair(d0.x, d1.x), output, start)
            ColumnMath.storePair(Pair(d2.y, d3.y) - Pair(d2.x, d3.x), output, start &+ 2)
            start &+= 4
        }
        (self.sums, self.last) = (sums, last)
    }
}
