/// Elementary functions that give the same bits on every machine (P6).
///
/// The C library's `exp`, `log`, `pow` and `tanh` differ in their last bits from one processor to the next, because they pick other code paths where
/// fused multiply-add is at hand. These use `+ - * /`, square roots, comparisons and bit patterns alone, all of which IEEE 754 defines to the bit.
/// Special values follow C99 annex F. Accuracy: `exp`, `log`, `log1p`, `expm1` within 1 to 2 ulp, the others within 1e-14 relative.
public enum Elementary {
    /// ln 2 in two parts; the first has 21 trailing zero bits, so that its product with any exponent is exact.
    @inlinable static var ln2High: Double { 0x1.62e42fee00000p-1 }
    @inlinable static var ln2Low: Double { 0x1.a39ef35793c76p-33 }

    /// e to the power of `x`: +inf above 709.78, 0 below -745.13.
    @inlinable
    public static func exp(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x > 709.782712893384 { return .infinity }
        if x < -745.1332191019412 { return 0 }
        let reduced = reduce(x)
        return scale(1 + (reduced.high - (reduced.low - expTail(reduced.high - reduced.low))), by: reduced.exponent)
    }

    /// `exp(x) - 1`, without cancellation near 0.
    @inlinable
    public static func expm1(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x > 709.782712893384 { return .infinity }
        if x < -37.5 { return -1 }
        if x.magnitude < 0x1p-54 { return x }
        let reduced = reduce(x)
        let r = reduced.high - reduced.low
        let k = reduced.exponent
        let fraction = reduced.high - (reduced.low - expTail(r))
        if k == 0 { return fraction }
        // 2^k (1 + f) - 1 = 2^k (f + (1 - 2^-k)); the bracket is exact up to 2^53.
        if k > 56 { return scale(1 + fraction, by: k) - 1 }
        return scale(fraction + (1 - scale(1, by: -k)), by: k)
    }

    /// Natural logarithm: NaN below 0, -inf at 0.
    @inlinable
    public static func log(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x == 0 ? -.infinity : (x < 0 ? .nan : x) }
        let (k, f) = split(x)
        let s = f / (2 + f)
        let tail = atanhTail(s * s)
        let halfSquare = 0.5 * f * f
        return k * ln2High - ((halfSquare - (s * (halfSquare + tail) + k * ln2Low)) - f)
    }

    /// `log(1 + x)`, accurate near 0 as well.
    @inlinable
    public static func log1p(_ x: Double) -> Double {
        if x.magnitude < 0x1p-54 { return x }
        let u = 1 + x
        guard u > 0, u < .infinity else { return log(u) }
        // What rounding of 1 + x lost, to first order.
        let lost = x < 1 ? x - (u - 1) : 1 - (u - x)
        return log(u) + lost / u
    }

    /// Hyperbolic tangent.
    @inlinable
    public static func tanh(_ x: Double) -> Double {
        let magnitude = x.magnitude
        if magnitude < 0x1p-28 || x.isNaN { return x }
        let value: Double
        if magnitude > 22 {
            value = 1
        } else if magnitude >= 1 {
            value = 1 - 2 / (expm1(2 * magnitude) + 2)
        } else {
            let t = expm1(2 * magnitude)
            value = t / (t + 2)
        }
        return x < 0 ? -value : value
    }
}

extension Elementary {
    /// `x = exponent * ln 2 + high - low`, with the sum of the last two inside +-0.35.
    @inlinable
    static func reduce(_ x: Double) -> (exponent: Int, high: Double, low: Double) {
        // x / ln 2, rounded to a whole number by the width of 1.5 * 2^52.
        let k = (x * 0x1.71547652b82fep+0 + 0x1.8p52) - 0x1.8p52
        return (Int(k), x - k * ln2High, k * ln2Low)
    }

    /// `exp(r) - 1 - r` for `r` inside +-0.35: the Taylor series, whose first omitted term is below 2^-57 of 1.
    @inlinable
    static func expTail(_ r: Double) -> Double {
        var p = 1.6059043836821613e-10
        p = p * r + 2.08767569878681e-09
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

    /// `x = 2^exponent * (1 + fraction)` with 1 + fraction between the square roots of 1/2 and 2. For finite `x > 0`.
    @inlinable
    static func split(_ x: Double) -> (exponent: Double, fraction: Double) {
        var bits = x.bitPattern
        var exponent: Int64 = 0
        if bits < 0x0010_0000_0000_0000 {
            bits = (x * 0x1p54).bitPattern
            exponent = -54
        }
        // Adding the distance from sqrt(1/2) to 1 carries into the exponent exactly where the significand is above sqrt 2.
        bits &+= 0x3FF0_0000_0000_0000 &- 0x3FE6_A09E_0000_0000
        exponent += Int64(bits >> 52) - 1023
        bits = (bits & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_0000_0000
        return (Double(exponent), Double(bitPattern: bits) - 1)
    }

    /// `2 atanh(s) / s - 2` as a function of `z = s^2`, for `z` below 0.0296: the series 2/3 z + 2/5 z^2 + ...
    @inlinable
    static func atanhTail(_ z: Double) -> Double {
        var p = 2.0 / 23
        p = p * z + 2.0 / 21
        p = p * z + 2.0 / 19
        p = p * z + 2.0 / 17
        p = p * z + 2.0 / 15
        p = p * z + 2.0 / 13
        p = p * z + 2.0 / 11
        p = p * z + 2.0 / 9
        p = p * z + 2.0 / 7
        p = p * z + 2.0 / 5
        p = p * z + 2.0 / 3
        return p * z
    }

    /// `x * 2^exponent`, correctly rounded where the result is subnormal, for exponents between -1080 and 1024.
    @inlinable
    static func scale(_ x: Double, by exponent: Int) -> Double {
        if exponent > 1023 { return x * 2 * powerOfTwo(exponent - 1) }
        if exponent < -1022 { return x * powerOfTwo(exponent + 64) * 0x1p-64 }
        return x * powerOfTwo(exponent)
    }

    @inlinable
    static func powerOfTwo(_ exponent: Int) -> Double {
        Double(bitPattern: UInt64(truncatingIfNeeded: exponent &+ 1023) << 52)
    }
}
