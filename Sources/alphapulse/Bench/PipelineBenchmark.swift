import Foundation
import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy

/// The whole pipeline and the simulator behind it, on one thread and on two: four heads and nine deciding on every minute, nine on every
/// quarter of an hour.
struct PipelineBenchmark: Benchmark {
    let peers: [Peer] = []

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let four = Self.fourHeads()
        let single = try backtest(four, instruments: 1, candles: candles)
        let pair = try backtest(four, instruments: 2, candles: candles)
        let decideAlone = Stopwatch.measure(repeats) { _ = single.decide(threads: 1) }
        let together = try Stopwatch.measure(repeats) { _ = try pair.runExpected(threads: 2) }
        let columns = single.market.series[0].candles
        let regimes = Stopwatch.measure(repeats) { _ = RegimeDetector.states(on: columns) }
        let nine = StrategySpecification.standard
        let count = Double(candles)
        return [
            try whole("pipeline", single, repeats),
            BenchResult(name: "pipeline without simulator", work: count, unit: "candles", runs: decideAlone),
            BenchResult(name: "regime detector", work: count, unit: "candles", runs: regimes),
            BenchResult(name: "pipeline, two instruments", work: 2 * count, unit: "candles", runs: together, threads: 2),
            try whole("pipeline, nine heads", try backtest(nine, instruments: 1, candles: candles), repeats),
            try whole("pipeline, nine heads on 15m", try backtest(nine, timeframe: .m15, instruments: 1, candles: candles), repeats),
        ]
    }

    private func whole(_ name: String, _ backtest: Backtest, _ repeats: Int) throws -> BenchResult {
        var trades = 0
        let runs = try Stopwatch.measure(repeats) { trades = try backtest.runExpected(threads: 1).trades.count }
        let notes = [
            "heads": backtest.strategy.consensus.weights.heads.map(\.name).joined(separator: " "), "trades": String(trades),
            "decides on": backtest.timeframe.description,
        ]
        return BenchResult(name: name, work: Double(backtest.market.series[0].candles.count), unit: "candles", runs: runs, notes: notes)
    }

    /// The heads that read price and volume alone, under the profile `spec4`.
    private static func fourHeads() -> StrategySpecification {
        let heads: [HeadID] = [.technical, .volume, .rules, .structure]
        guard let weights = HeadWeights(heads.map { ($0, $0.canonicalWeight) }) else {
            preconditionFailure("the canonical weights are positive")
        }
        return StrategySpecification(name: "four-heads", consensus: ConsensusRule(.spec4, weights: weights))
    }

    /// Synthetic minutes, with side series beside them where heads read some.
    private func backtest(
        _ strategy: StrategySpecification, timeframe: Timeframe = .m1, instruments: Int, candles: Int
    ) throws -> Backtest {
        let series = try (0..<instruments).map { index -> Market.Series in
            let start = Timestamp(milliseconds: 1_609_459_200_000)
            let market = try SyntheticMarket(seed: UInt64(index + 1)).generate(count: candles, from: start)
            let end = start.advanced(byMilliseconds: Int64(candles) * Timeframe.m1.milliseconds)
            let side = NoiseSide(seed: UInt64(index + 1)).inputs(strategy.sideKinds, from: start, to: end)
            return Market.Series(instrument: try BenchInstrument.make(index), candles: market.columns, side: side)
        }
        return try Backtest(strategy: strategy, market: Market(base: .m1, range: .all, series: series), timeframe: timeframe)
    }
}
