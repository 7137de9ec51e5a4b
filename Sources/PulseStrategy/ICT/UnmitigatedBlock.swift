/// An order block to which the price has not come back yet: the last candle against a move that displaced the price. Prices are times the
/// side.
package struct UnmitigatedBlock: Hashable, Sendable {
    /// The block candle's open and low: the zone.
    package var near: Double
    package var far: Double
    /// Index of the close that showed the displacement.
    package var since: Int
    /// The move from the block's low to that close, in average true ranges.
    var relativeMove: Double
    /// Whether the displacing candle's volume was 1.2 times its mean at least.
    var hasVolume: Bool
}
