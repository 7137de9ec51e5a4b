/// The fair value gaps that act on one side, those of the other side that were inverted among them; at most `capacity`.
///
/// A gap is forgotten with its age, when a close goes through it (it then joins the other side, once), and at the bound, where the oldest
/// gives way.
package struct FairValueGaps: Sendable {
    package static let capacity = 16

    /// A first retest: the price came back into the gap and was turned away.
    package struct Retest: Hashable, Sendable {
        package var confidence: Double
        /// The gap's edges, times the side.
        package var near: Double
        package var far: Double
        package var isInverted: Bool
    }

    private let life: Int
    private var gaps: ContiguousArray<FairValueGap> = []
    /// No candle that stays above it changes anything.
    private var trigger = -Double.infinity
    /// Those that the newest candle has closed through, as the other side sees them; taken by `takeInverted`.
    private var lost: ContiguousArray<FairValueGap> = []

    package init(life: Int) {
        self.life = life
        gaps.reserveCapacity(Self.capacity)
        lost.reserveCapacity(Self.capacity)
    }

    package var count: Int { gaps.count }

    /// The gaps in the order of their arrival; some may have outlived their age unseen.
    package var all: ContiguousArray<FairValueGap> { gaps }

    /// Moves every gap along with the next candle; a retest counts only in the direction of the trend. Of several, the most confident.
    @inline(__always)
    package mutating func follow(_ candle: SidedCandle, isInTrend: Bool) -> Retest? {
        guard candle.low <= trigger else { return nil }
        return scan(candle, isInTrend: isInTrend)
    }

    private mutating func scan(_ candle: SidedCandle, isInTrend: Bool) -> Retest? {
        var best: Retest?
        var over: UInt32 = 0
        var next = -Double.infinity
        gaps.withUnsafeMutableBufferPointer { gaps in
            for position in gaps.indices {
                if candle.index - gaps[position].formed > life {
                    over |= 1 << UInt32(position)
                    continue
                }
                if candle.low <= gaps[position].trigger {
                    if gaps[position].isLost(to: candle) {
                        if gaps[position].state != .inverted { lost.append(gaps[position].inverted) }
                        over |= 1 << UInt32(position)
                        continue
                    }
                    gaps[position].follow(candle)
                    if isInTrend, gaps[position].isRetested(by: candle) {
                        gaps[position].noteRetest()
                        let retest = Self.retest(of: gaps[position], by: candle)
                        if best.map({ retest.confidence > $0.confidence }) ?? true { best = retest }
                    }
                }
                next = max(next, gaps[position].trigger)
            }
        }
        trigger = next
        if over != 0 { remove(over) }
        return best
    }

    private mutating func remove(_ over: UInt32) {
        for position in stride(from: gaps.count - 1, through: 0, by: -1) where over >> UInt32(position) & 1 != 0 {
            gaps.remove(at: position)
        }
    }

    /// The gap's size and the candle that made it, and how the retesting candle closed, speak for it.
    private static func retest(of gap: FairValueGap, by candle: SidedCandle) -> Retest {
        var confidence = 0.60 + 0.10 * candle.strength + 0.10 * unitShare(of: gap.relativeSize, from: 0.15, to: 1)
        if gap.isDisplacement { confidence += 0.05 }
        if candle.low > gap.middle { confidence += 0.05 }
        return Retest(confidence: confidence, near: gap.near, far: gap.far, isInverted: gap.state == .inverted)
    }

    /// Hands over the gaps that the newest candle has closed through.
    @inline(__always)
    package mutating func giveLost(to other: inout FairValueGaps) {
        guard !lost.isEmpty else { return }
        for gap in lost { other.add(gap) }
        lost.removeAll(keepingCapacity: true)
    }

    /// Adds a gap. At the bound the expired go first, then the oldest.
    package mutating func add(_ gap: FairValueGap) {
        if gaps.count == Self.capacity {
            let newest = gap.formed
            gaps.removeAll { newest - $0.formed > life }
        }
        if gaps.count == Self.capacity { gaps.removeFirst() }
        gaps.append(gap)
        trigger = max(trigger, gap.trigger)
    }
}
