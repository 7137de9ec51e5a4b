import PulseCore

extension DecisionColumns {
    /// The same votes under another rule: votes do not depend on weights, so only the verdicts are made again. The rule's heads must be among
    /// those that voted; the others' columns are left out, as if they had not been asked.
    public func judged(by consensus: Consensus) -> DecisionColumns {
        precondition(consensus.heads.allSatisfy(heads.contains), "only heads that have voted can be judged")
        var result = DecisionColumns(heads: consensus.heads)
        result.completedAt = completedAt
        result.candles = candles
        result.averageTrueRange = averageTrueRange
        result.swingLow = swingLow
        result.swingHigh = swingHigh
        result.regimes = regimes
        result.dataQuality = dataQuality
        let lanes = consensus.heads.compactMap { heads.firstIndex(of: $0) }
        var verdicts = [Verdict](repeating: Verdict(direction: .flat, outcome: .tooFewHeads), count: count)
        verdicts.withUnsafeMutableBufferPointer { verdicts in
            guard let output = verdicts.baseAddress else { return }
            func lend(_ pointers: [UnsafePointer<Vote>]) {
                guard pointers.count < lanes.count else {
                    var next = 0
                    consensus.evaluate(
                        count: count,
                        votes: { _ in
                            defer { next += 1 }
                            return pointers[next]
                        }, into: output)
                    return
                }
                votes[lanes[pointers.count]].withUnsafeBufferPointer { column in
                    if let address = column.baseAddress { lend(pointers + [address]) }
                }
            }
            lend([])
        }
        result.votes = lanes.map { votes[$0] }
        result.verdicts = verdicts
        return result
    }
}
