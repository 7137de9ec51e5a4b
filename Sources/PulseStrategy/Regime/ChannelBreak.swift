import PulseCore

/// The latest close outside the channel of the candles before it: its side and its age.
package struct ChannelBreak: Sendable {
    /// Flat before the first.
    package private(set) var side = Direction.flat
    /// Candles since then, at most `oldest`.
    package private(set) var age = 0

    package init() {}

    /// Older than any break that is asked for; ages stay there.
    package static let oldest = 65_535

    /// Takes the next close, with the extremes of the candles before it. Comparisons with NaN are false: a channel that is not there is not
    /// left.
    @inline(__always)
    package mutating func take(_ close: Double, top: Double, bottom: Double) {
        if close > top {
            (side, age) = (.long, 0)
        } else if close < bottom {
            (side, age) = (.short, 0)
        } else {
            age = min(age + 1, Self.oldest)
        }
    }
}
