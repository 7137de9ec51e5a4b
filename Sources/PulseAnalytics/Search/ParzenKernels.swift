/// The kernels of one coordinate, borrowed: sums of Gaussians in single precision, two times four at once. A ranking of candidates needs no
/// more, and the bits are the same everywhere because only + - *, comparisons and bit patterns are used.
struct ParzenKernels {
    typealias Lanes = SIMD4<Float>

    /// By slot, a multiple of 8 of them: a kernel is `coefficient * 2^-((x - centre) * sharpness)^2`.
    let centres: UnsafePointer<Float>
    let sharpness: UnsafePointer<Float>
    let coefficients: UnsafePointer<Float>
    let count: Int
    /// The broad kernel's height.
    let prior: Float

    /// The mixture's density at a place; infinity as soon as it is known to reach `limit`. The latest kernels come first: they weigh most.
    func density(at place: Double, limit: Float = .infinity) -> Float {
        let distance = Float((place - 0.5) * ParzenColumn.sharpnessOfOne)
        var total = prior * Self.halve(Lanes(repeating: distance * distance))[0]
        var end = count
        while end > 0 {
            let start = max(0, end - Self.block)
            total += Self.sum(at: Float(place), centres + start, sharpness + start, coefficients + start, count: end - start)
            if total >= limit { return .infinity }
            end = start
        }
        return total
    }

    /// Slots between two looks at the limit.
    private static let block = 64

    /// Not inlined: beside the limit's scalars the compiler would take the lanes apart.
    @inline(never)
    private static func sum(
        at place: Float, _ centres: UnsafePointer<Float>, _ sharpness: UnsafePointer<Float>, _ coefficients: UnsafePointer<Float>,
        count: Int
    ) -> Float {
        let x = Lanes(repeating: place)
        var (even, odd) = (Lanes.zero, Lanes.zero)
        var slot = 0
        while slot < count {
            let left = (x - load(centres + slot)) * load(sharpness + slot)
            even += load(coefficients + slot) * halve(left * left)
            let next = slot &+ 4
            let right = (x - load(centres + next)) * load(sharpness + next)
            odd += load(coefficients + next) * halve(right * right)
            slot &+= 8
        }
        let four = even + odd
        return (four[0] + four[2]) + (four[1] + four[3])
    }

    /// 2^-x for x >= 0, and 0 for x above 126; relative error below 1e-4 (a cubic, the best in the sense of Chebyshev on half a unit to
    /// either side).
    @inline(__always)
    static func halve(_ x: Lanes) -> Lanes {
        // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits.
        let shifted = 12_582_912 - x
        let fraction = (12_582_912 - shifted) - x
        var value = fraction * 0.055_171_773 + 0.242_611_38
        value = value * fraction + 0.693_260_97
        value = value * fraction + 0.999_928
        let exponent = unsafeBitCast(shifted, to: SIMD4<Int32>.self) &<< 23
        let power = unsafeBitCast(value, to: SIMD4<Int32>.self) &+ exponent
        // All ones where 126 - x is negative; masks of comparisons cost twice as much.
        let isFar = unsafeBitCast(126 - x, to: SIMD4<Int32>.self) &>> 31
        return unsafeBitCast(power & ~isFar, to: Lanes.self)
    }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
        UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }
}
