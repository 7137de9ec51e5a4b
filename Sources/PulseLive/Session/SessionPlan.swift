import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy

/// What a session is from its start on: the strategy, its candles and its account.
public struct SessionPlan: Sendable {
    public var strategy: StrategySpecification
    /// Candles that arrive, and on which exits are resolved.
    public var base: Timeframe
    /// Candles that heads vote on.
    public var timeframe: Timeframe
    /// The open time of the first slice.
    public var from: Timestamp
    /// Whether every instrument is evaluated at its candle's close, or so many a minute.
    public var pace: RoundSchedule.Pace

    public init(
        strategy: StrategySpecification, base: Timeframe, timeframe: Timeframe, from: Timestamp, pace: RoundSchedule.Pace = .candleClose
    ) {
        self.strategy = strategy
        self.base = base
        self.timeframe = timeframe
        self.from = from
        self.pace = pace
    }

    /// The same for an instrument that joins then.
    public func starting(at from: Timestamp) -> SessionPlan {
        SessionPlan(strategy: strategy, base: base, timeframe: timeframe, from: from, pace: pace)
    }

    /// Throws `configuration`, with all reasons, where the strategy's settings make no venue or it cannot trade some of the instruments: a session that has
    /// them in its journal could neither start nor be taken up again.
    package func check(_ instruments: [Instrument]) throws(PulseError) {
        _ = try Engine(instruments: instruments, configuration: try EngineConfiguration(strategy))
    }

    /// Those of some instruments that the simulated venue can trade, and the others.
    package func tradable(_ instruments: [Instrument]) -> (kept: [Instrument], refused: [Instrument]) {
        let kept = instruments.filter { instrument in
            do {
                try check([instrument])
                return true
            } catch {
                return false
            }
        }
        return (kept, instruments.filter { !kept.contains($0) })
    }

    /// Base candles that each instrument should be warmed up with: as many as a backtest reads before its range.
    public var warmupCandles: Int { Backtest.warmupCandles(strategy: strategy, timeframe: timeframe, base: base) }
}
