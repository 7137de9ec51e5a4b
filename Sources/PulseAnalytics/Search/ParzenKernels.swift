/// Sums of Gaussian kernels in single precision, eight at a time: a ranking of candidates needs no more, and the bits are the same
/// everywhere because only + - * and bit patterns are used. A kernel takes about 1 ns.
enum ParzenKernels {
    typealias Lanes = SIMD8<Float>

    /// The sum over slots of `coefficients * 2^-((x - centres) * sharpness)^2`; `count` is a multiple of 8.
    @inline(__always)
    static func sum(
        at x: Float, centres: UnsafePointer<Float>, sharpness: UnsafePointer<Float>, coefficients: UnsafePointer<Float>, count: Int
    ) -> Float {
        var sum = Lanes.zero
        let place = Lanes(repeating: x)
        for start in stride(from: 0, to: count, by: 8) {
            let distance = (place - load(centres + start)) * load(sharpness + start)
            sum += load(coefficients + start) * exp2(-(distance * distance))
        }
        let four = sum.lowHalf + sum.highHalf
        let two = four.lowHalf + four.highHalf
        return two.x + two.y
    }

    /// 2^x for x <= 0, 2^-126 below -126; relative error below 4e-6.
    @inline(__always)
    static func exp2(_ x: Lanes) -> Lanes {
        let lowest = Lanes(repeating: -126)
        let bounded = x.replacing(with: lowest, where: x .< lowest)
        // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits.
        let shifted = bounded + 12_582_912
        let fraction = bounded - (shifted - 12_582_912)
        var value = fraction * 0.001_339_887_4 + 0.009_618_437
        value = value * fraction + 0.055_503_325
        value = value * fraction + 0.240_226_51
        value = value * fraction + 0.693_147_2
        value = value * fraction + 1
        let exponent = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
        return unsafeBitCast(unsafeBitCast(value, to: SIMD8<Int32>.self) &+ exponent, to: Lanes.self)
    }

    @inline(__always)
    static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
        UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }
}
