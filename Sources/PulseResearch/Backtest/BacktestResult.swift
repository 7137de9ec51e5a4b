import PulseAnalytics
import PulseCore
import PulseEngine
import PulseStore
import PulseStrategy

/// Everything that came of a run: decisions, three simulations, buy & hold, and the figures computed from them, once (P10).
public struct BacktestResult: Sendable {
    public let market: Market
    public let timeframe: Timeframe
    /// One an instrument; empty for signals from a file.
    public let decisions: [DecisionColumns]
    /// In the order of `Scenario.allCases`.
    public let scenarios: [SimulationResult]
    /// Signals stopped by the risk plan and the gate, by reason.
    public let gateTallies: [NamedTally]
    /// Signals that passed all gates; nil for signals from a file.
    let admitted: Int?
    public let hold: SimulationResult
    public let performance: PerformanceReport
    public let holdPerformance: PerformanceReport
    /// The expected scenario's curve and that of buy & hold, each with the starting cash as its first point.
    public let curve: EquityCurve
    public let holdCurve: EquityCurve
    /// Trials that were ever made on these data; nil where there were none.
    public let trials: TrialPopulation?

    init(
        market: Market, timeframe: Timeframe, decisions: [DecisionColumns], scenarios: [SimulationResult], gateTallies: [NamedTally],
        admitted: Int?, hold: SimulationResult, trials: TrialPopulation? = nil
    ) {
        self.market = market
        self.timeframe = timeframe
        self.decisions = decisions
        self.scenarios = scenarios
        self.gateTallies = gateTallies
        self.admitted = admitted
        self.hold = hold
        let expected = scenarios[1]
        curve = expected.curve(from: market)
        holdCurve = hold.curve(from: market)
        performance = PerformanceReport.compute(
            PerformanceInput(
                equity: curve, benchmark: holdCurve, trades: expected.trades.map { TradeOutcome($0) }, costs: expected.costs,
                exposure: expected.exposure, trials: trials))
        self.trials = trials
        holdPerformance = PerformanceReport.compute(
            PerformanceInput(equity: holdCurve, trades: hold.trades.map { TradeOutcome($0) }, costs: hold.costs, exposure: hold.exposure))
    }

    /// The simulation that all figures belong to.
    public var expected: SimulationResult { scenarios[1] }

    /// The heads that voted; none for signals from a file.
    public var votingHeads: [HeadID] { decisions.first?.heads ?? [] }

    /// SHA-256 over all votes and verdicts inside the range, instrument by instrument; over nothing for signals from a file.
    public var votesDigest: String {
        var digest = ContentDigest()
        var bytes: [UInt8] = []
        for (columns, start) in zip(decisions, market.starts) {
            var position = columns.firstDecision(atOrAfter: start)
            while position < columns.count {
                let end = min(position + 8_192, columns.count)
                bytes.removeAll(keepingCapacity: true)
                columns.appendCanonicalBytes(position..<end, relativeTo: start, to: &bytes)
                digest.update(bytes)
                position = end
            }
        }
        return digest.finishHex()
    }

    /// SHA-256 over fills and ledger of the expected scenario.
    public var ledgerDigest: String { ContentDigest.hex(of: expected.ledgerBytes) }
}
