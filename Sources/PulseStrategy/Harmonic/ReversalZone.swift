/// Where a pattern may end (the potential reversal zone), and how far the price has come: waiting, inside, or over.
///
/// Distances are depths, measured from C in the direction of D.
package struct ReversalZone: Sendable {
    /// Candles after entering within which the price must turn.
    package static let patience = 5
    /// How far beyond the zone D may lie, in average true ranges: a candle that turns in a zone is that long.
    package static let overshoot = 1.0
    /// Candles that a zone waits at least, and as a share of the candles from X to C.
    static let leastWait = 20
    static let waitShare = 0.5
    /// Distance of the stop beyond its level, in average true ranges.
    package static let stopMargin = 0.25

    /// Position of the row in the table.
    package let rule: Int
    /// Where the zone begins and ends.
    package let near: Double
    package let far: Double
    /// The depth beyond which D may not lie, and the one beyond which no candle may close.
    package let deepest: Double
    package let stop: Double
    /// Last candle on which it may be entered.
    package let deadline: Int
    /// Candle on which it was entered, -1 before.
    package var entry = -1

    /// The intersection of what D, the projection of BC and AB=CD allow, once C is known at the close of candle `index`; nil where there is
    /// none or the legs are not the pattern's.
    package init?(
        _ rule: HarmonicRule, at row: Int, on legs: HarmonicLegs, parameters: HarmonicParameters, averageTrueRange range: Double, index: Int
    ) {
        let tolerance = parameters.tolerance
        let (shortest, longest) = legs.span(isFourPoint: rule.isFourPoint)
        let firstLength = rule.isFourPoint ? legs.ab : legs.xa
        guard firstLength >= HarmonicLegs.leastRanges * range, HarmonicLegs.isBalanced(shortest, longest, parameters.legBalance),
            rule.allows(legs, tolerance)
        else { return nil }
        let d = rule.d.bounds(tolerance)
        let projection = rule.projection.bounds(tolerance)
        var near = max(rule.depth(d.lower, legs), projection.lower * legs.bc)
        var far = min(rule.depth(d.upper, legs), projection.upper * legs.bc)
        if let equality = rule.equality?.bounds(tolerance) {
            near = max(near, equality.lower * legs.ab)
            far = min(far, equality.upper * legs.ab)
        }
        guard near > 0, near <= far, far < .infinity else { return nil }
        self.rule = row
        self.near = near
        self.far = far
        deepest = far + Self.overshoot * range
        stop = max(rule.depth(rule.stop, legs), far) + Self.stopMargin * range
        let c = legs.c.pivot.index
        let wait = Int(Self.waitShare * Double(c - legs.first(isFourPoint: rule.isFourPoint).pivot.index))
        deadline = min(index + max(Self.leastWait, wait), c + Int(parameters.legBalance * Double(shortest)))
    }

    /// What a candle does to a zone.
    enum Step {
        case waits, ends, turns
    }

    /// Takes the next candle: the greatest depth so far and where it was reached, the depth of the close, and whether the candle turns in good time.
    @inline(__always)
    mutating func advance(depth: Double, at extreme: Int, closeDepth: Double, turns: Bool, candle index: Int) -> Step {
        if entry < 0 {
            guard depth >= near else { return index >= deadline ? .ends : .waits }
            entry = extreme
        }
        guard depth <= deepest, closeDepth <= stop, index - entry <= Self.patience else { return .ends }
        return turns && closeDepth <= far ? .turns : .waits
    }
}
