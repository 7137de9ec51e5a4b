import PulseCore

/// The patterns that count at present, one per family and side, and the vote that they add up to.
struct RuleEvidence: Sendable {
    /// One pattern's weight.
    struct Item: Sendable {
        var confidence = 0.0
        var index = 0
        /// Last candle on which it counts.
        var expiry = -1
        var isVolumeConfirmed = false
        /// What it is and the level that it rests on or has broken, for evidence alone.
        var pattern = RulePattern.candlestick(.doji)
        var level = Double.nan
    }

    private let nothing = Vote.flat(confidence: Score(0.6))

    private var items = [Item](repeating: Item(), count: 2 * RuleFamily.allCases.count)
    /// Slots whose items may still count: even ones are rising, odd ones falling.
    private var live: UInt32 = 0

    /// Takes a pattern; it replaces an older one of its family and side.
    mutating func add(_ family: RuleFamily, rising: Bool, _ item: Item) {
        let slot = 2 * family.rawValue + (rising ? 0 : 1)
        // Of two on the same candle the surer one.
        if live >> UInt32(slot) & 1 != 0, items[slot].index == item.index, items[slot].confidence >= item.confidence { return }
        items[slot] = item
        live |= 1 << UInt32(slot)
    }

    /// What counts at a candle, in the order of the families, rising before falling.
    func items(at index: Int) -> [(item: Item, rising: Bool)] {
        items.indices.filter { live >> UInt32($0) & 1 != 0 && items[$0].expiry >= index }.map { (items[$0], $0 & 1 == 0) }
    }

    /// The vote at a candle.
    ///
    /// Net is the sum of the confidences by side; p = min(0.92, 0.58 + 0.08 |net| + 0.04 if volume is 1.5 times the usual); the
    /// confidence is the winning side's mean (at most 0.90; with three patterns or more, 0.05 on top if two had volume, at most 0.95),
    /// less 0.1 if the other side has a pattern too.
    @inline(__always)
    mutating func vote(at index: Int, volumeRatio: Double) -> Vote {
        live == 0 ? nothing : tally(at: index, volumeRatio: volumeRatio)
    }

    private mutating func tally(at index: Int, volumeRatio: Double) -> Vote {
        var sums = (0.0, 0.0)
        var counts = (0, 0)
        var confirmed = (0, 0)
        var newest = (-1, -1)
        var rest = live
        while rest != 0 {
            let slot = rest.trailingZeroBitCount
            rest &= rest - 1
            let item = items[slot]
            if item.expiry < index {
                live &= ~(1 << UInt32(slot))
            } else if slot & 1 == 0 {
                sums.0 += item.confidence
                counts.0 += 1
                confirmed.0 += item.isVolumeConfirmed ? 1 : 0
                newest.0 = max(newest.0, item.index)
            } else {
                sums.1 += item.confidence
                counts.1 += 1
                confirmed.1 += item.isVolumeConfirmed ? 1 : 0
                newest.1 = max(newest.1, item.index)
            }
        }
        let net = sums.0 - sums.1
        guard net != 0 else { return nothing }
        let isLong = net > 0
        let (sum, count, volume, last) = isLong ? (sums.0, counts.0, confirmed.0, newest.0) : (sums.1, counts.1, confirmed.1, newest.1)
        let probability = min(0.92, 0.58 + 0.08 * abs(net) + (volumeRatio >= 1.5 ? 0.04 : 0))
        var confidence = sum / Double(count)
        confidence = count >= 3 ? min(0.95, confidence + (volume >= 2 ? 0.05 : 0)) : min(0.90, confidence)
        if counts.0 > 0, counts.1 > 0 { confidence -= 0.1 }
        return Vote(isLong ? .long : .short, probability: Score(probability), confidence: Score(confidence), evidenceAge: index - last)
    }
}
