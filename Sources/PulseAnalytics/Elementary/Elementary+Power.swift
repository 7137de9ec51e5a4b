extension Elementary {
    /// `x` to the power of `y`, within 1e-15 relative. A negative `x` needs a whole `y`; otherwise NaN.
    ///
    /// exp(y log x) with the logarithm in two doubles: a single one would lose ten bits where the exponent is large.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        if x.isNaN || y.isNaN { return .nan }
        let whole = isWhole(y)
        let odd = whole && isOdd(y)
        if y.isInfinite {
            if x == -1 { return 1 }
            return (x.magnitude > 1) == (y > 0) ? .infinity : 0
        }
        let negative = (x < 0 || (x == 0 && x.sign == .minus)) && odd
        if x == 0 || x.isInfinite {
            let magnitude: Double = (x == 0) == (y > 0) ? 0 : .infinity
            return negative ? -magnitude : magnitude
        }
        if x < 0, !whole { return .nan }
        let magnitude = powerOfPositive(x.magnitude, y)
        return negative ? -magnitude : magnitude
    }

    private static func isWhole(_ y: Double) -> Bool { y.magnitude >= 0x1p52 || (y.magnitude + 0x1p52) - 0x1p52 == y.magnitude }

    /// Of a whole number.
    private static func isOdd(_ y: Double) -> Bool { y.magnitude < 0x1p53 && UInt64(y.magnitude) & 1 == 1 }

    private static func powerOfPositive(_ x: Double, _ y: Double) -> Double {
        if x == 1 { return 1 }
        let logarithm = preciseLog(x)
        let product = y * logarithm.high
        if product > 710 { return .infinity }
        if product < -746 { return 0 }
        // No logarithm of another number than 1 is below 2^-53, so |y| is below 2^63 here and its splitting cannot overflow.
        let correction = productError(y, logarithm.high, product) + y * logarithm.low
        let result = exp(product)
        return result.isFinite ? result + result * correction : result
    }

    /// log(x) as a sum of two doubles with about 62 good bits, for finite `x > 0`.
    private static func preciseLog(_ x: Double) -> (high: Double, low: Double) {
        let (k, f) = split(x)
        // s = f / (2 + f) in two doubles.
        let denominator = 2 + f
        let denominatorError = f - (denominator - 2)
        let s = f / denominator
        let back = s * denominator
        let sLow = ((f - back) - productError(s, denominator, back) - s * denominatorError) / denominator
        let tail = s * atanhTail(s * s)
        // k ln2 + 2 s + (2 sLow + tail): the first two summed without error.
        let whole = k * ln2High
        let twice = 2 * s
        let sum = whole + twice
        let virtual = sum - whole
        let sumError = (whole - (sum - virtual)) + (twice - virtual)
        let rest = sumError + (k * ln2Low + (2 * sLow + tail))
        let high = sum + rest
        return (high, rest - (high - sum))
    }

    /// What rounding of `a * b` to `product` lost (Dekker 1971, with Veltkamp's splitting).
    private static func productError(_ a: Double, _ b: Double, _ product: Double) -> Double {
        let aBig = 0x1.0000002p27 * a
        let aHigh = aBig - (aBig - a)
        let aLow = a - aHigh
        let bBig = 0x1.0000002p27 * b
        let bHigh = bBig - (bBig - b)
        let bLow = b - bHigh
        return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow
    }
}
