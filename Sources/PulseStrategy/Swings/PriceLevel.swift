/// A price at which the market has turned before: one or more pivots that lie close together.
public struct PriceLevel: Hashable, Sendable {
    /// Mean of the pivots' prices.
    public var price: Double
    /// How many pivots it joins.
    public var touches: Int
    /// Index of the newest of them.
    public var lastTouch: Int

    /// Touches, discounted linearly with the age of the newest: 0 when it is `span` candles old.
    public func strength(at index: Int, span: Int) -> Double {
        Double(touches) * max(0, 1 - Double(index - lastTouch) / Double(span))
    }
}
