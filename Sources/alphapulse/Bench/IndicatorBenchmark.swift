import PulseAnalytics
import PulseCore
import PulseResearch

/// Ten common indicators over one series, written to columns: the work of the peers' `t1_indicators.py`.
struct IndicatorBenchmark: Benchmark {
    let peers = [Peer(program: "t1_indicators.py", name: "talib"), Peer(program: "t1_indicators.py", name: "numba")]

    static let names = [
        "sma:20", "ema:50", "rsi:14", "macd:8,24,9", "bollinger:20,2", "atr:14", "adx:14", "obv", "stochastic:14,3,3", "vwap",
    ]

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let columns = PeerMarket.generate(symbol: 0, count: candles)
        var selections: [IndicatorSelection] = []
        for name in Self.names { selections.append(try IndicatorSelection(name)) }
        let set = try IndicatorSet(selections)
        // The columns are made once: what is timed is computing and storing, not asking the system for memory.
        let outputs = (0..<set.columnCount).map { _ in UnsafeMutablePointer<Double>.allocate(capacity: candles) }
        defer { for output in outputs { output.deallocate() } }
        for output in outputs { output.initialize(repeating: 0, count: candles) }
        let runs = Stopwatch.measure(repeats) {
            var fresh = set
            columns.withBlock { fresh.process($0, into: outputs) }
        }
        let last = zip(selections.flatMap(\.columns), outputs).map { "\($0) \($1[candles - 1])" }.joined(separator: ", ")
        return [
            BenchResult(
                name: "indicators", work: Double(candles * Self.names.count), unit: "candle-indicators", runs: runs,
                notes: ["last": last])
        ]
    }
}
