extension Elementary {
    /// Hyperbolic tangent of two numbers at once: each lane the very bits of the scalar function, which is asked where a lane is special.
    @inlinable
    public static func tanh(_ x: SIMD2<Double>) -> SIMD2<Double> {
        let magnitude = SIMD2(x.x.magnitude, x.y.magnitude)
        // Here no power of two overflows, and the shortcuts of `tanh` and `expm1` are not taken. False for NaN.
        guard magnitude.x >= 0x1p-28, magnitude.y >= 0x1p-28, magnitude.x < 19, magnitude.y < 19 else { return SIMD2(tanh(x.x), tanh(x.y)) }
        let twice = 2 * magnitude
        // expm1(2 |x|), with the steps of the scalar one.
        let shifted = twice * 0x1.71547652b82fep+0 + 0x1.8p52
        let k = shifted - 0x1.8p52
        let high = twice - k * ln2High
        let low = k * ln2Low
        let fraction = high - (low - expTail(high - low))
        // 2^k and 2^-k; the low bits of `shifted` are k. Without an exponent the scalar function returns the fraction, as this does.
        let exponent = unsafeBitCast(shifted, to: SIMD2<UInt64>.self) &<< 52
        let one = SIMD2<UInt64>(repeating: 1_023 << 52)
        let power = unsafeBitCast(one &+ exponent, to: SIMD2<Double>.self)
        let inverse = unsafeBitCast(one &- exponent, to: SIMD2<Double>.self)
        let t = (fraction + (1 - inverse)) * power
        // 1 - 2 / (t + 2) from 1 on, t / (t + 2) below: one division for either.
        let isLarge = magnitude .>= 1
        let quotient = t.replacing(with: 2, where: isLarge) / (t + 2)
        let value = quotient.replacing(with: 1 - quotient, where: isLarge)
        let sign = unsafeBitCast(x, to: SIMD2<UInt64>.self) & 0x8000_0000_0000_0000
        return unsafeBitCast(unsafeBitCast(value, to: SIMD2<UInt64>.self) | sign, to: SIMD2<Double>.self)
    }

    /// The scalar function's series.
    @inlinable
    static func expTail(_ r: SIMD2<Double>) -> SIMD2<Double> {
        var p = r * 1.6059043836821613e-10 + 2.08767569878681e-09
        p = p * r + 2.505210838544172e-08
        p = p * r + 2.755731922398589e-07
        p = p * r + 2.7557319223985893e-06
        p = p * r + 2.48015873015873e-05
        p = p * r + 0.0001984126984126984
        p = p * r + 0.001388888888888889
        p = p * r + 0.008333333333333333
        p = p * r + 0.041666666666666664
        p = p * r + 0.16666666666666666
        p = p * r + 0.5
        return p * r * r
    }
}
