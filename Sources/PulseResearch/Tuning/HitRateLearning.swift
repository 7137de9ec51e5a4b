import PulseAnalytics
import PulseCore
import PulseStrategy

/// Learns head weights from how often heads were right on some days of a study.
struct HitRateLearning {
    private let study: Study
    private let weights: TunedParameter?

    init(_ study: Study) {
        self.study = study
        weights = study.space.parameters.first { $0.path == "heads" }
    }

    /// For each strength of the belief that heads are worth nothing, the weights as a strategy file writes them. Votes count whose outcome, `HeadRates.horizon`
    /// decisions later, was known within the same stretch of days.
    func texts(on guide: [Range<Int>]) -> [[String]] {
        guard let weights, case .weights(let heads, _, _) = weights.domain else { return [] }
        let ids = heads.compactMap { name in HeadID.allCases.first { $0.name == name } }
        let records = ids.map { record($0, guide) }
        let prior = study.strategy.consensus.weights
        let shares = ids.map { prior[$0].value > 0 ? prior[$0].value : 1 / Double(ids.count) }
        return StudyPlan.strengths.map { strength in
            let learned = HitRateWeights(strength: strength)
            let raised = zip(shares, records).map { $0 * learned.factor($1) }
            let sum = raised.reduce(0, +)
            return weights.texts(raised.map { $0 / sum }[...])
        }
    }

    private func record(_ head: HeadID, _ guide: [Range<Int>]) -> HitRateWeights.Record {
        var record = HitRateWeights.Record(head: head)
        for index in study.home.market.series.indices {
            let columns = study.home.decisions(of: index)
            guard let lane = columns.heads.firstIndex(of: head) else { continue }
            let base = study.home.market.series[index].candles
            let candles = columns.candles.isEmpty ? base : columns.candles
            for range in guide {
                let from = study.days.times[range.lowerBound]
                let to = study.days.times[range.upperBound]
                let first = columns.firstDecision(atOrAfter: Market.position(of: Timestamp(milliseconds: from), in: base.openTime))
                let last = columns.firstDecision(atOrAfter: Market.position(of: Timestamp(milliseconds: to), in: base.openTime))
                count(columns.votes[lane], candles.close, first..<last, &record)
            }
        }
        return record
    }

    private func count(_ votes: [Vote], _ closes: [Double], _ range: Range<Int>, _ record: inout HitRateWeights.Record) {
        let rule = study.strategy.consensus
        for index in range where index + HeadRates.horizon < range.upperBound {
            let vote = votes[index]
            guard !vote.isAbstention, vote.direction != .flat, vote.probability >= rule.minimumProbability,
                vote.confidence >= rule.minimumConfidence
            else { continue }
            let change = closes[index + HeadRates.horizon] - closes[index]
            guard change != 0 else { continue }
            record.trials += 1
            if (change > 0) == (vote.direction == .long) { record.hits += 1 }
        }
    }
}
