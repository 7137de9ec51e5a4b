/// A turning point of a pattern with the relative strength index at its candle.
package struct HarmonicPoint: Hashable, Sendable {
    package var pivot: Pivot
    /// RSI14 at the close of candle `pivot.index`; NaN where it was not known or too long ago.
    package var strength: Double

    package init(_ pivot: Pivot, strength: Double = .nan) {
        self.pivot = pivot
        self.strength = strength
    }
}
