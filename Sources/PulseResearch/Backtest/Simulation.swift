import PulseCore
import PulseEngine

/// Drives one engine over a market: for each slice its candles, its close, then the signals decided on it.
///
/// Perpetuals settle funding before the candles that open at the settlement; a settlement inside of candles comes after their close, before
/// what is decided on it.
struct Simulation {
    let market: Market
    let configuration: EngineConfiguration
    var detail = EquityRecord.Detail.everything
    /// With it, slices in which nothing can happen are passed over: the same result sooner.
    var timeline: SliceTimeline?

    /// Candles between two reports of progress.
    private static let reportInterval = 65_536

    /// Runs to the end and returns what came of it. `progress` is told about every so many candles that are done. Throws what the engine says of its
    /// settings.
    func run(_ source: inout some SignalSource, progress: (Int) -> Void = { _ in }) throws(PulseError) -> SimulationResult {
        var engine = try Engine(instruments: market.instruments, configuration: configuration)
        var record = EquityRecord(detail, capacity: market.candleCount / max(1, market.series.count) + 1)
        var sent = SentSignals(keepsThem: detail == .everything)
        market.withBlocks { blocks in
            drive(&engine, &source, &record, &sent, over: blocks, progress: progress)
        }
        engine.process(.end)
        return SimulationResult(engine: engine, record: record, signals: sent.count, sent: sent.kept)
    }

    /// What was sent to the engine.
    private struct SentSignals {
        let keepsThem: Bool
        var count = 0
        var kept: [Signal] = []
    }

    /// The loop over all slices.
    private func drive(
        _ engine: inout Engine, _ source: inout some SignalSource, _ record: inout EquityRecord, _ sent: inout SentSignals,
        over blocks: [CandleBlock], progress: (Int) -> Void
    ) {
        var schedule = SliceSchedule(
            openTimes: blocks.map { UnsafeBufferPointer(start: $0.openTime, count: $0.count) }, starts: market.starts)
        var settlements = SettlementQueue(market)
        var signals: [Signal] = []
        record.start = schedule.openTime
        if let first = schedule.openTime {
            source.opening(at: first, into: &signals)
            send(&signals, to: &engine, &sent)
        }
        var unreported = 0
        var closed = Timestamp(milliseconds: 0)
        if blocks.count == 1 {
            // Most runs have one instrument, and then a slice is a candle.
            let block = blocks[0]
            var index = market.starts[0]
            while index < block.count {
                if timeline != nil, engine.isIdle, let next = source.upcoming(0, engine: &engine).map({ min($0, block.count) }),
                    next > index
                {
                    closed = Timestamp(milliseconds: block.openTime[next - 1] + market.base.milliseconds)
                    engine.skip(slices: next - index, closing: closed)
                    record.pass(
                        UnsafeBufferPointer(start: block.openTime + index, count: next - index), length: market.base.milliseconds,
                        engine.portfolio)
                    unreported += next - index
                    if unreported >= Self.reportInterval { report(&unreported, progress) }
                    index = next
                    continue
                }
                if let timeline, detail == .days, engine.heldInstrument != nil, let next = source.upcoming(0, engine: &engine) {
                    let end = endOfHolding(0, block, from: index, to: min(next, block.count), settlement: settlements.next, &engine)
                    let stretch = engine.quiet(0, timeline.extremes[0], block, from: index, to: end)
                    if stretch.end > index {
                        let slices = stretch.end - index
                        closed = Timestamp(milliseconds: block.openTime[stretch.end - 1] + market.base.milliseconds)
                        engine.hold(0, block, from: index, stretch, slices: slices, closing: closed, length: market.base.milliseconds)
                        record.append(closeTime: closed.milliseconds, engine.portfolio)
                        unreported += slices
                        index = stretch.end
                        if index == block.count { break }
                    }
                }
                if settlements.next <= block.openTime[index] { settlements.settle(through: block.openTime[index], blocks, &engine) }
                let member = SliceSchedule.Member(instrument: 0, candle: index)
                closed = show(block, member, to: &engine)
                engine.process(.sliceClosed(closed))
                if settlements.next < closed.milliseconds { settlements.settle(through: closed.milliseconds - 1, blocks, &engine) }
                source.decide(member, closeTime: closed.milliseconds, engine: &engine, into: &signals)
                source.settle(into: &signals)
                if !signals.isEmpty { send(&signals, to: &engine, &sent) }
                record.append(closeTime: closed.milliseconds, engine.portfolio)
                index += 1
                unreported += 1
                if unreported >= Self.reportInterval { report(&unreported, progress) }
            }
        } else {
            while true {
                if let timeline, engine.isIdle, let passed = passOver(&schedule, timeline, &source, blocks, &engine) {
                    let openTimes = timeline.openTimes[passed]
                    closed = Timestamp(milliseconds: openTimes[passed.upperBound - 1] + market.base.milliseconds)
                    engine.skip(slices: passed.count, closing: closed)
                    record.pass(openTimes, length: market.base.milliseconds, engine.portfolio)
                }
                guard let openTime = schedule.advance() else { break }
                if settlements.next <= openTime { settlements.settle(through: openTime, blocks, &engine) }
                closed = Timestamp(milliseconds: openTime + market.base.milliseconds)
                for member in schedule.members { _ = show(blocks[member.instrument], member, to: &engine) }
                engine.process(.sliceClosed(closed))
                if settlements.next < closed.milliseconds { settlements.settle(through: closed.milliseconds - 1, blocks, &engine) }
                for member in schedule.members {
                    source.decide(member, closeTime: closed.milliseconds, engine: &engine, into: &signals)
                }
                source.settle(into: &signals)
                if !signals.isEmpty { send(&signals, to: &engine, &sent) }
                record.append(closeTime: closed.milliseconds, engine.portfolio)
                unreported += schedule.members.count
                if unreported >= Self.reportInterval { report(&unreported, progress) }
            }
        }
        record.finish(closeTime: closed.milliseconds, engine.portfolio)
        report(&unreported, progress)
    }

    /// Moves on to the slice of the next decision of any instrument, and returns the slices before it; nil where that slice is the next one,
    /// or nobody can tell.
    private func passOver(
        _ schedule: inout SliceSchedule, _ timeline: SliceTimeline, _ source: inout some SignalSource, _ blocks: [CandleBlock],
        _ engine: inout Engine
    ) -> Range<Int>? {
        guard let present = schedule.openTime else { return nil }
        var soonest = Int64.max
        for (instrument, block) in blocks.enumerated() {
            guard let next = source.upcoming(instrument, engine: &engine) else { return nil }
            if next < block.count { soonest = min(soonest, block.openTime[next]) }
        }
        let first = timeline.position(of: present)
        let last = soonest == .max ? timeline.openTimes.count : timeline.position(of: soonest)
        guard last > first else { return nil }
        schedule.skip(to: soonest)
        return first..<last
    }

    /// The first candle of a held position's instrument, from `start` on and before `end`, that has to be shown whatever its prices: the
    /// position's time is up, funding is settled before or in it, or a day begins.
    private func endOfHolding(
        _ instrument: Int, _ block: CandleBlock, from start: Int, to end: Int, settlement: Int64, _ engine: inout Engine
    ) -> Int {
        guard start < end else { return start }
        let length = market.base.milliseconds
        let openTime = block.openTime[start]
        let midnight = EquityRecord.midnight(atOrAfter: openTime + length)
        // Candles pass that open before this.
        let limit = min(engine.expiry(instrument), min(settlement, midnight) - length + 1)
        guard openTime < limit else { return start }
        // As many as there would be without gaps, or fewer.
        var (low, high) = (start + 1, min(end, start + Int((limit - openTime + length - 1) / length)))
        if block.openTime[high - 1] >= limit {
            while low < high {
                let middle = (low + high) / 2
                if block.openTime[middle] < limit { low = middle + 1 } else { high = middle }
            }
        }
        return high
    }

    /// Gives one candle to the engine and returns its close time. Audits are not looked at, so that the inlined engine need not make them.
    @inline(__always)
    private func show(_ block: CandleBlock, _ member: SliceSchedule.Member, to engine: inout Engine) -> Timestamp {
        let index = member.candle
        let closed = Timestamp(milliseconds: block.openTime[index] + market.base.milliseconds)
        engine.process(
            .candle(
                instrument: member.instrument,
                MarketCandle(
                    openTime: Timestamp(milliseconds: block.openTime[index]), closeTime: closed, open: block.open[index],
                    high: block.high[index], low: block.low[index], close: block.close[index])))
        return closed
    }

    private func send(_ signals: inout [Signal], to engine: inout Engine, _ sent: inout SentSignals) {
        for signal in signals { engine.process(.signal(signal)) }
        sent.count += signals.count
        if sent.keepsThem { sent.kept += signals }
        signals.removeAll(keepingCapacity: true)
    }

    private func report(_ unreported: inout Int, _ progress: (Int) -> Void) {
        progress(unreported)
        unreported = 0
    }
}
