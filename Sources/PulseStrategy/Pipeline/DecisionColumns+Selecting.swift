import PulseCore

extension DecisionColumns {
    /// Some decisions alone, with everything that was decided at them. `rows` ascend; `all` are the decision candles, which the
    /// selection carries along because its rows no longer stand beside the base candles.
    public func selecting(_ rows: [Int], candles all: CandleColumns) -> DecisionColumns {
        func pick<Value>(_ column: [Value]) -> [Value] { rows.map { column[$0] } }
        var result = DecisionColumns(heads: heads)
        result.completedAt = pick(completedAt)
        result.candles = CandleColumns(rows.map { all[$0] })
        result.averageTrueRange = pick(averageTrueRange)
        result.swingLow = pick(swingLow)
        result.swingHigh = pick(swingHigh)
        result.regimes = pick(regimes)
        result.dataQuality = pick(dataQuality)
        result.votes = votes.map(pick)
        result.verdicts = pick(verdicts)
        return result
    }

    /// Rows on which a side could reach a quorum of `quorum` valid votes under minima as low as these, whatever the weights.
    public func rows(quorum: Int, minimumProbability: Score, minimumConfidence: Score) -> [Int] {
        var longs = [UInt8](repeating: 0, count: count)
        var shorts = longs
        for column in votes {
            for index in column.indices {
                let vote = column[index]
                guard !vote.isAbstention, vote.probability >= minimumProbability, vote.confidence >= minimumConfidence else { continue }
                if vote.direction == .long { longs[index] += 1 } else if vote.direction == .short { shorts[index] += 1 }
            }
        }
        return longs.indices.filter { max(longs[$0], shorts[$0]) >= quorum }
    }
}
