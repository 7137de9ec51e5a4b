import PulseCore
import PulseStrategy

/// Decisions put together by hand, one row each.
enum DecisionRows {
    struct Row {
        var direction = Direction.long
        var probability = 0.8
        var confidence = 0.8
        var technical = 0.8
        var evidenceAge = 0
        var regime: Regime?
        var regimeConfidence = 0.6
        var dataQuality = 1.0
    }

    /// Columns of the technical head alone, at a close of 100 with a range of 1.
    static func columns(_ rows: [Row]) -> DecisionColumns {
        var columns = DecisionColumns(heads: [.technical])
        for (index, row) in rows.enumerated() {
            columns.completedAt.append(Int32(index))
            columns.averageTrueRange.append(1)
            columns.swingLow.append(.nan)
            columns.swingHigh.append(.nan)
            columns.regimes.append(
                row.regime.map { RegimeState($0, raw: $0, confidence: Score(row.regimeConfidence), stability: .one, duration: 9) }
                    ?? .unknown)
            columns.dataQuality.append(Score(row.dataQuality))
            columns.votes[0].append(
                Vote(row.direction, probability: Score(row.probability), confidence: Score(row.technical), evidenceAge: row.evidenceAge))
            columns.verdicts.append(
                Verdict(
                    direction: row.direction, outcome: .passed, agreeing: [HeadSet(.technical)], available: [HeadSet(.technical)],
                    probability: Score(row.probability), confidence: Score(row.confidence)))
        }
        return columns
    }

    static func minute(_ minute: Int) -> Timestamp { Timestamp(milliseconds: Int64(minute) * 60_000) }
}
