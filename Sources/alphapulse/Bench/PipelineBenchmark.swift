import Foundation
import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy

/// The whole pipeline with all heads, deciding on every minute, and the simulator behind it: one instrument on one thread, then two on two.
struct PipelineBenchmark: Benchmark {
    let peers: [Peer] = []

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let single = try backtest(instruments: 1, candles: candles)
        var trades = 0
        let decideAlone = Stopwatch.measure(repeats) { _ = single.decide(threads: 1) }
        let alone = try Stopwatch.measure(repeats) { trades = try single.runExpected(threads: 1).trades.count }
        let pair = try backtest(instruments: 2, candles: candles)
        let together = try Stopwatch.measure(repeats) { _ = try pair.runExpected(threads: 2) }
        let columns = single.market.series[0].candles
        let regimes = Stopwatch.measure(repeats) { _ = RegimeDetector.states(on: columns) }
        let count = Double(candles)
        return [
            BenchResult(
                name: "pipeline", work: count, unit: "candles", runs: alone,
                notes: ["heads": single.strategy.consensus.weights.heads.map(\.name).joined(separator: " "), "trades": String(trades)]),
            BenchResult(name: "pipeline without simulator", work: count, unit: "candles", runs: decideAlone),
            BenchResult(name: "regime detector", work: count, unit: "candles", runs: regimes),
            BenchResult(name: "pipeline, two instruments", work: 2 * count, unit: "candles", runs: together, threads: 2),
        ]
    }

    private func backtest(instruments: Int, candles: Int) throws -> Backtest {
        let series = try (0..<instruments).map { index -> Market.Series in
            let start = Timestamp(milliseconds: 1_609_459_200_000)
            let market = try SyntheticMarket(seed: UInt64(index + 1)).generate(count: candles, from: start)
            return Market.Series(instrument: try BenchInstrument.make(index), candles: market.columns)
        }
        let market = Market(base: .m1, range: .all, series: series)
        return try Backtest(strategy: .standard, market: market, timeframe: .m1)
    }
}
