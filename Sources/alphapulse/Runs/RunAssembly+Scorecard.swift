import PulseCore
import PulseReport
import PulseResearch

extension RunAssembly {
    /// The scorecard as it is printed. Copying alone.
    static func scorecard(_ card: HeadScorecard) -> RunScorecard {
        func rates(_ rates: HeadRates) -> RunScorecard.Rates {
            RunScorecard.Rates(decisions: rates.decisions, validRate: rates.validRate, longShare: rates.longShare, hitRate: rates.hitRate)
        }
        return RunScorecard(
            horizon: HeadRates.horizon,
            heads: card.rows.map { row in
                RunScorecard.Head(
                    head: row.head.name, weight: row.weight.value, real: rates(row.rates), noise: row.noise.map { rates($0.rates) },
                    alarm: row.noise?.alarm?.rawValue, trades: row.trades, netProfit: row.netProfit, tradesWithout: row.without?.trades,
                    returnWithout: row.without?.totalReturn)
            },
            agreement: card.bothVoted.indices.map { first in
                card.bothVoted[first].indices.map { second in
                    let both = card.bothVoted[first][second]
                    return both == 0 ? nil : Double(card.bothAgreed[first][second]) / Double(both)
                }
            }, consensusRate: card.consensusRate, falseConsensusRate: card.noise?.falseConsensusRate, noiseWalks: card.noise?.walks ?? 0,
            noiseDecisions: card.noise?.decisions ?? 0)
    }
}
