/// A probability, a confidence or a weight on the grid of 1/1024 (P4): a whole number of 1024ths from 0 to 1024.
///
/// On this grid every product and sum of the consensus is exact in `Float`, `Double` and integers alike, so any order of summation and any
/// kernel gives the same bits.
@frozen
public struct Score: Hashable, Comparable, Sendable, Codable {
    /// The number of 1024ths.
    public let raw: Int16

    /// Clamps to 0...1024.
    @inlinable
    public init(raw: Int) {
        self.raw = Int16(truncatingIfNeeded: Swift.min(Swift.max(raw, 0), 1_024))
    }

    /// The nearest grid point (half away from zero), clamped to 0...1; not-a-number gives 0.
    @inlinable
    @inline(__always)
    public init(_ value: Double) {
        let scaled = value * 1_024
        // A comparison with NaN is false, so it falls to zero. Both choices have the form of the processor's minimum and maximum, and the
        // fraction decides: `rounded()` would be a call into the C library.
        let positive = scaled > 0 ? scaled : 0
        let bounded = positive < 1_024 ? positive : 1_024
        let whole = Int32(bounded)
        raw = Int16(truncatingIfNeeded: whole &+ (bounded - Double(whole) >= 0.5 ? 1 : 0))
    }

    public static let zero = Score(raw: 0)
    public static let half = Score(raw: 512)
    public static let one = Score(raw: 1_024)

    /// The score as a number, exact.
    @inlinable
    public var value: Double { Double(raw) / 1_024 }

    @inlinable public static func < (a: Score, b: Score) -> Bool { a.raw < b.raw }
}
