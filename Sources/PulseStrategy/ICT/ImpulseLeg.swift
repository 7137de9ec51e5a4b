/// A confirmed move from one swing to the next, opposite one, and the zone of its retracement where ICT looks for the optimal trade
/// entry: from .62 to .79 of it, .705 preferred. Prices are times the side.
package struct ImpulseLeg: Hashable, Sendable {
    package static let shallow = 0.62
    package static let preferred = 0.705
    package static let deep = 0.79
    /// Least length, in average true ranges.
    static let minimumLength = 2.0

    /// +1 for a leg up, -1 for one down.
    package var side: Double
    package var origin: Double
    package var end: Double
    /// Index of the candle that holds its end; its age is counted from there.
    package var endIndex: Int
    /// Its length in average true ranges when it was confirmed.
    var relativeLength: Double

    package var length: Double { end - origin }

    /// Whether a candle comes into the zone, does not close beyond it, and is turned back towards the impulse.
    @inline(__always)
    func isEntry(_ candle: SidedCandle) -> Bool {
        end - candle.low >= Self.shallow * length && end - candle.close <= Self.deep * length && candle.isRejection
    }

    /// Entries near .705, of long legs, with a firm close are better.
    func confidence(of candle: SidedCandle) -> Double {
        let depth = (end - candle.low) / length
        let fit = 1 - unitShare(of: abs(depth - Self.preferred), from: 0, to: Self.deep - Self.preferred)
        return 0.60 + 0.10 * candle.strength + 0.10 * fit + 0.10 * unitShare(of: relativeLength, from: Self.minimumLength, to: 6)
    }
}
