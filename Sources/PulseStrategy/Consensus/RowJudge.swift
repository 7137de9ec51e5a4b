import PulseCore

/// A rule, made ready to judge the decisions of some rows one at a time.
public final class RowJudge: @unchecked Sendable {
    // Unchecked: nothing changes after it was made.

    private let consensus: Consensus
    private let rows: DecisionTable
    private let lanes: UnsafeMutableBufferPointer<Consensus.Lane>
    private let quorums: UnsafeMutableBufferPointer<Int>

    /// Traps where a head of the rule has not voted.
    public init(_ consensus: Consensus, _ rows: DecisionTable) {
        precondition(consensus.heads.allSatisfy(rows.heads.contains), "only heads that have voted can be judged")
        self.consensus = consensus
        self.rows = rows
        lanes = .allocate(capacity: consensus.heads.count)
        for (index, head) in consensus.heads.enumerated() {
            let lane = Consensus.Lane(
                votes: UnsafePointer(rows.votes) + head.rawValue, weight: Int32(consensus.rule.weights[head].raw),
                mask: HeadSet(head).rawValue)
            lanes.initializeElement(at: index, to: lane)
        }
        quorums = .allocate(capacity: consensus.quorums.count)
        _ = quorums.initialize(from: consensus.quorums)
    }

    deinit {
        lanes.deallocate()
        quorums.deallocate()
    }

    /// The verdict on one row. The same code as the columns'.
    public func verdict(_ row: Int) -> Verdict {
        let index = row * DecisionTable.width
        let (lanes, quorums) = (UnsafeBufferPointer(lanes), UnsafeBufferPointer(quorums))
        guard let counts = rows.counts else { return consensus.verdict(at: index, lanes: lanes, quorums: quorums) }
        return consensus.verdict(counts[row], at: index, lanes: lanes, quorums: quorums)
    }

    /// The rows on which a side has the quorum, and a table of them alone that need not be counted again. It serves all rules that differ from
    /// this one in weights, gate and veto: see `Counting`.
    public func quorate() -> (rows: [Int], table: DecisionTable) {
        let (lanes, quorums) = (UnsafeBufferPointer(lanes), UnsafeBufferPointer(quorums))
        var kept: [Int] = []
        var found: [Consensus.Count] = []
        for row in 0..<rows.count {
            let count = consensus.count(at: row * DecisionTable.width, lanes: lanes)
            let (available, longs, shorts) = (Int(count.counts.available), Int(count.counts.longs), Int(count.counts.shorts))
            guard longs != shorts, max(longs, shorts) >= quorums[available] else { continue }
            kept.append(row)
            found.append(count)
        }
        return (kept, DecisionTable(rows, rows: kept, counts: found))
    }

    /// What counting depends on.
    public struct Counting: Hashable, Sendable {
        private let heads: [HeadID]
        private let quorum: Quorum
        private let minimumProbability: Score
        private let minimumConfidence: Score

        public init(_ rule: ConsensusRule) {
            heads = rule.weights.heads
            quorum = rule.quorum
            minimumProbability = rule.minimumProbability
            minimumConfidence = rule.minimumConfidence
        }
    }

    /// The decision of a row with a verdict that this judge passed on it.
    public func decision(_ row: Int, _ verdict: Verdict) -> DecisionRow {
        DecisionRow(rows.traits[row], verdict, UnsafePointer(rows.votes) + row * DecisionTable.width)
    }
}
