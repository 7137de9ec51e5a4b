import PulseCore
import PulseEngine

/// Drives one engine over a market: for each slice its candles, its close, then the signals decided on it.
struct Simulation {
    let market: Market
    let configuration: EngineConfiguration
    var detail = EquityRecord.Detail.everything

    /// Candles between two reports of progress.
    private static let reportInterval = 65_536

    /// Runs to the end and returns what came of it. `progress` is told about every so many candles that are done. Throws what the engine says of its
    /// settings.
    func run(_ source: inout some SignalSource, progress: (Int) -> Void = { _ in }) throws(PulseError) -> SimulationResult {
        var engine = try Engine(instruments: market.instruments, configuration: configuration)
        var record = EquityRecord(detail, capacity: market.candleCount / max(1, market.series.count) + 1)
        var signalCount = 0
        market.withBlocks { blocks in
            signalCount = drive(&engine, &source, &record, over: blocks, progress: progress)
        }
        engine.process(.end)
        return SimulationResult(engine: engine, record: record, signals: signalCount)
    }

    /// The loop over all slices; returns the number of signals sent.
    private func drive(
        _ engine: inout Engine, _ source: inout some SignalSource, _ record: inout EquityRecord, over blocks: [CandleBlock],
        progress: (Int) -> Void
    ) -> Int {
        var schedule = SliceSchedule(
            openTimes: blocks.map { UnsafeBufferPointer(start: $0.openTime, count: $0.count) }, starts: market.starts)
        let length = market.base.milliseconds
        var signals: [Signal] = []
        var signalCount = 0
        if let first = schedule.openTime {
            source.opening(at: first, into: &signals)
            for signal in signals { engine.process(.signal(signal)) }
            signalCount += signals.count
            signals.removeAll(keepingCapacity: true)
        }
        var unreported = 0
        while let openTime = schedule.advance() {
            let opened = Timestamp(milliseconds: openTime)
            let closed = Timestamp(milliseconds: openTime + length)
            for member in schedule.members {
                let block = blocks[member.instrument]
                let index = member.candle
                engine.process(
                    .candle(
                        instrument: member.instrument,
                        MarketCandle(
                            openTime: opened, closeTime: closed, open: block.open[index], high: block.high[index], low: block.low[index],
                            close: block.close[index])))
            }
            var audit = engine.process(.sliceClosed(closed))
            source.decide(schedule.members, closeTime: closed.milliseconds, engine: engine, into: &signals)
            if !signals.isEmpty {
                for signal in signals { audit = engine.process(.signal(signal)) }
                signalCount += signals.count
                signals.removeAll(keepingCapacity: true)
            }
            record.append(closeTime: closed.milliseconds, audit)
            unreported += schedule.members.count
            if unreported >= Self.reportInterval {
                progress(unreported)
                unreported = 0
            }
        }
        progress(unreported)
        return signalCount
    }
}
