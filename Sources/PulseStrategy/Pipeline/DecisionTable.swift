import PulseCore

/// Decisions row by row: what belongs to one lies side by side, so that single ones can be judged in any order, again and again, without
/// touching one column after the other.
public final class DecisionTable: @unchecked Sendable {
    // Unchecked: the memory is written once, before anyone else can see it, and holds plain values.

    /// What a decision has beside its votes.
    struct Traits {
        var averageTrueRange: Double
        var swingLow: Double
        var swingHigh: Double
        var regime: RegimeState
        var dataQuality: Score
    }

    /// Votes of a row, in the places of the heads' raw values.
    static let width = HeadID.allCases.count

    public let heads: [HeadID]
    public let count: Int
    let votes: UnsafeMutablePointer<Vote>
    let traits: UnsafeMutablePointer<Traits>
    /// What counting gave under some rule; nil where nobody has counted.
    let counts: UnsafeMutablePointer<Consensus.Count>?

    /// The same decisions as those of columns.
    public init(_ columns: DecisionColumns) {
        heads = columns.heads
        count = columns.count
        votes = .allocate(capacity: count * Self.width)
        votes.initialize(repeating: .abstain(.missingInput), count: count * Self.width)
        traits = .allocate(capacity: count)
        counts = nil
        for (head, column) in zip(columns.heads, columns.votes) {
            for row in column.indices { votes[row * Self.width + head.rawValue] = column[row] }
        }
        for row in 0..<count {
            (traits + row).initialize(
                to: Traits(
                    averageTrueRange: columns.averageTrueRange[row], swingLow: columns.swingLow[row], swingHigh: columns.swingHigh[row],
                    regime: columns.regimes[row], dataQuality: columns.dataQuality[row]))
        }
    }

    /// Some of another table's decisions, with what counting them gave.
    init(_ other: DecisionTable, rows: [Int], counts found: [Consensus.Count]) {
        heads = other.heads
        count = rows.count
        votes = .allocate(capacity: count * Self.width)
        traits = .allocate(capacity: count)
        let counts = UnsafeMutablePointer<Consensus.Count>.allocate(capacity: count)
        for (place, row) in rows.enumerated() {
            (votes + place * Self.width).initialize(from: other.votes + row * Self.width, count: Self.width)
            (traits + place).initialize(to: other.traits[row])
            (counts + place).initialize(to: found[place])
        }
        self.counts = counts
    }

    deinit {
        votes.deallocate()
        traits.deallocate()
        counts?.deallocate()
    }
}
