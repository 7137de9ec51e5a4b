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
        consensus.verdict(at: row * DecisionTable.width, lanes: UnsafeBufferPointer(lanes), quorums: UnsafeBufferPointer(quorums))
    }

    /// The decision of a row with a verdict that this judge passed on it.
    public func decision(_ row: Int, _ verdict: Verdict) -> DecisionRow {
        DecisionRow(rows.traits[row], verdict, UnsafePointer(rows.votes) + row * DecisionTable.width)
    }
}
