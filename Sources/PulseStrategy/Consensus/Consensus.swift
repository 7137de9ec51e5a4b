import PulseCore

/// Turns votes into verdicts by a rule, in whole numbers only (P4).
///
/// A vote is valid where it takes a side and its probability and confidence reach the rule's minima. The side with more valid votes wins
/// if it reaches the quorum, is not vetoed by the weight of the other side, and its weighted confidence with bonuses reaches the gate.
/// Decisions compare cross-multiplied sums of products of 1024ths; a quotient is taken for printing (and for sizing) only.
public struct Consensus: Sendable {
    public let rule: ConsensusRule

    /// The heads that take part (weight above 0), in their fixed order.
    public let heads: [HeadID]

    /// Quorum by number of available heads, 0...9.
    let quorums: [Int]

    /// Agreement bonuses by number of agreeing heads, in 1024ths.
    private let agreementBonuses: SIMD16<Int32>

    public init(_ rule: ConsensusRule) {
        self.rule = rule
        heads = rule.weights.heads
        quorums = (0...HeadID.allCases.count).map { rule.quorum.size(available: $0) }
        var bonuses = SIMD16<Int32>(repeating: 0)
        for size in 0...HeadID.allCases.count { bonuses[size] = Int32(ConsensusRule.agreementBonus(size: size).raw) }
        agreementBonuses = bonuses
    }

    /// One head's column of votes, as the kernel walks it.
    struct Lane {
        let votes: UnsafePointer<Vote>
        let weight: Int32
        let mask: UInt16
    }

    /// Writes one verdict for each of `count` candles. `votes` lends the column of a head, `count` votes long; it is asked once for each
    /// of `heads`.
    public func evaluate(count: Int, votes: (HeadID) -> UnsafePointer<Vote>, into verdicts: UnsafeMutablePointer<Verdict>) {
        withUnsafeTemporaryAllocation(of: Lane.self, capacity: heads.count) { lanes in
            for (index, head) in heads.enumerated() {
                let lane = Lane(votes: votes(head), weight: Int32(rule.weights[head].raw), mask: HeadSet(head).rawValue)
                lanes.initializeElement(at: index, to: lane)
            }
            let lanes = UnsafeBufferPointer(lanes)
            quorums.withUnsafeBufferPointer { quorums in
                for index in 0..<count {
                    verdicts[index] = verdict(at: index, lanes: lanes, quorums: quorums)
                }
            }
        }
    }

    /// The verdict on one candle: `votes` in the order of `heads`. The same code as the columns'.
    public func verdict(_ votes: [Vote]) -> Verdict {
        precondition(votes.count == heads.count, "one vote for each head of the rule")
        return votes.withUnsafeBufferPointer { votes in
            var result = Verdict(direction: .flat, outcome: .tooFewHeads)
            var next = 0
            evaluate(
                count: 1,
                votes: { _ in
                    defer { next += 1 }
                    return votes.baseAddress.unsafelyUnwrapped + next
                }, into: &result)
            return result
        }
    }

    /// Which heads have an opinion and which of them count for a side. It depends on the rule's minima and on who takes part, not on weights.
    struct Count {
        var available: UInt16 = 0
        var longs: UInt16 = 0
        var shorts: UInt16 = 0
        /// How many each of them are.
        var counts: (available: Int32, longs: Int32, shorts: Int32) = (0, 0, 0)
    }

    /// Counts heads and judges; most candles end here.
    @inline(__always)
    func verdict(at index: Int, lanes: UnsafeBufferPointer<Lane>, quorums: UnsafeBufferPointer<Int>) -> Verdict {
        verdict(count(at: index, lanes: lanes), at: index, lanes: lanes, quorums: quorums)
    }

    @inline(__always)
    func count(at index: Int, lanes: UnsafeBufferPointer<Lane>) -> Count {
        let minimumProbability = Int32(rule.minimumProbability.raw)
        let minimumConfidence = Int32(rule.minimumConfidence.raw)
        var result = Count()
        for lane in lanes {
            let vote = lane.votes[index]
            // Sign bits instead of branches: which heads vote for what is what a predictor cannot guess. Each mask is all ones or 0.
            let isHere = (Int32(vote.abstention.rawValue) - 1) >> 31
            let isWeak = ((Int32(vote.probability.raw) - minimumProbability) | (Int32(vote.confidence.raw) - minimumConfidence)) >> 31
            let isValid = isHere & ~isWeak
            let isLong = (-Int32(vote.direction.rawValue) >> 31) & isValid
            let isShort = (Int32(vote.direction.rawValue) >> 31) & isValid
            result.available |= lane.mask & UInt16(truncatingIfNeeded: isHere)
            result.longs |= lane.mask & UInt16(truncatingIfNeeded: isLong)
            result.shorts |= lane.mask & UInt16(truncatingIfNeeded: isShort)
            result.counts.available &-= isHere
            result.counts.longs &-= isLong
            result.counts.shorts &-= isShort
        }
        return result
    }

    /// The verdict on a candle whose heads were counted.
    @inline(__always)
    func verdict(
        _ count: Count, at index: Int, lanes: UnsafeBufferPointer<Lane>, quorums: UnsafeBufferPointer<Int>
    ) -> Verdict {
        let counts = count.counts
        let quorum = quorums[Int(counts.available)]
        let all = HeadSet(rawValue: count.available)
        let isTie = counts.longs == counts.shorts
        let isLong = counts.longs > counts.shorts
        // The larger side and the other; of equal sides, none is the larger.
        let agreeing = HeadSet(rawValue: isTie ? 0 : isLong ? count.longs : count.shorts)
        let dissenting = HeadSet(rawValue: isTie ? count.longs | count.shorts : isLong ? count.shorts : count.longs)
        if Int(max(counts.longs, counts.shorts)) < quorum {
            // Where too few have an opinion, nothing is said about sides.
            return Int(counts.available) < quorum
                ? Verdict(direction: .flat, outcome: .tooFewHeads, available: all)
                : Verdict(direction: .flat, outcome: .noQuorum, agreeing: agreeing, dissenting: dissenting, available: all)
        }
        if isTie { return Verdict(direction: .flat, outcome: .tie, dissenting: dissenting, available: all) }
        return weigh(isLong ? .long : .short, agreeing: agreeing, dissenting: dissenting, available: all, at: index, lanes: lanes)
    }

    /// Weighs a side that has the quorum.
    @inline(never)
    private func weigh(
        _ side: Direction, agreeing: HeadSet, dissenting: HeadSet, available: HeadSet, at index: Int, lanes: UnsafeBufferPointer<Lane>
    ) -> Verdict {
        var weight = 0
        var opposing = 0
        var plainProbability = 0
        var weightedProbability = 0
        var weightedConfidence = 0
        for lane in lanes {
            let vote = lane.votes[index]
            if agreeing.rawValue & lane.mask != 0 {
                weight += Int(lane.weight)
                plainProbability += Int(vote.probability.raw)
                weightedProbability += Int(lane.weight) * Int(vote.probability.raw)
                weightedConfidence += Int(lane.weight) * Int(vote.confidence.raw)
            } else if dissenting.rawValue & lane.mask != 0 {
                opposing += Int(lane.weight)
            }
        }
        let count = agreeing.count
        let bonus =
            Int(agreementBonuses[count]) + Int(ConsensusRule.strengthBonus(sum: plainProbability, count: count).raw)
            - Int(ConsensusRule.opposingMalus.raw) * dissenting.count
        // Sum of w (c + bonus - gate) over the agreeing heads.
        let margin = weightedConfidence + weight * (bonus - Int(rule.confidenceGate.raw))
        let outcome: Verdict.Outcome =
            !dissenting.isEmpty && opposing * 1_024 >= Int(rule.vetoShare.raw) * weight
            ? .vetoed : margin >= 0 ? .passed : .lowConfidence
        return Verdict(
            direction: outcome == .passed ? side : .flat, outcome: outcome, agreeing: agreeing, dissenting: dissenting,
            available: available, probability: Self.probability(weightedProbability, weight: weight, opposing: opposing),
            // Rounded down, so that what is printed reaches the gate exactly where the decision says so.
            confidence: min(ConsensusRule.confidenceCap, Score(raw: weightedConfidence / weight + bonus)))
    }

    /// m - (o / 2)(m - 1/2) to the nearest 1024th, where m is the weighted mean probability and o the opposing share of the weight that
    /// took a side.
    private static func probability(_ weightedProbability: Int, weight: Int, opposing: Int) -> Score {
        let excess = (weightedProbability - 512 * weight) * (2 * weight + opposing)
        let denominator = 2 * weight * (weight + opposing)
        let doubled = 2 * excess + denominator
        // Floor of a quotient whose numerator may be negative (minima below .5 allow that).
        let quotient = doubled >= 0 ? doubled / (2 * denominator) : -((-doubled + 2 * denominator - 1) / (2 * denominator))
        return Score(raw: 512 + quotient)
    }
}
