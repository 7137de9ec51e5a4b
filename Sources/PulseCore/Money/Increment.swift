/// The smallest step of a price (tick) or a quantity (lot): `mantissa / 10^decimals`, for example 0.05 = 5 / 10^2.
///
/// Prices and quantities are counted in whole increments (P5). A count converts to `Double` by one correctly rounded division, so two equal
/// counts always give the same bits, a decimal string and its count give the same bits, and comparing doubles is comparing counts.
@frozen
public struct Increment: Hashable, Sendable, Codable {
    /// 1 or more.
    public let mantissa: Int64
    /// 0 to 12.
    public let decimals: Int
    /// `10^decimals`, as a double (exact).
    public let scale: Double

    /// Nil where the mantissa is not positive or there are more than 12 decimals.
    public init?(mantissa: Int64, decimals: Int) {
        guard mantissa > 0, mantissa < 1_000_000_000_000, (0...12).contains(decimals) else { return nil }
        var mantissa = mantissa
        var decimals = decimals
        while decimals > 0, mantissa % 10 == 0 {
            mantissa /= 10
            decimals -= 1
        }
        self.mantissa = mantissa
        self.decimals = decimals
        scale = Double(Increment.powersOfTen[decimals])
    }

    /// One unit of the last of `decimals` places: 2 gives 0.01.
    public init(decimals: Int) {
        let clamped = min(max(decimals, 0), 12)
        mantissa = 1
        self.decimals = clamped
        scale = Double(Increment.powersOfTen[clamped])
    }

    /// `10^0` to `10^18`.
    public static let powersOfTen: [Int64] = {
        var powers: [Int64] = [1]
        for _ in 0..<18 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// The value of `count` increments, correctly rounded (for counts below 2^53 / mantissa).
    @inlinable
    public func value(_ count: Int64) -> Double { Double(count &* mantissa) / scale }

    /// The number of increments nearest to a value (half away from zero), or nil if it is not finite or does not fit.
    @inlinable
    public func count(_ value: Double) -> Int64? {
        let scaled = value * scale
        guard scaled.magnitude < 4.0e15 else { return nil }
        // Half a unit outwards and truncated: `rounded()` is a call into the C library where the processor's own rounding may not be assumed.
        let units = Int64(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
        if mantissa == 1 { return units }
        let half = mantissa / 2
        return units >= 0 ? (units + half) / mantissa : (units - half) / mantissa
    }

    /// The largest number of increments that is not above a value, or nil if it is not finite or does not fit.
    public func floorCount(_ value: Double) -> Int64? {
        guard let nearest = count(value) else { return nil }
        return self.value(nearest) <= value ? nearest : nearest - 1
    }

    /// The smallest number of increments that is not below a value, or nil if it is not finite or does not fit.
    public func ceilingCount(_ value: Double) -> Int64? {
        guard let nearest = count(value) else { return nil }
        return self.value(nearest) >= value ? nearest : nearest + 1
    }
}

extension Increment: CustomStringConvertible, LosslessStringConvertible {
    /// `0.05`.
    public var description: String { format(1) }

    /// The value of `count` increments as a decimal string with all its places: `12.50`.
    public func format(_ count: Int64) -> String {
        let units = Int128(count) * Int128(mantissa)
        let digits = String(units.magnitude)
        let sign = units < 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// Reads a positive decimal such as `0.00010000`.
    public init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), description.utf8.count <= 24 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = parts[0] + fraction
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let mantissa = Int64(digits), mantissa > 0 else {
            return nil
        }
        var reduced = mantissa
        var decimals = fraction.utf8.count
        while decimals > 0, reduced % 10 == 0 {
            reduced /= 10
            decimals -= 1
        }
        self.init(mantissa: reduced, decimals: decimals)
    }
}
