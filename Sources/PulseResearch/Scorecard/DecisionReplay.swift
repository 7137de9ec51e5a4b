import PulseCore
import PulseStrategy

/// One decision made again, with what each head's vote rested on.
public struct DecisionReplay: Sendable {
    public let time: Timestamp
    public let close: Double
    public let heads: [HeadID]
    public let votes: [Vote]
    public let evidence: [[Evidence]]
    public let verdict: Verdict
    public let contribution: VerdictContribution?

    /// Runs a pipeline over a series up to the decision that became known at an instant; nil where none did.
    public static func run(
        _ series: Market.Series, base: Timeframe, strategy: StrategySpecification, timeframe: Timeframe, until instant: Timestamp
    ) -> DecisionReplay? {
        guard var pipeline = Pipeline(strategy, base: base, timeframe: timeframe) else { return nil }
        var columns = pipeline.makeColumns()
        let opened = instant.advanced(byMilliseconds: -base.milliseconds)
        let last = Market.position(of: opened, in: series.candles.openTime)
        guard last < series.candles.count, series.candles.openTime[last] == opened.milliseconds else { return nil }
        series.candles.withBlock(0..<last + 1) { pipeline.advance($0, side: series.side, into: &columns) }
        guard let decision = columns.completedAt.lastIndex(of: Int32(last)) else { return nil }
        let consensus = Consensus(strategy.consensus)
        let votes = columns.votes.map { $0[decision] }
        return DecisionReplay(
            time: instant, close: series.candles.close[last], heads: columns.heads, votes: votes, evidence: pipeline.evidence,
            verdict: columns.verdicts[decision], contribution: consensus.contribution(to: columns.verdicts[decision], votes: votes))
    }
}
