/// A price beyond which stops are believed to rest. Times the side: for a bullish sweep a low.
package struct LiquidityLevel: Hashable, Sendable {
    /// Where it comes from, the weightiest last.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case swing, equalSwings, priorDay, priorWeek
    }

    package var price: Double
    /// Index of its newest swing, or of the candle at which the day or week was complete.
    package var index: Int
    /// Swings that it joins.
    package var touches = 1
    package var kind: Kind
    /// Candle that traded through it, while a close back is awaited, and the extreme since.
    var piercedAt: Int?
    var extreme = Double.nan

    package init(price: Double, index: Int, kind: Kind) {
        self.price = price
        self.index = index
        self.kind = kind
    }

    /// Whether it ages with the candles; a day's and a week's levels hold until the next.
    var isSwing: Bool { kind == .swing || kind == .equalSwings }
}
