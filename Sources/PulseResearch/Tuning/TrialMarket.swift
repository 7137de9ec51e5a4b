import PulseCore
import PulseEngine
import PulseStrategy

/// A market on which many strategies that differ in weights, thresholds, gates and plans are tried: votes are cast once, and each trial looks
/// only at candles where something can happen.
///
/// Votes depend on the candles, the heads' own parameters and nothing else. A trial judges them by its rule (exact, P4), and its signals go
/// through the same planner, engine and venue as a backtest's, which while idle pass over the candles up to the next verdict. Fills and
/// ledger are those of `Backtest.runExpected`, to the last bit.
public struct TrialMarket: Sendable {
    /// The least that rules of trials ask for; a trial that asks for less is judged on all decisions, which takes longer.
    public struct Floor: Hashable, Sendable {
        public var quorum: Int
        public var minimumProbability: Score
        public var minimumConfidence: Score

        /// What one rule asks for, whichever heads are available.
        public init(_ rule: ConsensusRule) {
            quorum = (1...HeadID.allCases.count).map { rule.quorum.size(available: $0) }.min() ?? 1
            minimumProbability = rule.minimumProbability
            minimumConfidence = rule.minimumConfidence
        }

        /// The least of two.
        public func least(_ other: Floor) -> Floor {
            var result = self
            result.quorum = min(quorum, other.quorum)
            result.minimumProbability = min(minimumProbability, other.minimumProbability)
            result.minimumConfidence = min(minimumConfidence, other.minimumConfidence)
            return result
        }

        /// Whether every verdict that `rule` could pass lies on a row that was selected with this floor.
        func covers(_ rule: ConsensusRule) -> Bool { least(Floor(rule)) == self }
    }

    public let market: Market
    public let timeframe: Timeframe
    /// What the votes were cast with: heads, their parameters, the regime's.
    public let strategy: StrategySpecification
    private let floor: Floor
    private let decisions: [DecisionColumns]
    /// Decisions on which a side can reach the floor's quorum.
    private let selected: [TrialBallots]
    /// Those that need not be counted again, for rules like those of the last trials.
    private let counted = CountedBallots()
    private let timeline: SliceTimeline?

    /// Casts the votes of every head of `strategy` that has a weight. Throws `configuration` where the timeframe cannot be built.
    public init(
        strategy: StrategySpecification, market: Market, timeframe: Timeframe, floor: Floor, threads: Int,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(PulseError) {
        let backtest = try Backtest(strategy: strategy, market: market, timeframe: timeframe)
        let decisions = backtest.decide(threads: threads, progress: progress)
        self.init(
            strategy: strategy, market: market, timeframe: timeframe, floor: floor, decisions: decisions, timeline: SliceTimeline(market))
    }

    private init(
        strategy: StrategySpecification, market: Market, timeframe: Timeframe, floor: Floor, decisions: [DecisionColumns],
        timeline: SliceTimeline?
    ) {
        self.market = market
        self.timeframe = timeframe
        self.strategy = strategy
        self.floor = floor
        self.decisions = decisions
        selected = decisions.enumerated().map { index, columns in
            let rows = columns.rows(
                quorum: floor.quorum, minimumProbability: floor.minimumProbability, minimumConfidence: floor.minimumConfidence)
            let some = columns.selecting(rows, candles: columns.candles.isEmpty ? market.series[index].candles : columns.candles)
            return TrialBallots(some, market, index)
        }
        self.timeline = timeline
    }

    /// The same candles with votes that another strategy's heads have cast on them.
    func holding(_ decisions: [DecisionColumns], of other: StrategySpecification) -> TrialMarket {
        TrialMarket(strategy: other, market: market, timeframe: timeframe, floor: floor, decisions: decisions, timeline: timeline)
    }

    /// The same votes on candles up to an instant: nothing that was decided before it depends on what came later (P2).
    func cut(to end: Timestamp) -> TrialMarket {
        let shorter = Market(
            base: market.base, range: TimeRange(from: market.range.from, to: min(end, market.range.to)), series: market.series)
        let known = decisions.enumerated().map { index, columns in
            let candles = shorter.series[index].candles
            return columns.selecting(
                Array(0..<columns.firstDecision(atOrAfter: candles.count)), candles: columns.candles.isEmpty ? candles : columns.candles)
        }
        return TrialMarket(
            strategy: strategy, market: shorter, timeframe: timeframe, floor: floor, decisions: known, timeline: SliceTimeline(shorter))
    }

    /// Votes of some heads alone, under the parameters that a trial gives them.
    func decide(_ trial: StrategySpecification, heads: [HeadID]) throws(PulseError) -> [DecisionColumns] {
        var alone = trial
        guard let weights = HeadWeights(heads.map { ($0, 1) }) else { preconditionFailure("somebody votes") }
        alone.consensus.weights = weights
        return try Backtest(strategy: alone, market: market, timeframe: timeframe).decide(threads: 1)
    }

    /// The decision candles of an instrument and their votes, for whoever looks at more than trades.
    func decisions(of instrument: Int) -> DecisionColumns { decisions[instrument] }

    /// Decisions in all, and those on which a trial has to be judged.
    public var decisionCount: Int { decisions.reduce(0) { $0 + $1.count } }
    public var selectedCount: Int { selected.reduce(0) { $0 + $1.count } }

    /// Whether a strategy's votes are those that were cast here.
    public func hasVotes(of other: StrategySpecification) -> Bool {
        other.regime == strategy.regime && other.heads == strategy.heads
            && other.consensus.weights.heads.allSatisfy(strategy.consensus.weights.heads.contains)
    }

    /// The expected scenario of a strategy: its trades, and the equity at the end of each day. Throws what the engine says of its settings.
    ///
    /// Slices in which a position is held and nothing happens to it are passed over, so the sums of exposure are not known.
    public func run(_ trial: StrategySpecification) throws(PulseError) -> SimulationResult { try run(trial, detail: .days) }

    /// The same with equity wherever it changes.
    package func runWithCurve(_ trial: StrategySpecification) throws(PulseError) -> SimulationResult { try run(trial, detail: .changes) }

    private func run(_ trial: StrategySpecification, detail: EquityRecord.Detail) throws(PulseError) -> SimulationResult {
        let configuration = try EngineConfiguration(trial, fillPolicy: .nextOpen)
        var source = TrialSignals(try ballots(for: trial), trial, timeframe: timeframe)
        return try Simulation(market: market, configuration: configuration, detail: detail, timeline: timeline).run(&source)
    }

    /// The same as a backtest does it: every decision judged, every candle shown. What `run` is tested against.
    package func runInFull(_ trial: StrategySpecification) throws(PulseError) -> SimulationResult {
        let consensus = Consensus(trial.consensus)
        let judged = decisions.map { $0.judged(by: consensus) }
        var source = StrategySignals(market: market, decisions: judged, strategy: trial, timeframe: timeframe)
        let configuration = try EngineConfiguration(trial, fillPolicy: .nextOpen)
        return try Simulation(market: market, configuration: configuration, detail: .everything).run(&source)
    }

    private func ballots(for trial: StrategySpecification) throws(PulseError) -> [TrialBallots] {
        if hasVotes(of: trial), floor.covers(trial.consensus) { return counted.ballots(for: trial.consensus, of: selected) }
        let all = hasVotes(of: trial) ? decisions : try Backtest(strategy: trial, market: market, timeframe: timeframe).decide(threads: 1)
        return all.enumerated().map { TrialBallots($1, market, $0) }
    }
}
