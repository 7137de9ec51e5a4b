import PulseCore
import PulseResearch
import PulseStore

/// A session's state, made again from its journal: start-up is replay (P7).
public struct SessionReplay {
    public private(set) var core: SessionCore
    /// Number of the event that follows.
    public private(set) var next = 0
    /// Whether the session's last event is an orderly end.
    public private(set) var isStopped = false
    /// What came of the events that follow the last slice: the only ones whose rows may not be written yet.
    public private(set) var unwritten: [SessionOutcome] = []
    /// Instruments that were blocked at the end.
    public private(set) var blocked: [Int] = []
    public private(set) var left: Set<Int> = []
    /// Decisions so far, and those that took a side.
    public private(set) var decisions = 0
    public private(set) var verdicts = 0
    /// Open time of the slice that follows the last one that was decided on.
    public private(set) var slice: Timestamp
    /// The time of each instrument's last settlement that the journal has.
    public private(set) var settled: [Int: Timestamp] = [:]
    /// The event time of the last observation of each series that the journal has.
    private(set) var observed: [PaperSession.SideKey: Timestamp] = [:]
    /// When each instrument joined.
    private(set) var joinedAt: [Timestamp] = []
    /// Each instrument's next candle; later than the last one that came where the venue has none.
    public private(set) var nextOpen: [Timestamp] = []

    /// Replays a journal. `warm` finds the candles and side observations that an instrument was warmed up with; `progress` is told of events.
    ///
    /// Throws `.badData` where a line makes no sense or does not follow from those before it.
    public init(
        _ session: SessionRecord, plan: SessionPlan, store: SessionStore,
        warm: (Instrument, Timestamp, SessionWarmup) throws -> SessionInstrument, progress: (Int) -> Void = { _ in },
        each: (SessionEvent, SessionOutcome) throws -> Void = { _, _ in }
    ) throws {
        func event(_ number: Int, _ stored: StoredSessionEvent) throws -> SessionEvent {
            if let event = SessionEvent(stored) { return event }
            throw PulseError(
                .badData, "line \(number) of the journal of session '\(session.id)' cannot be read",
                hint: "was it written by another version of this program?")
        }
        var starting: [SessionInstrument] = []
        var joined: [Timestamp] = []
        var count = 0
        try store.forEachEvent(of: session.id, limit: Self.kept) { number, stored in
            guard count == number, case .joined(let instrument, let from, let warmup) = try event(number, stored) else { return }
            count += 1
            starting.append(try warm(instrument, from, warmup))
            joined.append(from)
        }
        core = try SessionCore(plan, instruments: starting)
        slice = plan.from
        nextOpen = starting.map { _ in plan.from }
        joinedAt = joined
        next = count
        try store.forEachEvent(of: session.id, from: count) { number, stored in
            let event = try event(number, stored)
            next += 1
            progress(1)
            try each(event, try take(event, warm))
        }
    }

    private mutating func take(
        _ event: SessionEvent, _ warm: (Instrument, Timestamp, SessionWarmup) throws -> SessionInstrument
    ) throws -> SessionOutcome {
        isStopped = event == .stopped
        if case .joined(let instrument, let from, let warmup) = event {
            try core.join(try warm(instrument, from, warmup))
            nextOpen.append(from)
            joinedAt.append(from)
            return SessionOutcome()
        }
        let outcome = core.process(event)
        decisions += outcome.decisions.count
        verdicts += outcome.decisions.count { $0.verdict.direction != .flat }
        switch event {
        case .candle(let instrument, let candle), .late(let instrument, let candle):
            nextOpen[instrument] = candle.openTime.advanced(byMilliseconds: core.plan.base.milliseconds)
        case .absent(let instrument, let range): nextOpen[instrument] = max(nextOpen[instrument], range.to)
        case .slice(let openTime): slice = openTime.advanced(byMilliseconds: core.plan.base.milliseconds)
        case .funding(let instrument, let settlement): settled[instrument] = settlement.time
        case .side(let instrument?, let kind, let observation):
            let key = PaperSession.SideKey(instrument: instrument, kind: kind)
            observed[key] = max(observation.eventTime, observed[key] ?? observation.eventTime)
        case .blocked(let instrument, _): blocked.append(instrument)
        case .unblocked(let instrument): blocked.removeAll { $0 == instrument }
        case .left(let instrument): left.insert(instrument)
        case .returned(let instrument): left.remove(instrument)
        default: break
        }
        // Rows are written with the next events, so those of the last batch may be missing. Writing some again changes nothing.
        if !outcome.isEmpty {
            unwritten.append(outcome)
            if unwritten.count > Self.kept { unwritten.removeFirst(unwritten.count - Self.kept) }
        }
        return outcome
    }

    /// The most outcomes that one batch of events can bring, with room to spare (P9).
    static let kept = 4_096
}
