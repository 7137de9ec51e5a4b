import PulseCore
import PulseEngine

/// Drives one engine over a market: for each slice its candles, its close, then the signals decided on it.
struct Simulation {
    let market: Market
    let configuration: EngineConfiguration
    /// Whether the equity of every slice is kept, or only the last.
    var keepsEquity = true

    /// Runs to the end and returns what came of it. `progress` is told about every so many candles that are done. Throws what the engine says of its
    /// settings.
    func run(_ source: inout some SignalSource, progress: (Int) -> Void = { _ in }) throws(PulseError) -> SimulationResult {
        var engine = try Engine(instruments: market.instruments, configuration: configuration)
        let openTimes = market.series.map(\.candles.openTime)
        var schedule = SliceSchedule(openTimes: openTimes, starts: market.starts)
        var members: [SliceSchedule.Member] = []
        var signals: [Signal] = []
        var result = SimulationResult(configuration: configuration)
        if keepsEquity { result.reserveCapacity(market.candleCount / max(1, market.series.count)) }

        if let first = schedule.openTime {
            source.opening(at: first, into: &signals)
            for signal in signals { engine.process(.signal(signal)) }
            result.signals += signals.count
        }
        var unreported = 0
        while let openTime = schedule.advance(into: &members) {
            let closeTime = openTime + market.base.milliseconds
            for member in members {
                let candles = market.series[member.instrument].candles
                let candle = MarketCandle(
                    openTime: Timestamp(milliseconds: openTime), closeTime: Timestamp(milliseconds: closeTime),
                    open: candles.open[member.candle], high: candles.high[member.candle], low: candles.low[member.candle],
                    close: candles.close[member.candle])
                engine.process(.candle(instrument: member.instrument, candle))
            }
            var audit = engine.process(.sliceClosed(Timestamp(milliseconds: closeTime)))
            signals.removeAll(keepingCapacity: true)
            source.decide(members, closeTime: closeTime, engine: engine, into: &signals)
            for signal in signals {
                result.signals += 1
                audit = engine.process(.signal(signal))
            }
            if keepsEquity { result.append(closeTime: closeTime, audit) }
            unreported += members.count
            if unreported >= 65_536 {
                progress(unreported)
                unreported = 0
            }
        }
        engine.process(.end)
        progress(unreported)
        result.finish(engine)
        return result
    }
}
