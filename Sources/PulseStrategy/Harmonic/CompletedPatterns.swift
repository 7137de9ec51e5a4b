import PulseCore

/// The patterns that speak at present, and the vote that they add up to.
package struct CompletedPatterns: Sendable {
    /// Patterns kept; at the bound the oldest gives way.
    package static let capacity = 16
    /// What each further pattern of a side adds to probability and confidence, and what a pattern of the other side takes from the confidence.
    static let furtherBonus = 0.03
    static let oppositionCost = 0.1

    /// Oldest first.
    package private(set) var patterns: ContiguousArray<CompletedPattern> = []

    package init() { patterns.reserveCapacity(Self.capacity) }

    /// Takes a pattern that has just been completed, unless another zig-zag has brought it already.
    ///
    /// Of one name on the same legs the later one counts, whose D lies deeper. AB=CD inside a pattern of five points is part of that one.
    package mutating func add(_ found: CompletedPattern) {
        for other in patterns where other.sharesLegs(with: found) {
            if other.rule == found.rule, other.sharesX(with: found) { return }
            if found.isFourPoint, !other.isFourPoint, !other.isOver { return }
        }
        patterns.removeAll { other in
            other.sharesLegs(with: found)
                && (other.isFourPoint && !found.isFourPoint || other.pattern == found.pattern && other.sharesX(with: found))
        }
        if patterns.count == Self.capacity { patterns.removeFirst() }
        patterns.append(found)
    }

    /// Takes the next candle, before the patterns that it completes.
    @inline(__always)
    mutating func advance(_ candle: HarmonicCandle) {
        if patterns.isEmpty { return }
        follow(candle)
    }

    private mutating func follow(_ candle: HarmonicCandle) {
        // Those that are over stay until their time is up, so that they are not taken for new when another zig-zag finds them.
        patterns.removeAll { candle.index - $0.index >= $0.life }
        for position in patterns.indices { patterns[position].follow(high: candle.high, low: candle.low, close: candle.close) }
    }

    /// The vote at a candle.
    @inline(__always)
    package func vote(at index: Int) -> Vote {
        patterns.isEmpty ? .flat(confidence: .zero) : tally(at: index)
    }

    /// One side's opinion: the strongest pattern's, and a little for each other one.
    private struct Opinion {
        var excess = 0.0
        var confidence = 0.0
        var index = -1
        var best = 0.0
        var rests = 0.0

        mutating func add(_ pattern: CompletedPattern, rest: Double) {
            rests += rest
            let weight = (pattern.probability - 0.5) * rest
            guard weight > excess else { return }
            (excess, confidence, index, best) = (weight, pattern.confidence, pattern.index, rest)
        }

        /// Probability beyond one half, and confidence.
        var total: (excess: Double, confidence: Double) {
            let bonus = CompletedPatterns.furtherBonus * (rests - best)
            return (
                min(CompletedPattern.highestProbability - 0.5, excess + bonus), min(CompletedPattern.highestConfidence, confidence + bonus)
            )
        }
    }

    private func tally(at index: Int) -> Vote {
        var long = Opinion()
        var short = Opinion()
        for pattern in patterns {
            let rest = pattern.rest(at: index)
            if rest <= 0 { continue }
            if pattern.legs.side > 0 { long.add(pattern, rest: rest) } else { short.add(pattern, rest: rest) }
        }
        let (up, down) = (long.total, short.total)
        guard up.excess != down.excess else { return .flat(confidence: .zero) }
        let isLong = up.excess > down.excess
        let (winner, loser) = isLong ? (up, down) : (down, up)
        let confidence = winner.confidence - (loser.excess > 0 ? Self.oppositionCost : 0)
        return Vote(
            isLong ? .long : .short, probability: Score(0.5 + (winner.excess - loser.excess)), confidence: Score(confidence),
            evidenceAge: index - (isLong ? long.index : short.index))
    }
}
