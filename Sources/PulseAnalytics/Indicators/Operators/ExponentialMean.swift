/// The exponential mean e[t] = e[t-1] + alpha (x[t] - e[t-1]), started with a plain mean of its first values.
///
/// It is computed by its distance to the newest value: with b = 1 - alpha and u[t] = x[t] - x[t-1] + b u[t-1], e[t] = x[t] - b u[t]. So a column that
/// stands still gives exactly its value. From the fourth value after the seed on, the recurrence reaches back four values at a time,
/// u[t] = b^4 u[t-4] + (g[t] + b^2 g[t-2]) with g[t] = d[t] + b d[t-1] and d the changes: the definition, whatever the cutting, and four chains for the
/// processor instead of one.
public struct ExponentialMean: ColumnOperator {
    /// What the recurrence starts from.
    enum Seed {
        /// The mean of the first n values, which is the first output.
        case mean(of: Int)
        /// The sum of the first n - 1 values over n, which is not shown: how Wilder's directional movement starts, n - 1 changes after the first candle.
        case shortMean(of: Int)
    }

    public let warmup: Int
    private let decay: Double
    private let decay2: Double
    private let decay4: Double
    private let seedDivisor: Double
    private var mask: WarmupMask

    /// Values to pass over before the seed.
    private var toSkip: Int
    /// Values the seed still needs, then (negative) how many of the three single steps are done; `running` afterwards.
    private var toSeed: Int
    private var seedShare: Double
    private var seedSum = 0.0
    private var seedReference = Double.nan

    private var last = 0.0
    private var lastChange = 0.0
    /// g[t-2], g[t-1].
    private var pairs = SIMD2<Double>(0, 0)
    /// u[t-4], u[t-3] and u[t-2], u[t-1].
    private var older = SIMD2<Double>(0, 0)
    private var newer = SIMD2<Double>(0, 0)

    private static let running = -4

    /// The usual form: alpha = 2 / (period + 1). Traps on a period below 1.
    public init(period: Int) {
        self.init(alpha: 2 / Double(period + 1), seed: .mean(of: period))
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
        decay = 1 - alpha
        decay2 = decay * decay
        decay4 = decay2 * decay2
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        var index = 0
        if toSeed > Self.running {
            index = mask.skipLeading(input, count: count, into: output)
            let first = index
            while index < count, toSeed > Self.running {
                output[index] = start(input[index])
                index += 1
            }
            mask.apply(output + first, count: index - first)
        }
        let vectors = (count - index) & ~3
        run(input + index, count: vectors, into: output + index)
        index += vectors
        while index < count {
            output[index] = step(input[index])
            index += 1
        }
    }

    /// One value before the recurrence reaches back four; the result means something once the seed is complete.
    private mutating func start(_ x: Double) -> Double {
        if toSkip > 0 {
            toSkip -= 1
            return .nan
        }
        if toSeed > 0 {
            if seedReference.isNaN { seedReference = x }
            seedSum += x - seedReference
            toSeed -= 1
            last = x
            guard toSeed == 0 else { return .nan }
            let seed = seedReference * seedShare + seedSum / seedDivisor
            push(decay == 0 ? 0 : (x - seed) / decay)
            return seed
        }
        let change = x - last
        pairs = SIMD2(pairs.y, change + decay * lastChange)
        push(change + decay * newer.y)
        lastChange = change
        last = x
        toSeed = toSeed == -2 ? Self.running : toSeed - 1
        return x - decay * newer.y
    }

    @inline(__always)
    private mutating func push(_ u: Double) {
        older = SIMD2(older.y, newer.x)
        newer = SIMD2(newer.y, u)
    }

    /// One value of the running recurrence.
    @inline(__always)
    private mutating func step(_ x: Double) -> Double {
        let change = x - last
        let pair = change + decay * lastChange
        let u = (pair + decay2 * pairs.x) + decay4 * older.x
        push(u)
        pairs = SIMD2(pairs.y, pair)
        lastChange = change
        last = x
        return x - decay * u
    }

    /// The same for a multiple of four values.
    @inline(__always)
    private mutating func run(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        let decay = SIMD2(repeating: decay)
        let decay2 = SIMD2(repeating: decay2)
        let decay4 = SIMD2(repeating: decay4)
        var (last, lastChange, pairs, older, newer) = (last, lastChange, pairs, older, newer)
        let source = UnsafeRawPointer(input)
        let target = UnsafeMutableRawPointer(output)
        var byte = 0
        let end = count &* 8
        while byte < end {
            let x0 = source.loadUnaligned(fromByteOffset: byte, as: SIMD2<Double>.self)
            let x1 = source.loadUnaligned(fromByteOffset: byte &+ 16, as: SIMD2<Double>.self)
            let change0 = x0 - SIMD2(last, x0.x)
            let change1 = x1 - SIMD2(x0.y, x1.x)
            let pair0 = change0 + decay * SIMD2(lastChange, change0.x)
            let pair1 = change1 + decay * SIMD2(change0.y, change1.x)
            older = (pair0 + decay2 * pairs) + decay4 * older
            newer = (pair1 + decay2 * pair0) + decay4 * newer
            target.storeBytes(of: x0 - decay * older, toByteOffset: byte, as: SIMD2<Double>.self)
            target.storeBytes(of: x1 - decay * newer, toByteOffset: byte &+ 16, as: SIMD2<Double>.self)
            last = x1.y
            lastChange = change1.y
            pairs = pair1
            byte &+= 32
        }
        (self.last, self.lastChange, self.pairs, self.older, self.newer) = (last, lastChange, pairs, older, newer)
    }
}
