import PulseCore
import PulseEngine
import PulseResearch
import PulseStore

/// From outputs of the assembly to decisions.
extension PaperSession {
    /// Events that are written at a time; `SessionReplay.kept` outcomes cover what came of more than two batches.
    static let batch = 1_024
    /// Candles that are voted on at a time: enough for several threads, few enough that the first need not wait for the last.
    private static let together = 16

    /// Carries out what waits, up to a slice whose settlements are not known, or a candle that may know more than the session does.
    func carryOut() throws {
        var events: [SessionEvent] = []
        var done = 0
        for output in waiting {
            switch output {
            case .request(let request): ask(request)
            case .event(.candle(_, let candle)), .event(.late(_, let candle)):
                guard sideIsKnown(closing: close(candle.openTime), notes: &events) else {
                    waiting.removeFirst(done)
                    return try commit(events)
                }
                if case .event(let event) = output { events.append(event) }
            case .event(.slice(let openTime)):
                guard funding.isReady(closing: close(openTime)) else {
                    waiting.removeFirst(done)
                    try commit(events)
                    return askFunding(closing: close(openTime))
                }
                events.append(.slice(openTime))
            case .event(.revised(let instrument, let candle)):
                // What it was warmed up with stays as it was: another warm-up would make it another session.
                if candle.openTime >= joinedAt[instrument], try isNews(candle, instrument) {
                    events.append(.revised(instrument: instrument, candle))
                }
            case .event(let event): events.append(event)
            }
            done += 1
            // Nothing that follows the last slice belongs to the session; a change of the universe waits for the end of any.
            let changes = if case .slice(let openTime)? = events.last { isChangeDue(closed: close(openTime)) } else { false }
            if events.count >= Self.batch || changes || events.last.map(isLast) ?? false {
                try commit(events)
                events.removeAll(keepingCapacity: true)
                if isFinished { break }
                try changeUniverse()
            }
        }
        waiting.removeAll(keepingCapacity: true)
        try commit(events)
        try changeUniverse()
    }

    private func close(_ openTime: Timestamp) -> Timestamp { openTime.advanced(byMilliseconds: plan.base.milliseconds) }

    /// Whether the session is over with an event.
    private func isLast(_ event: SessionEvent) -> Bool {
        guard let until = options.until, case .slice(let openTime) = event else { return false }
        return close(openTime) >= until
    }

    /// Journal first, then everything else: a batch at a time, so that the journal has no more that the store lacks than a `CandleRescue` keeps.
    func commit(_ events: [SessionEvent]) throws {
        guard events.count > Self.batch else { return try commitBatch(events) }
        for start in stride(from: 0, to: events.count, by: Self.batch) {
            try commitBatch(Array(events[start..<min(start + Self.batch, events.count)]))
        }
    }

    private func commitBatch(_ events: [SessionEvent]) throws {
        // Threads wake up while the journal is written.
        if events.count > 1, case .candle = events[0] { pool.call() }
        try write(events)
        enter(events)
        try recorder.flush(now: clock.now(), isBusy: true)
    }

    /// What follows from events that are written.
    func enter(_ events: [SessionEvent]) {
        var next = 0
        while next < events.count {
            let outcomes = core.process(events[next...].prefix(Self.together), on: pool)
            for (event, outcome) in zip(events[next...], outcomes) {
                note(event, outcome)
                if !outcome.isEmpty { unwritten.append(outcome) }
            }
            next += outcomes.count
        }
    }

    /// Writes events. What came of those before them waits until no slice is being collected, since verdicts wait for this and whatever is lost of it
    /// follows from the events; there is a bound to it (P9).
    func write(_ events: [SessionEvent], isAtEnd: Bool = false) throws {
        let isDue = core.collected.isEmpty || isAtEnd || unwritten.count >= Self.batch
        guard !events.isEmpty || isDue && !(unwritten.isEmpty && unwrittenRows.isEmpty) else { return }
        let began = clock.now()
        try journal.append(events, outcomes: isDue ? unwritten : [], rows: isDue ? unwrittenRows : [])
        if !events.isEmpty {
            snapshot.lastJournalNanoseconds = clock.now() - began
            observer.journalTook(snapshot.lastJournalNanoseconds)
        }
        guard isDue else { return }
        unwritten.removeAll(keepingCapacity: true)
        unwrittenRows.removeAll(keepingCapacity: true)
    }

    /// Counts, tells the observer, hands candles to the store.
    private func note(_ event: SessionEvent, _ outcome: SessionOutcome) {
        let now = clock.now()
        switch event {
        case .candle(let instrument, let candle), .late(let instrument, let candle), .revised(let instrument, let candle):
            recorder.add(candle, id(instrument), now: now)
            if case .candle = event, receivedAt[instrument] > 0 {
                observer.verdictTook(now &- receivedAt[instrument])
                receivedAt[instrument] = 0
                lastFrame = max(lastFrame, now)
            }
        case .side(let instrument?, let kind, let observation): recorder.add(observation, kind, id(instrument), now: now)
        // A backtest over the store pays them too. Where heads read rates, the side watch stores them.
        case .funding(let instrument, let settlement) where !sides.contains(where: { $0.schedule.kind == .fundingRate }):
            if let observation = settlement.observation { recorder.add(settlement: observation, id(instrument), now: now) }
        case .slice:
            if lastFrame > 0 { observer.sliceTook(now - lastFrame) }
            lastFrame = 0
            if isLast(event) { isFinished = true }
        default: break
        }
        snapshot.decisions += outcome.decisions.count
        snapshot.verdicts += outcome.decisions.count { $0.verdict.direction != .flat }
        for (offset, fill) in outcome.fills.enumerated() {
            if let quote = quotes[fill.instrument] {
                unwrittenRows.append(
                    .quote(fill: outcome.firstFill + offset, bid: quote.bid, ask: quote.ask, time: quote.eventTime?.milliseconds))
            }
        }
    }

    func id(_ instrument: Int) -> InstrumentID { core.instruments[instrument].id }

    /// Whether a candle that was delivered before says something that is not known of it.
    func isNews(_ candle: Candle, _ instrument: Int) throws -> Bool {
        if let last = core.lastCandle(instrument), last.openTime == candle.openTime { return last != candle }
        return try recorder.known(candle.openTime, id(instrument)) != candle
    }

    /// Shows the state.
    func publish(_ now: UInt64) {
        publishedAt = now
        for alert in observer.takeAlerts() { waiting.append(.event(.note(alert))) }
        dropIdle()
        snapshot.instruments = core.instruments
        snapshot.candles = core.candleCount
        snapshot.slices = core.sliceCount
        snapshot.signals = core.sentSignals
        snapshot.lastSignals = core.recentSignals.entries
        let engine = core.engine
        snapshot.fills = engine.fills.endIndex
        snapshot.positions = engine.positions
        snapshot.trades = engine.trades.endIndex
        let midnight = assembly.marketTime.startOfDay
        snapshot.realisedToday = engine.trades.elements.reversed().prefix { $0.exitTime >= midnight }
            .reduce(Cash.zero) { $0 + $1.netProfit }
        snapshot.equity = engine.portfolio.equity
        snapshot.cash = engine.portfolio.cash
        snapshot.drawdown = core.drawdown
        snapshot.maximumDrawdown = core.maximumDrawdown
        snapshot.marketTime = assembly.marketTime
        snapshot.blocked = assembly.blocked
        snapshot.counts = assembly.counts
        snapshot.feed = buffer.counts
        snapshot.waiting = buffer.waitingCount
        snapshot.capacity = buffer.capacity
        snapshot.journalEvents = journal.next
        observer.sessionShows(snapshot)
    }
}
