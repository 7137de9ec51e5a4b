import PulseAnalytics
import PulseCore
import PulseEngine
import PulseStore
import PulseStrategy

/// Runs a strategy over a market: pipelines first (one an instrument, in parallel), then the simulated venue in its three scenarios beside buy & hold.
///
/// The number of threads changes nothing but the time.
public struct Backtest: Sendable {
    public let strategy: StrategySpecification
    public let market: Market
    /// The candles that heads vote on.
    public let timeframe: Timeframe
    public let configuration: EngineConfiguration

    /// Throws `configuration` where the timeframe cannot be built from the base candles or the strategy's numbers do not make a venue.
    public init(
        strategy: StrategySpecification, market: Market, timeframe: Timeframe, fillPolicy: FillPolicy = .nextOpen
    ) throws(PulseError) {
        guard timeframe.isMultiple(of: market.base) else {
            throw PulseError(.configuration, "candles of \(timeframe) cannot be built from candles of \(market.base)")
        }
        self.strategy = strategy
        self.market = market
        self.timeframe = timeframe
        configuration = try EngineConfiguration(strategy, fillPolicy: fillPolicy)
    }

    /// Base candles that are worth reading before the range so that every head is warm when trading starts.
    public static func warmupCandles(strategy: StrategySpecification, timeframe: Timeframe, base: Timeframe) -> Int {
        Pipeline.history(strategy, timeframe: timeframe) * Int(timeframe.milliseconds / base.milliseconds)
    }

    /// Base candles that `progress` will be told about in all.
    public var work: Int { market.series.reduce(0) { $0 + $1.candles.count } + 4 * market.candleCount }

    /// Runs everything. `progress` is told, from any thread, how many more candles are done. `trials` are those that were ever made on these data: the
    /// figures that deflate a Sharpe ratio by them need their number.
    public func run(
        threads: Int, trials: TrialPopulation? = nil, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(PulseError) -> BacktestResult {
        let decisions = decide(threads: threads, progress: progress)
        let strategy = strategy
        let market = market
        let timeframe = timeframe
        return try SimulationSet(market: market, configuration: configuration, threads: threads, progress: progress).run(
            timeframe: timeframe, decisions: decisions, trials: trials
        ) {
            StrategySignals(market: market, decisions: decisions, strategy: strategy, timeframe: timeframe)
        }
    }

    /// The pipelines and the expected scenario alone: what a tuner or a benchmark needs.
    public func runExpected(threads: Int) throws(PulseError) -> SimulationResult {
        let decisions = decide(threads: threads)
        var source = StrategySignals(market: market, decisions: decisions, strategy: strategy, timeframe: timeframe)
        return try Simulation(market: market, configuration: configuration, detail: .equity, timeline: SliceTimeline(market)).run(&source)
    }

    /// The pipelines' part alone.
    public func decide(threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }) -> [DecisionColumns] {
        let market = market
        let strategy = strategy
        let timeframe = timeframe
        return Parallel.map(market.series.count, threads: threads) { index in
            Self.decide(market.series[index], strategy: strategy, base: market.base, timeframe: timeframe, progress: progress)
        }
    }

    /// One pipeline over one series, in blocks that only serve the progress bar.
    static func decide(
        _ series: Market.Series, strategy: StrategySpecification, base: Timeframe, timeframe: Timeframe, progress: (Int) -> Void
    ) -> DecisionColumns {
        guard var pipeline = Pipeline(strategy, base: base, timeframe: timeframe) else {
            preconditionFailure("the timeframes were checked")
        }
        let candles = series.candles
        var columns = pipeline.makeColumns()
        columns.reserveCapacity(candles.count / Int(timeframe.milliseconds / base.milliseconds) + 1)
        var position = 0
        while position < candles.count {
            let end = min(position + 65_536, candles.count)
            candles.withBlock(position..<end) { pipeline.advance($0, side: series.side, into: &columns) }
            progress(end - position)
            position = end
        }
        return columns
    }
}
