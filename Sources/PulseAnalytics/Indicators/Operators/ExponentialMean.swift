/// The exponential mean e[t] = e[t-1] + alpha (x[t] - e[t-1]), started with a plain mean of its first values.
///
/// It is computed by its distance to the newest value: with b = 1 - alpha and u[t] = x[t] - x[t-1] + b u[t-1], e[t] = x[t] - b u[t]. So a column that
/// stands still gives exactly its value. Groups of four values, aligned to the start of the column whatever the cutting, are summed among themselves before
/// the group before them is carried in: u = l + b^j c. Then the chain from one value to the next has one link a group, not four.
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
    private let seedDivisor: Double
    private let seedShare: Double
    private var mask: WarmupMask

    /// Values to pass over before the seed.
    private var toSkip: Int
    /// Values the seed still needs.
    private var toSeed: Int
    private var seedSum = 0.0
    private var seedReference = Double.nan
    /// Whether the first aligned group after the seed has been reached.
    private var isGrouped = false

    /// Place of the next value in its group, 0...3.
    private var place = 0
    private var last = 0.0
    /// u at the end of the group before; of the newest value until there are groups.
    private var carry = 0.0
    /// In a group begun: the newest value's change, and l of the second value.
    private var change = 0.0
    private var local = 0.0

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
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        var index = 0
        if !isGrouped {
            index = mask.skipLeading(input, count: count, into: output)
            place = (place + index) & 3
            let first = index
            while index < count, !isGrouped {
                output[index] = start(input[index])
                index += 1
            }
            mask.apply(output + first, count: index - first)
        }
        while index < count, place != 0 {
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

    /// One value before the first aligned group after the seed; the result means something once the seed is complete.
    private mutating func start(_ x: Double) -> Double {
        place = (place + 1) & 3
        if toSkip > 0 {
            toSkip -= 1
            return .nan
        }
        var result = Double.nan
        if toSeed > 0 {
            if seedReference.isNaN { seedReference = x }
            seedSum += x - seedReference
            toSeed -= 1
            if toSeed == 0 {
                result = seedReference * seedShare + seedSum / seedDivisor
                carry = decay == 0 ? 0 : (x - result) / decay
            }
        } else {
            carry = (x - last) + decay * carry
            result = x - decay * carry
        }
        last = x
        isGrouped = toSeed == 0 && place == 0
        return result
    }

    /// One value of a group, with the very operations that `run` applies to its lane.
    @inline(__always)
    private mutating func step(_ x: Double) -> Double {
        let decay2 = decay * decay
        let newChange = x - last
        let u: Double
        switch place {
        case 0: u = newChange + decay * carry
        case 1:
            local = newChange + decay * change
            u = local + decay2 * carry
        case 2: u = (newChange + decay * local) + decay2 * decay * carry
        default: u = ((newChange + decay * change) + decay2 * local) + decay2 * decay2 * carry
        }
        change = newChange
        last = x
        if place == 3 { carry = u }
        place = (place + 1) & 3
        return x - decay * u
    }

    /// Whole groups.
    @inline(__always)
    private mutating func run(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        let b = decay
        let first = SIMD2(0, b)
        let second = SIMD2(b, b * b)
        let carryLow = SIMD2(b, b * b)
        let carryHigh = SIMD2(b * b * b, (b * b) * (b * b))
        var carry = SIMD2(repeating: carry)
        var before = SIMD2(last, last)
        let source = UnsafeRawPointer(input)
        let target = UnsafeMutableRawPointer(output)
        var byte = 0
        let end = count &* 8
        while byte < end {
            let low = source.loadUnaligned(fromByteOffset: byte, as: SIMD2<Double>.self)
            let high = source.loadUnaligned(fromByteOffset: byte &+ 16, as: SIMD2<Double>.self)
            let lowChange = low - SIMD2(before.y, low.x)
            let highChange = high - SIMD2(low.y, high.x)
            let lowLocal = lowChange + first * SIMD2(lowChange.x, lowChange.x)
            let highLocal = (highChange + first * SIMD2(highChange.x, highChange.x)) + second * SIMD2(lowLocal.y, lowLocal.y)
            let lowResult = lowLocal + carryLow * carry
            let highResult = highLocal + carryHigh * carry
            target.storeBytes(of: low - b * lowResult, toByteOffset: byte, as: SIMD2<Double>.self)
            target.storeBytes(of: high - b * highResult, toByteOffset: byte &+ 16, as: SIMD2<Double>.self)
            carry = SIMD2(highResult.y, highResult.y)
            before = high
            byte &+= 32
        }
        self.carry = carry.x
        last = before.y
    }
}
