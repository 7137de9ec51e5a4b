/// An amount of quote currency in whole units of 1e-8, positive or negative (P5).
///
/// Sixty-four bits reach 92 billion, far beyond any account that is simulated here; arithmetic traps on overflow rather than wrapping.
@frozen
public struct Cash: Hashable, Comparable, Sendable, Codable {
    /// The amount in 1e-8 of the quote currency.
    public var units: Int64

    @inlinable
    public init(units: Int64) {
        self.units = units
    }

    /// One whole unit of the quote currency.
    public static let one = Cash(units: 100_000_000)
    public static let zero = Cash(units: 0)

    /// The nearest amount to a number of whole quote units (half away from zero); nil if it is not finite or does not fit.
    public init?(_ value: Double) {
        let scaled = (value * 100_000_000).rounded()
        guard scaled.magnitude < 9.0e18 else { return nil }
        units = Int64(scaled)
    }

    /// The amount in whole quote units, for analytics and printing only.
    @inlinable
    public var value: Double { Double(units) / 100_000_000 }

    @inlinable public static func < (a: Cash, b: Cash) -> Bool { a.units < b.units }
    @inlinable public static func + (a: Cash, b: Cash) -> Cash { Cash(units: a.units + b.units) }
    @inlinable public static func - (a: Cash, b: Cash) -> Cash { Cash(units: a.units - b.units) }
    @inlinable public static prefix func - (a: Cash) -> Cash { Cash(units: -a.units) }
    @inlinable public static func += (a: inout Cash, b: Cash) { a.units += b.units }
    @inlinable public static func -= (a: inout Cash, b: Cash) { a.units -= b.units }
}

extension Cash: CustomStringConvertible {
    /// `-12.34560000`, all eight places.
    public var description: String { Increment(decimals: 8).format(units) }
}
