/// Finds balanced price ranges: a new fair value gap that overlaps one of the other side, at most 30 candles older. Whether the older gap
/// has been filled meanwhile does not matter; mostly the newer one's move has done just that.
package struct BalancedRanges: Sendable {
    /// Candles between the two gaps, and for which the range is told.
    package static let span = 30
    /// Gaps kept of each side, the newest.
    static let capacity = 8

    private var bullish = ContiguousArray<BalancedRange>()
    private var bearish = ContiguousArray<BalancedRange>()
    /// The newest range, if there ever was one.
    package private(set) var latest: BalancedRange?

    package init() {
        bullish.reserveCapacity(Self.capacity)
        bearish.reserveCapacity(Self.capacity)
    }

    /// Takes a gap that has just formed, by its edges as plain prices.
    package mutating func add(isBullish: Bool, lower: Double, upper: Double, at index: Int) {
        let gap = BalancedRange(lower: lower, upper: upper, formed: index)
        if isBullish {
            Self.note(gap, in: &bullish)
            match(gap, bearish)
        } else {
            Self.note(gap, in: &bearish)
            match(gap, bullish)
        }
    }

    private static func note(_ gap: BalancedRange, in gaps: inout ContiguousArray<BalancedRange>) {
        if gaps.count == capacity { gaps.removeFirst() }
        gaps.append(gap)
    }

    /// The newest gap of the other side that overlaps makes the range.
    private mutating func match(_ gap: BalancedRange, _ others: ContiguousArray<BalancedRange>) {
        for other in others.reversed() where gap.formed - other.formed <= Self.span {
            let (lower, upper) = (max(gap.lower, other.lower), min(gap.upper, other.upper))
            guard lower < upper else { continue }
            latest = BalancedRange(lower: lower, upper: upper, formed: gap.formed)
            return
        }
    }
}
