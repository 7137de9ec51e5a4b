/// The last candle against a move that displaced the price: where, by that reading, the orders stood that drove it.
struct OrderBlock: Sendable {
    /// +1: supports from below (bullish), -1: resists from above. Turns when the block becomes a breaker.
    var side: Double
    /// The zone's lower and upper edge: from the candle's extreme to its open.
    var low: Double
    var high: Double
    /// The swing that the displacement was headed for, NaN if there was none.
    var target: Double
    /// Index of the candle on which the displacement showed, or since it is a breaker, of the close through it.
    var since: Int
    /// Whether the price has been away by an average true range, come back into half the zone after that, reached the target.
    var wasLeft = false
    var isMitigated = false
    var reachedTarget = false
    /// Whether the price closed through it: it then acts from the other side.
    var isBreaker = false

    var middle: Double { (low + high) * 0.5 }
}
