import PulseCore
import PulseEngine
import PulseStrategy

/// What each head was worth in a run: its votes beside those on noise, its part in the profit, and the run without it.
public struct HeadScorecard: Sendable {
    /// The run again, without one head and with the others' weights in their proportion.
    public struct Ablation: Hashable, Sendable {
        public let trades: Int
        public let totalReturn: Double
    }

    public struct Row: Sendable {
        public let head: HeadID
        public let weight: Score
        /// On the run's candles.
        public let rates: HeadRates
        /// On noise made of the same candles.
        public let noise: NoiseAudit.Row?
        /// Trades that it agreed to, and its part of their net profit: in proportion to weight times confidence among those that agreed.
        public let trades: Int
        public let netProfit: Cash
        public let without: Ablation?
    }

    public let rows: [Row]
    /// For two heads, decisions at which both cast a valid vote, and those at which they took the same side.
    public let bothVoted: [[Int]]
    public let bothAgreed: [[Int]]
    /// Share of the decisions whose verdict passed: in the run, and on noise.
    public let consensusRate: Double
    public let noise: NoiseAudit.Result?

    /// Independent stretches of noise, and decision candles of each after the warm-up.
    public static let noise = NoiseAudit(walks: 16, length: 1_500)

    /// Counts, simulates without each head and runs the noise. The number of threads changes nothing but the time.
    public static func compute(_ result: BacktestResult, strategy: StrategySpecification, threads: Int) throws(PulseError) -> HeadScorecard
    {
        let noise = noise(result, strategy, threads)
        let heads = result.decisions.first?.heads ?? []
        let parts = parts(result, strategy.consensus)
        let ablations = try ablations(result, strategy, heads, threads)
        let rule = strategy.consensus
        let rows = heads.indices.map { lane in
            Row(
                head: heads[lane], weight: rule.weights[heads[lane]], rates: rates(result, lane, rule), noise: noise?[heads[lane]],
                trades: parts[lane].trades, netProfit: parts[lane].netProfit, without: ablations[lane])
        }
        var both = heads.map { _ in heads.map { _ in 0 } }
        var agreed = both
        var passed = 0
        for (columns, start) in zip(result.decisions, result.market.starts) {
            let range = columns.firstDecision(atOrAfter: start)..<columns.count
            count(columns, range, rule, &both, &agreed)
            passed += columns.verdicts[range].count { $0.outcome == .passed }
        }
        return HeadScorecard(
            rows: rows, bothVoted: both, bothAgreed: agreed,
            consensusRate: result.decisionCount == 0 ? 0 : Double(passed) / Double(result.decisionCount), noise: noise)
    }

    /// Noise from the first instrument's decision candles; nil where there are too few of them.
    private static func noise(_ result: BacktestResult, _ strategy: StrategySpecification, _ threads: Int) -> NoiseAudit.Result? {
        guard let columns = result.decisions.first, let series = result.market.series.first else { return nil }
        let source = columns.candles.isEmpty ? series.candles : columns.candles
        guard source.count >= 2 * NoiseMarket.stretch else { return nil }
        return Self.noise.run(
            strategy, timeframe: result.timeframe, on: .blockBootstrap, source: source, side: series.side.kinds, threads: threads)
    }

    private static func rates(_ result: BacktestResult, _ lane: Int, _ rule: ConsensusRule) -> HeadRates {
        var rates = HeadRates(head: result.decisions[0].heads[lane])
        for (index, columns) in result.decisions.enumerated() {
            let first = columns.firstDecision(atOrAfter: result.market.starts[index])
            let closes = columns.candles.isEmpty ? result.market.series[index].candles.close : columns.candles.close
            closes.withUnsafeBufferPointer { rates.add(columns.votes[lane], closes: $0, first..<columns.count, rule) }
        }
        return rates
    }

    /// Each trade's net profit, split among the heads that agreed to it by weight times confidence; what rounding leaves goes to the last, so that the parts
    /// add up to the whole.
    private static func parts(_ result: BacktestResult, _ rule: ConsensusRule) -> [(trades: Int, netProfit: Cash)] {
        let heads = result.decisions.first?.heads ?? []
        var parts = heads.map { _ in (trades: 0, netProfit: Cash(units: 0)) }
        for trade in result.expected.trades {
            guard let decision = result.decision(at: trade.signalTime, instrument: trade.instrument) else { continue }
            let columns = result.decisions[trade.instrument]
            let agreeing = heads.indices.filter { columns.verdicts[decision].agreeing.contains(HeadSet(heads[$0])) }
            let shares = agreeing.map { Int64(rule.weights[heads[$0]].raw) * Int64(columns.votes[$0][decision].confidence.raw) }
            let sum = shares.reduce(0, +)
            guard sum > 0, let last = agreeing.last else { continue }
            var left = trade.netProfit.units
            for (lane, share) in zip(agreeing, shares) {
                // In 128 bits: a profit in 1e-8 units times a share does not fit into 64.
                let part = lane == last ? left : Int64(Int128(trade.netProfit.units) * Int128(share) / Int128(sum))
                parts[lane].trades += 1
                parts[lane].netProfit = Cash(units: parts[lane].netProfit.units &+ part)
                left -= part
            }
        }
        return parts
    }

    private static func ablations(
        _ result: BacktestResult, _ strategy: StrategySpecification, _ heads: [HeadID], _ threads: Int
    ) throws(PulseError) -> [Ablation?] {
        let outcomes = Parallel.map(heads.count, threads: threads) { lane -> Result<Ablation?, PulseError> in
            let others = heads.filter { $0 != heads[lane] }.map { ($0, strategy.consensus.weights[$0].value) }
            guard let weights = HeadWeights(others) else { return .success(nil) }
            var strategy = strategy
            strategy.consensus.weights = weights
            let consensus = Consensus(strategy.consensus)
            let decisions = result.decisions.map { $0.judged(by: consensus) }
            var source = StrategySignals(market: result.market, decisions: decisions, strategy: strategy, timeframe: result.timeframe)
            do throws(PulseError) {
                let simulation = Simulation(market: result.market, configuration: result.expected.configuration, detail: .nothing)
                let outcome = try simulation.run(&source)
                return .success(Ablation(trades: outcome.trades.count, totalReturn: outcome.totalReturn))
            } catch {
                return .failure(error)
            }
        }
        var ablations: [Ablation?] = []
        for outcome in outcomes { ablations.append(try outcome.get()) }
        return ablations
    }

    private static func count(
        _ columns: DecisionColumns, _ range: Range<Int>, _ rule: ConsensusRule, _ both: inout [[Int]], _ agreed: inout [[Int]]
    ) {
        var sides = [Int8](repeating: 0, count: columns.heads.count)
        for index in range {
            for lane in sides.indices {
                let vote = columns.votes[lane][index]
                let isValid = !vote.isAbstention && vote.probability >= rule.minimumProbability && vote.confidence >= rule.minimumConfidence
                sides[lane] = isValid ? Int8(vote.direction.sign) : 0
            }
            for first in sides.indices where sides[first] != 0 {
                for second in sides.indices where sides[second] != 0 {
                    both[first][second] += 1
                    if sides[first] == sides[second] { agreed[first][second] += 1 }
                }
            }
        }
    }
}
