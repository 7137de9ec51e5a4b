import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStrategy

/// Many candidates on one market, one core: the peers' ensemble of nine moving averages, and the whole rule (quorum, gates, veto, stops,
/// targets) with the simulator of a backtest on a year of minutes.
struct SweepBenchmark: Benchmark {
    private static let candidates = 1_000
    private static let trials = 200
    private static let year = 525_600

    let peers = ["numba_fused", "numpy_numba"].map {
        Peer(program: "t4_ensemble.py", name: $0, arguments: ["--k", String(candidates), "--threads", "1"])
    }

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        [
            try ensemble(candles: candles, repeats: repeats),
            try wholeRule(.spec4, name: "sweep, whole rule", repeats: repeats),
            try wholeRule(.strict5, name: "sweep, whole rule, strict5", repeats: repeats),
        ]
    }

    private func ensemble(candles: Int, repeats: Int) throws -> BenchResult {
        let columns = PeerMarket.generate(symbol: 0, count: candles)
        let candidates = EnsembleSweep.candidates(Self.candidates)
        var outcomes: [EnsembleSweep.Outcome] = []
        var looked = 0
        let runs = Stopwatch.measure(repeats) {
            let sweep = EnsembleSweep(columns)
            outcomes = candidates.map(sweep.run)
            looked = sweep.count
        }
        let best = outcomes.indices.max { outcomes[$0].equity < outcomes[$1].equity } ?? 0
        let logarithms = outcomes.map { log($0.equity) }
        return BenchResult(
            name: "sweep, nine moving averages", work: Double(candles * Self.candidates), unit: "candle-trials", runs: runs,
            notes: [
                "candidates": String(Self.candidates), "patterns": String(looked), "best": String(best),
                "fills": String(outcomes.reduce(0) { $0 + $1.fills }),
                "mean log equity": String(logarithms.reduce(0, +) / Double(logarithms.count)),
            ])
    }

    /// Random weights of all nine heads under a profile.
    private func wholeRule(_ profile: ConsensusRule.Profile, name: String, repeats: Int) throws -> BenchResult {
        var strategy = StrategySpecification.standard
        strategy.consensus = ConsensusRule(profile)
        let start = PeerMarket.start
        let candles = try SyntheticMarket(seed: 1).generate(count: Self.year, from: start).columns
        let end = start.advanced(byMilliseconds: Int64(Self.year) * Timeframe.m1.milliseconds)
        let side = NoiseSide(seed: 1).inputs(strategy.sideKinds, from: start, to: end)
        let market = Market(
            base: .m1, range: .all, series: [Market.Series(instrument: try BenchInstrument.make(0), candles: candles, side: side)])
        let trials = try TrialMarket(
            strategy: strategy, market: market, timeframe: .m1, floor: TrialMarket.Floor(strategy.consensus), threads: 1)
        var random = SplitMix64(seed: 11)
        let specifications = (0..<Self.trials).map { _ -> StrategySpecification in
            var trial = strategy
            if let weights = HeadWeights(HeadID.nine.map { ($0, random.uniform()) }) { trial.consensus.weights = weights }
            return trial
        }
        var trades = 0
        let runs = try Stopwatch.measure(repeats) {
            trades = try specifications.reduce(0) { $0 + (try trials.run($1).trades.count) }
        }
        return BenchResult(
            name: name, work: Double(Self.year * Self.trials), unit: "candle-trials", runs: runs,
            notes: [
                "trials": String(Self.trials), "trades": String(trades), "decisions judged": String(trials.selectedCount),
                "decisions": String(trials.decisionCount),
            ])
    }
}
