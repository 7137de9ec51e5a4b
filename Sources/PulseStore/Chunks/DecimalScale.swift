import PulseCore

/// Finds decimals in doubles: the smallest k with which every number of a column is exactly m / 10^k for a whole m.
///
/// The division of two exact doubles is correctly rounded, so m / 10^k has the bits that reading the decimal text has: storing m loses
/// nothing.
enum DecimalScale {
    /// Mantissas stay below 2^52, so that they convert to and from doubles by adding a constant (no instruction for it in the base
    /// instruction set).
    static let mantissaLimit = 4_503_599_627_370_496.0
    static let maximumDecimals = 12
    static let powers: [Double] = Increment.powersOfTen.prefix(maximumDecimals + 1).map(Double.init)

    /// The smallest number of decimals that suits all columns, or nil where there is none.
    static func decimals(of columns: [UnsafeBufferPointer<Double>]) -> Int? {
        var decimals = 0
        for column in columns {
            for value in column {
                while !isExact(value, scale: powers[decimals]) {
                    decimals += 1
                    if decimals > maximumDecimals { return nil }
                }
            }
        }
        // A number that is exact with few decimals may still be too large with the many that another one needs.
        let scale = powers[decimals]
        for column in columns {
            for value in column where !isExact(value, scale: scale) { return nil }
        }
        return decimals
    }

    /// The whole number nearest to a product that is known to be at least 0 and below 2^52, ties to even.
    @inline(__always)
    static func rounded(_ value: Double) -> Double { (value + mantissaLimit) - mantissaLimit }

    /// The mantissa of a number that is known to be exact.
    @inline(__always)
    static func mantissa(_ value: Double, scale: Double) -> UInt64 { UInt64(rounded(value * scale)) }

    @inline(__always)
    private static func isExact(_ value: Double, scale: Double) -> Bool {
        let scaled = value * scale
        guard scaled < mantissaLimit - 1 else { return false }
        return rounded(scaled) / scale == value
    }
}
