/// A fair value gap: three candles of which the first and the last do not overlap, so that the middle one ran through a stretch of prices
/// that was traded in one direction alone.
///
/// Prices are times the side: the price comes from above, `near` is the upper edge, `far` the lower one.
package struct FairValueGap: Hashable, Sendable {
    /// How much of it has been traded since.
    package enum State: UInt8, Hashable, Sendable, CaseIterable {
        /// None of it.
        case open
        /// The price has entered it.
        case touched
        /// The price has reached its middle, the consequent encroachment.
        case halfFilled
        /// The price has reached the far edge: it is used up, but may still be inverted.
        case filled
        /// A close beyond the far edge: it acts from the other side.
        case inverted
    }

    package private(set) var near: Double
    package private(set) var far: Double
    /// Index of the candle that completed it: it is known from there on, and its age is counted from there.
    package let formed: Int
    package private(set) var state = State.open
    /// Size in average true ranges when it formed.
    let relativeSize: Double
    /// Whether the body of the middle candle is an average true range at least.
    let isDisplacement: Bool
    /// Whether a retest of it has been told.
    private(set) var hasBeenRetested = false

    /// The gap that a candle completes, if any; the two candles before it come with it. `floor` is the least size, in the price's unit.
    @inline(__always)
    package init?(_ candle: SidedCandle, middle: SidedCandle, first: SidedCandle, floor: Double) {
        guard candle.low > first.high else { return nil }
        let size = candle.low - first.high
        let body = middle.close - middle.open
        guard size >= 0.15 * candle.range, size >= floor, body > 0, body >= 0.6 * (middle.high - middle.low) else { return nil }
        near = candle.low
        far = first.high
        formed = candle.index
        relativeSize = size / candle.range
        isDisplacement = body >= candle.range
    }

    var middle: Double { (near + far) * 0.5 }

    /// The price at which, and below which, something may happen to it.
    @inline(__always)
    var trigger: Double {
        guard hasBeenRetested else { return state == .filled ? far : near }
        return state.rawValue < State.halfFilled.rawValue ? middle : far
    }

    /// Moves along with a candle. Never called on one that is over.
    package mutating func follow(_ candle: SidedCandle) {
        guard state != .inverted else { return }
        if candle.low <= far {
            state = .filled
        } else if state != .filled, candle.low <= middle {
            state = .halfFilled
        } else if state == .open, candle.low <= near {
            state = .touched
        }
    }

    /// Whether a candle reaches into it and is turned back without giving up its middle.
    func isRetested(by candle: SidedCandle) -> Bool {
        state != .filled && !hasBeenRetested && candle.low <= near && candle.low > far && candle.close >= middle && candle.isRejection
    }

    mutating func noteRetest() { hasBeenRetested = true }

    /// Whether a candle closes through it.
    func isLost(to candle: SidedCandle) -> Bool { candle.close < far }

    /// What it becomes when it is lost, as the other side sees it.
    var inverted: FairValueGap {
        var gap = self
        (gap.near, gap.far) = (-far, -near)
        gap.state = .inverted
        gap.hasBeenRetested = false
        return gap
    }
}
