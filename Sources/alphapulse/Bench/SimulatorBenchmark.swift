import Foundation
import PulseCore
import PulseEngine
import PulseResearch

/// A moving-average crossover, 10 over 30 closes, long only: the signals and the whole simulation, filled at the close so that peers do the same work.
struct SimulatorBenchmark: Benchmark {
    let peers = [Peer(program: "t2_backtest.py", name: "vectorbt"), Peer(program: "t2_backtest.py", name: "numba")]

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let instrument = try BenchInstrument.make(0, market: .spot)
        let columns = PeerMarket.generate(symbol: 0, count: candles)
        let market = Market(base: .m1, range: .all, series: [Market.Series(instrument: instrument, candles: columns)])
        var configuration = EngineConfiguration(
            initialCash: Cash(units: 10_000_000 * Cash.one.units), spotFees: FeeSchedule(maker: 1_000, taker: 1_000), slippage: .none,
            fillPolicy: .signalClose)
        configuration.limits = RiskLimits(maximumOpenRisk: 1_000_000_000)
        configuration.exits = .fixed
        configuration.sizing = SizingRules(maximumPositionShare: 125_000_000)
        var result: SimulationResult?
        let runs = try Stopwatch.measure(repeats) {
            let rows = MovingAverageCross(fast: 10, slow: 30, size: 0.1).signals(columns, of: instrument, timeframe: .m1)
            result = try SignalReplay(market: market, rows: rows, configuration: configuration, size: .equityShare(1)).runExpected()
        }
        let closed = result?.trades.count { $0.exitReason != .endOfRun } ?? 0
        return [
            BenchResult(
                name: "simulator", work: Double(candles), unit: "candles", runs: runs,
                notes: ["closed trades": String(closed), "final equity": result?.finalEquity.description ?? "--"])
        ]
    }
}
