import PulseCore
import PulseStrategy

/// How one head voted inside a run's range, over all instruments: numbers of decision candles.
public struct HeadTally: Hashable, Sendable {
    public let head: HeadID
    public private(set) var long = 0
    public private(set) var short = 0
    public private(set) var flat = 0
    public private(set) var abstained = 0
    /// Votes for a side that met the rule's minima.
    public private(set) var valid = 0

    /// One tally a head, in the order of the columns.
    public static func count(_ result: BacktestResult, rule: ConsensusRule) -> [HeadTally] {
        guard let heads = result.decisions.first?.heads else { return [] }
        return heads.indices.map { lane in
            var tally = HeadTally(head: heads[lane])
            for (columns, start) in zip(result.decisions, result.market.starts) {
                for index in columns.firstDecision(atOrAfter: start)..<columns.count { tally.add(columns.votes[lane][index], rule) }
            }
            return tally
        }
    }

    private init(head: HeadID) {
        self.head = head
    }

    private mutating func add(_ vote: Vote, _ rule: ConsensusRule) {
        guard !vote.isAbstention else {
            abstained += 1
            return
        }
        switch vote.direction {
        case .long: long += 1
        case .short: short += 1
        case .flat: flat += 1
        }
        if vote.direction != .flat, vote.probability >= rule.minimumProbability, vote.confidence >= rule.minimumConfidence { valid += 1 }
    }
}
