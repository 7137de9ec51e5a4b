import PulseCore
import PulseEngine

/// Runs a user's own signals through the same simulated venue, portfolio and figures as a strategy.
public struct SignalReplay: Sendable {
    public let market: Market
    public let rows: [SignalRow]
    public let configuration: EngineConfiguration
    /// Size of rows without one.
    public let size: Signal.Size

    /// Rows ascending by time. Throws `badData` for a row whose instrument the market lacks.
    public init(market: Market, rows: [SignalRow], configuration: EngineConfiguration, size: Signal.Size) throws(PulseError) {
        if let unknown = FileSignals.positions(of: rows, in: market).firstIndex(of: -1) {
            let row = rows[unknown]
            throw PulseError(.badData, "a signal at \(row.time) names \(row.instrument), which is not part of the run")
        }
        self.market = market
        self.rows = rows
        self.configuration = configuration
        self.size = size
    }

    /// Base candles that `progress` will be told about in all.
    public var work: Int { 4 * market.candleCount }

    /// Runs all scenarios and buy & hold.
    public func run(
        threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(PulseError) -> BacktestResult {
        let market = market
        let rows = rows
        let size = size
        return try SimulationSet(market: market, configuration: configuration, threads: threads, progress: progress).run(
            timeframe: market.base, decisions: []
        ) {
            FileSignals(rows: rows, market: market, size: size)
        }
    }

    /// One scenario alone, the expected one: what a benchmark times.
    public func runExpected() throws(PulseError) -> SimulationResult {
        var source = FileSignals(rows: rows, market: market, size: size)
        return try Simulation(market: market, configuration: configuration, detail: .equity).run(&source)
    }
}
