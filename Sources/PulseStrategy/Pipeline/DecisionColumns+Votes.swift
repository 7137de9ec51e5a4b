import PulseCore

extension DecisionColumns {
    /// What was decided at each candle but for votes and verdicts: the part that does not depend on who votes.
    package func withoutVotes() -> DecisionColumns { withVotes(of: [], []) }

    /// The same decisions with other votes, not judged yet: every verdict is flat.
    package func withVotes(of heads: [HeadID], _ columns: [[Vote]]) -> DecisionColumns {
        precondition(heads.count == columns.count && columns.allSatisfy { $0.count == count }, "one vote for each head and decision")
        var result = DecisionColumns(heads: heads)
        result.completedAt = completedAt
        result.candles = candles
        result.averageTrueRange = averageTrueRange
        result.swingLow = swingLow
        result.swingHigh = swingHigh
        result.regimes = regimes
        result.dataQuality = dataQuality
        result.votes = columns
        result.verdicts = [Verdict](repeating: Verdict(direction: .flat, outcome: .tooFewHeads), count: count)
        return result
    }
}
