/// A balanced price range: the prices that a bullish and a bearish fair value gap have in common, traded fast in both directions.
package struct BalancedRange: Hashable, Sendable {
    /// Its edges, plain prices.
    package var lower: Double
    package var upper: Double
    /// Index of the candle that completed the later of the two gaps.
    package var formed: Int

    package init(lower: Double, upper: Double, formed: Int) {
        self.lower = lower
        self.upper = upper
        self.formed = formed
    }

    /// +1 above it, where it supports; -1 below it, where it resists; 0 inside.
    package func side(of price: Double) -> Int { price > upper ? 1 : price < lower ? -1 : 0 }
}
