/// The last candle against a move that displaced the price: where, by that reading, the orders stood that drove it.
///
/// Prices are kept times the side, so that every block reads as a bullish one: the price comes from above, `near` is the upper edge of
/// the zone and `far` the lower one.
struct OrderBlock: Sendable {
    /// +1: supports from below (bullish), -1: resists from above. Turns when the block becomes a breaker.
    private(set) var side: Double
    private(set) var near: Double
    private(set) var far: Double
    /// The swing that the displacement was headed for, NaN if there was none.
    private var target: Double
    /// Index of the candle on which the displacement showed, or since it is a breaker, of the close through it.
    private(set) var since: Int
    /// Whether the price has been away by an average true range, come back into half the zone after that, reached the target.
    private var wasLeft = false
    private(set) var isMitigated = false
    private(set) var reachedTarget: Bool
    /// Whether the price closed through it: it then acts from the other side.
    private(set) var isBreaker = false

    /// A block of one side: its edge towards the price, the other one, the swing ahead and the close that showed the displacement, all as
    /// plain prices.
    init(side: Double, near: Double, far: Double, target: Double, close: Double, since: Int) {
        self.side = side
        self.near = near * side
        self.far = far * side
        self.target = target * side
        self.since = since
        reachedTarget = close * side > target * side
    }

    /// What a candle must not come down to, times the side, so that it changes nothing about the block: that price, and whether the
    /// average true range is added to it. Infinite while every candle counts.
    ///
    /// A mitigated block only waits for a close through it, which takes a candle beyond its far edge.
    var limit: (price: Double, isByRange: Bool) {
        isBreaker ? (near, false) : isMitigated ? (far, false) : wasLeft ? (near, true) : (.infinity, false)
    }
    /// What it must not exceed either, times the side.
    var ceiling: Double { isBreaker || reachedTarget || target.isNaN ? .infinity : target }

    /// Whether it is too old to count.
    @inline(__always)
    func isExpired(at index: Int) -> Bool { index - since > (isBreaker ? OrderBlocks.breakerAge : OrderBlocks.blockAge) }

    /// Moves along with a candle, whose extremes and close are given times the side: `ahead` is the high of a bullish block's candle,
    /// `against` its low. True if it is unmitigated and the close within one range of it.
    @inline(__always)
    mutating func follow(ahead: Double, against: Double, close: Double, range: Double, index: Int) -> Bool {
        if close < far - 0.1 * range {
            isBreaker = true
            side = -side
            (near, far) = (-far, -near)
            since = index
            return false
        }
        reachedTarget = reachedTarget || ahead > target
        isMitigated = isMitigated || (wasLeft && against <= (near + far) * 0.5)
        wasLeft = wasLeft || close >= near + range
        return !isMitigated && close >= far && close - near <= range
    }

    /// Whether a candle reaches into a breaker's zone from the side that it now guards and closes no deeper than the middle.
    @inline(__always)
    func isRetested(against: Double, close: Double) -> Bool { against <= near && close >= (near + far) * 0.5 }
}
