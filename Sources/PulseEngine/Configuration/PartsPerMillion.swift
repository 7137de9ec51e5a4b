/// A rate or share as a whole number of millionths, so that money stays in integers (P5): a fee, a limit, a margin rate.
@frozen
public struct PartsPerMillion: Hashable, Comparable, Sendable, Codable, ExpressibleByIntegerLiteral {
    /// The number of millionths.
    public let count: Int64

    @inlinable
    public init(_ count: Int64) {
        self.count = count
    }

    @inlinable
    public init(integerLiteral value: Int64) {
        count = value
    }

    /// The nearest number of millionths to a fraction (0.001 gives 1,000); nil where it is not a number, or beyond a million times one.
    public init?(fraction: Double) {
        let scaled = (fraction * 1_000_000).rounded()
        guard scaled.magnitude <= 1e12 else { return nil }
        count = Int64(scaled)
    }

    /// The nearest number of millionths to a number of basis points (1 gives 100); nil where it is not a number or far too large.
    public init?(basisPoints: Double) {
        self.init(fraction: basisPoints / 10_000)
    }

    public static let zero: PartsPerMillion = 0
    public static let one: PartsPerMillion = 1_000_000

    /// As a fraction, for analytics and printing.
    public var fraction: Double { Double(count) / 1_000_000 }

    @inlinable public static func < (a: PartsPerMillion, b: PartsPerMillion) -> Bool { a.count < b.count }
}
