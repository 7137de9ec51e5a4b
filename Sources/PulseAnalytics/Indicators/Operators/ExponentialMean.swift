/// The exponential mean e[t] = e[t-1] + alpha (x[t] - e[t-1]), started with a plain mean of its first values.
///
/// It is computed by its distance to the newest value: with b = 1 - alpha and u the decaying sum of the changes, u[t] = x[t] - x[t-1] + b u[t-1],
/// e[t] = x[t] - b u[t]. So a column that stands still gives exactly its value.
public struct ExponentialMean: ColumnOperator {
    /// What the recurrence starts from.
    enum Seed {
        /// The mean of the first n values, which is the first output.
        case mean(of: Int)
        /// The sum of the first n - 1 values over n, which is not shown: how Wilder's directional movement starts, n - 1 changes after the first candle.
        case shortMean(of: Int)
    }

    public let warmup: Int
    public private(set) var contentOfClose: ColumnContent?
    private let seedDivisor: Double
    private let seedShare: Double
    private var mask: WarmupMask

    /// Values to pass over before the seed, and values the seed still needs.
    private var toSkip: Int
    private var toSeed: Int
    private var seedSum = 0.0
    private var seedReference = Double.nan

    private var last = 0.0
    private var sum: DecayingSum

    /// The usual form: alpha = 2 / (period + 1). Traps on a period below 1.
    public init(period: Int) {
        self.init(alpha: 2 / Double(period + 1), seed: .mean(of: period))
        contentOfClose = .exponentialMean(period: period)
    }

    /// `skipping` values are passed over before the seed, so that means of several periods can start at the same value.
    init(alpha: Double, seed: Seed, skipping: Int = 0) {
        let hidden: Int
        switch seed {
        case .mean(let period):
            precondition(period >= 1, "a mean is one of something")
            (toSeed, seedDivisor, hidden) = (period, Double(period), 0)
        case .shortMean(let period):
            precondition(period >= 2, "a mean is one of something")
            (toSeed, seedDivisor, hidden) = (period - 1, Double(period), 1)
        }
        seedShare = Double(toSeed) / seedDivisor
        warmup = skipping + toSeed - 1 + hidden
        toSkip = skipping
        sum = DecayingSum(decay: 1 - alpha)
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        var index = 0
        if !sum.isGrouped {
            index = mask.skipLeading(input, count: count, into: output)
            sum.pass(index)
            let first = index
            while index < count, !sum.isGrouped {
                output[index] = start(input[index])
                index += 1
            }
            mask.apply(output + first, count: index - first)
        }
        while index < count, sum.place != 0 {
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

    /// One value before the first group; the result means something once the seed is complete.
    private mutating func start(_ x: Double) -> Double {
        if toSkip == 0, toSeed == 0 { return step(x) }
        defer { last = x }
        sum.pass(1)
        if toSkip > 0 {
            toSkip -= 1
            return .nan
        }
        if seedReference.isNaN { seedReference = x }
        seedSum += x - seedReference
        toSeed -= 1
        if toSeed > 0 { return .nan }
        let seed = seedReference * seedShare + seedSum / seedDivisor
        sum.start(from: sum.decay == 0 ? 0 : (x - seed) / sum.decay)
        return seed
    }

    @inline(__always)
    private mutating func step(_ x: Double) -> Double {
        let u = sum.add(x - last)
        last = x
        return x - sum.decay * u
    }

    /// Whole groups of four values.
    @inline(__always)
    private mutating func run(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        typealias Pair = SIMD2<Double>
        var sum = sum
        var before = Pair(last, last)
        let decay = sum.decay
        let source = UnsafeRawPointer(input)
        let target = UnsafeMutableRawPointer(output)
        var byte = 0
        let end = count &* 8
        while byte < end {
            let low = source.loadUnaligned(fromByteOffset: byte, as: Pair.self)
            let high = source.loadUnaligned(fromByteOffset: byte &+ 16, as: Pair.self)
            let (lowSum, highSum) = sum.add(low - Pair(before.y, low.x), high - Pair(low.y, high.x))
            target.storeBytes(of: low - decay * lowSum, toByteOffset: byte, as: Pair.self)
            target.storeBytes(of: high - decay * highSum, toByteOffset: byte &+ 16, as: Pair.self)
            before = high
            byte &+= 32
        }
        self.sum = sum
        last = before.y
    }
}
