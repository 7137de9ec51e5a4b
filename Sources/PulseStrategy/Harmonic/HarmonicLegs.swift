import PulseCore

/// The last four turning points of a zig-zag as X, A, B and C of a possible pattern, and the lengths of the legs between them.
package struct HarmonicLegs: Sendable {
    /// Length of the first leg in average true ranges, at least.
    package static let leastRanges = 3.0

    package let x: HarmonicPoint
    package let a: HarmonicPoint
    package let b: HarmonicPoint
    package let c: HarmonicPoint
    /// +1 where D is a low (bullish), -1 where it is a high.
    package let side: Double
    /// Lengths in price; `xc` from X to C, `ca` from C on to A, negative where C lies beyond A.
    package let xa: Double
    package let ab: Double
    package let bc: Double
    package let xc: Double
    package let ca: Double

    /// Four alternating pivots in order.
    package init(x: HarmonicPoint, a: HarmonicPoint, b: HarmonicPoint, c: HarmonicPoint) {
        self.x = x
        self.a = a
        self.b = b
        self.c = c
        side = c.pivot.isHigh ? 1 : -1
        xa = side * (a.pivot.price - x.pivot.price)
        ab = side * (a.pivot.price - b.pivot.price)
        bc = side * (c.pivot.price - b.pivot.price)
        xc = side * (c.pivot.price - x.pivot.price)
        ca = side * (a.pivot.price - c.pivot.price)
    }

    package var direction: Direction { side > 0 ? .long : .short }

    /// The first point that a pattern uses.
    func first(isFourPoint: Bool) -> HarmonicPoint { isFourPoint ? a : x }

    /// Shortest and longest leg so far, in candles.
    func span(isFourPoint: Bool) -> (shortest: Int, longest: Int) {
        let ab = b.pivot.index - a.pivot.index
        let bc = c.pivot.index - b.pivot.index
        if isFourPoint { return (min(ab, bc), max(ab, bc)) }
        let xa = a.pivot.index - x.pivot.index
        return (min(xa, ab, bc), max(xa, ab, bc))
    }

    /// Whether legs are of comparable duration.
    static func isBalanced(_ shortest: Int, _ longest: Int, _ balance: Double) -> Bool {
        Double(longest) <= balance * Double(shortest)
    }

    /// Whether a last leg that ends at a candle is of a duration with the others; AB=CD compares it with AB besides.
    package func isTimely(endingAt index: Int, isFourPoint: Bool, balance: Double) -> Bool {
        let (shortest, longest) = span(isFourPoint: isFourPoint)
        let cd = index - c.pivot.index
        guard Self.isBalanced(min(shortest, cd), max(longest, cd), balance) else { return false }
        guard isFourPoint else { return true }
        let ratio = Double(cd) / Double(b.pivot.index - a.pivot.index)
        return ratio >= 0.618 && ratio <= 1.618
    }
}
