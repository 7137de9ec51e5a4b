extension Elementary {
    /// The standard normal distribution function: the probability of a value below `x`. Relative error below 1e-15 for `x` above -37.
    public static func normalCDF(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x.magnitude < 0.7 {
            return 0.5 + x * polynomial(central, x * x)
        }
        let tail = upperTail(x.magnitude)
        return x < 0 ? tail : 1 - tail
    }

    /// The standard normal density.
    public static func normalPDF(_ x: Double) -> Double { 0.3989422804014327 * exponentOfHalfSquare(x.magnitude) }

    /// The inverse of `normalCDF`: -inf at 0, +inf at 1, NaN outside. Relative error below 1e-14.
    ///
    /// Wichura 1988, algorithm AS 241 (PPND16), and one step of Halley's method on our own distribution function.
    public static func normalQuantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? -.infinity : (p == 1 ? .infinity : .nan) }
        if p == 0.5 { return 0 }
        // The lower half: 1 - p is exact for p above one half, so symmetry costs nothing.
        let lower = p < 0.5 ? p : 1 - p
        let start = quantileStart(lower)
        // So far out that density and tail are subnormal, the step would add noise.
        if lower < 1e-290 { return p < 0.5 ? start : -start }
        let density = normalPDF(start)
        let error = (normalCDF(start) - lower) / density
        let quantile = start - error / (1 + 0.5 * start * error)
        return p < 0.5 ? quantile : -quantile
    }

    /// 1 - normalCDF(x) for x >= 0.6: the density times Mills' ratio, the latter a polynomial in (x - 4) / (x + 4).
    private static func upperTail(_ x: Double) -> Double {
        if x > 38.6 { return 0 }
        return exponentOfHalfSquare(x) * polynomial(mills, (x - 4) / (x + 4)) / (x + 1)
    }

    /// exp(-x^2 / 2) for x >= 0, with the square in two parts so that its rounding does not grow with x.
    private static func exponentOfHalfSquare(_ x: Double) -> Double {
        if x > 40 { return 0 }
        let coarse = Double(Int(x * 16)) * 0.0625
        return exp(-0.5 * coarse * coarse) * exp(-0.5 * (x - coarse) * (x + coarse))
    }

    /// AS 241 for p below one half.
    private static func quantileStart(_ p: Double) -> Double {
        let q = p - 0.5
        if q > -0.425 {
            let r = 0.180625 - q * q
            return q * polynomial(centreNumerator, r) / polynomial(centreDenominator, r)
        }
        let r = (-log(p)).squareRoot()
        if r <= 5 { return -polynomial(middleNumerator, r - 1.6) / polynomial(middleDenominator, r - 1.6) }
        return -polynomial(tailNumerator, r - 5) / polynomial(tailDenominator, r - 5)
    }

    /// Horner's rule, coefficients from the constant up.
    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        var value = 0.0
        for coefficient in coefficients.reversed() { value = value * x + coefficient }
        return value
    }
}

extension Elementary {
    /// Taylor series of (normalCDF(x) - 1/2) / x in x^2.
    private static let central: [Double] = [
        0.3989422804014327, -0.06649038006690544, 0.009973557010035817, -0.0011873282154804543,
        0.00011543468761615529, -9.444656259503615e-06, 6.659693516316651e-07, -4.122667414862689e-08,
        2.2735298243728065e-09, -1.1301171641619213e-10, 5.1124347902563106e-12, -2.121761474217046e-13,
        8.133418984498675e-15,
    ]

    /// (x + 1) times Mills' ratio over sqrt(2 pi), in (x - 4) / (x + 4): Chebyshev interpolation in 60 digits, rearranged; error below 1e-16.
    private static let mills: [Double] = [
        0.47205320650984467, -0.0967034773265257, 0.013999634724423317, 0.02860036405353889,
        -0.03219783742795385, 0.017936097480099274, -0.005002378594322246, -0.00028562310486330585,
        0.0006948971468956839, -9.443019368770173e-05, -8.78535073382602e-05, 2.124974330986144e-05,
        1.3628436132391487e-05, -3.431287965851595e-06, -2.6178502318652276e-06, 4.0305119920206125e-07,
        5.621527949682985e-07, 1.9779725391762945e-09, -1.2410051125417802e-07, -1.7957180525639968e-08,
        2.7288672755927763e-08, 3.197145057459131e-09, -4.6306327033194615e-09, 6.206173197757048e-10,
    ]

    /// Coefficients a, b of AS 241.
    private static let centreNumerator: [Double] = [
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ]
    private static let centreDenominator: [Double] = [
        1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751,
        21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854,
    ]
    /// Coefficients c, d.
    private static let middleNumerator: [Double] = [
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ]
    private static let middleDenominator: [Double] = [
        1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
        0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09,
    ]
    /// Coefficients e, f.
    private static let tailNumerator: [Double] = [
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07,
    ]
    private static let tailDenominator: [Double] = [
        1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
        0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15,
    ]
}
