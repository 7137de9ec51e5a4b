/// Follows the last confirmed impulse leg: swings that alternate, of two highs in a row the higher one.
///
/// A leg is known when its end is confirmed, and over when the price closes beyond its origin (it has failed) or beyond its end (the
/// impulse goes on, and a new end will have to be confirmed), when its one entry has been told, and with its age.
package struct ImpulseLegs: Sendable {
    private let life: Int
    /// The newest alternating swing, and the one before it.
    private var last: Pivot?
    private var previous: Pivot?
    /// The leg in force.
    package private(set) var leg: ImpulseLeg?

    package init(life: Int) {
        self.life = life
    }

    /// An entry's confidence, and the extreme of the candle, times the leg's side.
    package struct Entry: Hashable, Sendable {
        package var side: Double
        package var confidence: Double
        /// The zone's edges, times the side.
        package var near: Double
        package var far: Double
    }

    /// Moves the leg along with the next candle, given as a long sees it.
    @inline(__always)
    package mutating func follow(_ candle: SidedCandle) -> Entry? {
        guard let leg else { return nil }
        return follow(leg.side > 0 ? candle : candle.mirrored, leg)
    }

    private mutating func follow(_ candle: SidedCandle, _ leg: ImpulseLeg) -> Entry? {
        if candle.close < leg.origin || candle.close > leg.end || candle.index - leg.endIndex > life {
            self.leg = nil
            return nil
        }
        guard leg.isEntry(candle) else { return nil }
        self.leg = nil
        return Entry(
            side: leg.side, confidence: leg.confidence(of: candle), near: leg.end - ImpulseLeg.shallow * leg.length,
            far: leg.end - ImpulseLeg.deep * leg.length)
    }

    /// Takes the swings that the newest candle confirms. The order of a high and a low of one candle is unknown: both at once begin anew.
    @inline(__always)
    package mutating func take(high: Pivot?, low: Pivot?, _ window: PivotWindow, range: Double) {
        guard high != nil || low != nil else { return }
        if high != nil, low != nil {
            last = nil
            previous = nil
            leg = nil
        } else if let pivot = high ?? low {
            take(pivot, window, range)
        }
    }

    private mutating func take(_ pivot: Pivot, _ window: PivotWindow, _ range: Double) {
        if let last, last.isHigh == pivot.isHigh {
            guard pivot.isHigh ? pivot.price > last.price : pivot.price < last.price else { return }
        } else {
            previous = last
        }
        last = pivot
        leg = nil
        guard let previous else { return }
        let side = pivot.isHigh ? 1.0 : -1.0
        let (origin, end) = (previous.price * side, pivot.price * side)
        guard range > 0, end - origin >= ImpulseLeg.minimumLength * range else { return }
        // What has traded through its origin before its end was confirmed is no leg any more.
        let deepest = pivot.isHigh ? window.lowest(since: pivot.index) : -window.highest(since: pivot.index)
        guard deepest > origin else { return }
        leg = ImpulseLeg(side: side, origin: origin, end: end, endIndex: pivot.index, relativeLength: (end - origin) / range)
    }
}
