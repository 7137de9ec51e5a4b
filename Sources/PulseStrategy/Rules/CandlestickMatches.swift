/// The candlestick patterns that end on one candle, with TA-Lib's signs: two sets of bits, one for positive values, one for negative ones.
///
/// The sign is a colour or a side as TA-Lib gives it; for dojis and their like it is always positive and says nothing about direction.
@frozen
public struct CandlestickMatches: Hashable, Sendable {
    /// Bits of the patterns with a positive value.
    public internal(set) var positive: UInt64 = 0
    /// Bits of the patterns with a negative value.
    public internal(set) var negative: UInt64 = 0
    /// Bits of the patterns that TA-Lib rates 80 rather than 100, because the bodies share one end.
    public internal(set) var partial: UInt64 = 0

    /// None.
    public init() {}

    /// TA-Lib's value: 0 (absent), 100 or 80, negative for the bearish variant.
    public subscript(pattern: CandlestickPattern) -> Int {
        let bit = pattern.bit
        guard (positive | negative) & bit != 0 else { return 0 }
        let size = partial & bit != 0 ? 80 : 100
        return negative & bit != 0 ? -size : size
    }

    public var isEmpty: Bool { positive | negative == 0 }

    /// The patterns present, in the fixed order of the enumeration.
    public var patterns: [CandlestickPattern] { CandlestickPattern.allCases.filter { self[$0] != 0 } }

    @inline(__always)
    mutating func mark(_ pattern: CandlestickPattern, rising: Bool) {
        if rising { positive |= pattern.bit } else { negative |= pattern.bit }
    }

    /// Keeps only the patterns of a set.
    mutating func formIntersection(_ bits: UInt64) {
        positive &= bits
        negative &= bits
        partial &= bits
    }
}
