import Foundation
import PulseCore
import PulseEngine
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy
import Testing

/// A session in a store of its own, driven frame by frame; its process can be killed between any two events.
final class LiveRig {
    /// What a test hears of a session: whose streams it wants.
    final class Listener: SessionObserver {
        let followed: Guarded<Set<Int>>

        init(_ followed: Set<Int>) { self.followed = Guarded(followed) }

        func sessionShows(_ snapshot: SessionSnapshot) {}
        func verdictTook(_ nanoseconds: UInt64) {}
        func sliceTook(_ nanoseconds: UInt64) {}
        func journalTook(_ nanoseconds: UInt64) {}
        func sessionFollows(_ instruments: [(id: InstrumentID, index: Int)]) {
            let wanted = Set(instruments.map(\.index))
            followed.withValue { $0 = wanted }
        }
        func requestFailed(_ reason: String) {}
        func takeAlerts() -> [String] { [] }
    }

    /// The process was killed.
    struct Killed: Error {}

    /// A journal whose process dies at an event: before it is written, or after, with all that is written together, or without what
    /// follows it there. What is written together is a matter of when frames and answers come.
    final class Deadly: SessionJournal {
        private let journal: StoredJournal
        private let deadAt: Int
        private let isWritten: Bool
        private let isCut: Bool

        init(_ journal: StoredJournal, deadAt: Int, isWritten: Bool, isCut: Bool) {
            self.journal = journal
            self.deadAt = deadAt
            self.isWritten = isWritten
            self.isCut = isCut
        }

        var next: Int { journal.next }

        func append(_ events: [SessionEvent], outcomes: [SessionOutcome], rows: [StoredSessionRow]) throws {
            guard next <= deadAt, deadAt < next + events.count else { return try journal.append(events, outcomes: outcomes, rows: rows) }
            if isWritten {
                try journal.append(isCut ? Array(events.prefix(deadAt - next + 1)) : events, outcomes: outcomes, rows: rows)
            }
            throw Killed()
        }

        func prime() throws { try journal.prime() }
    }

    /// A journal that notes how much was made of candles in the writes that candles waited for, and in others; and writes of nothing.
    final class Watched: SessionJournal {
        private let journal: StoredJournal
        private(set) var outcomesWithCandles = 0
        private(set) var outcomesAlone = 0
        private(set) var emptyWrites = 0
        /// Times that it was asked to prime and did not.
        private(set) var refusals = 0
        private let refusesToPrime: Bool

        init(_ journal: StoredJournal, refusesToPrime: Bool) {
            self.journal = journal
            self.refusesToPrime = refusesToPrime
        }

        var next: Int { journal.next }

        func append(_ events: [SessionEvent], outcomes: [SessionOutcome], rows: [StoredSessionRow]) throws {
            let hasCandle = events.contains { if case .candle = $0 { true } else { false } }
            if hasCandle { outcomesWithCandles += outcomes.count } else { outcomesAlone += outcomes.count }
            if events.isEmpty, outcomes.isEmpty, rows.isEmpty { emptyWrites += 1 }
            try journal.append(events, outcomes: outcomes, rows: rows)
        }

        func prime() throws {
            guard refusesToPrime else { return try journal.prime() }
            refusals += 1
            throw PulseError(.tryAgain, "another process is writing to the store")
        }
    }

    let rehearsal: Rehearsal
    let store: CandleStore
    let sessions: SessionStore
    let record: SessionRecord
    var rules = AssemblyRules()
    /// Threads beside the session's own.
    var helpers = 0
    /// The journal cannot be primed.
    var refusesToPrime = false
    /// Slices before whose first candle all pipelines were primed.
    private(set) var primedSlices = 0
    private let frames: [Rehearsal.Frame]
    /// Frames that came in so far; those that a dead process was given are lost.
    private var position = 0
    private var time: Int64
    private(set) var counts = AssemblyCounts()
    private(set) var watched: Watched?
    /// What was asked of the venue's history since the last start.
    private(set) var asked = Guarded<[TruthfulHistory.Request]>([])
    /// The most requests for half an hour of candles and more between two frames.
    private(set) var mostAsked = 0
    /// What streams tell while nobody listens is lost; otherwise it comes late.
    var losesFrames = false

    init(_ rehearsal: Rehearsal, _ folder: URL) throws {
        self.rehearsal = rehearsal
        store = try CandleStore(url: folder.appendingPathComponent("store.sqlite"))
        sessions = SessionStore(store)
        record = SessionRecord(
            id: "rehearsal", createdAt: rehearsal.from, state: .open, strategy: rehearsal.strategy.name,
            strategyHash: ContentDigest.hex(of: rehearsal.strategy.canonicalForm), document: "", engineVersion: "test", base: .m1,
            timeframe: .m5, from: rehearsal.from)
        frames = rehearsal.frames()
        time = rehearsal.from.milliseconds
        let joined = try (0..<rehearsal.starting).map { index in
            let one = rehearsal.joining(index, at: rehearsal.from)
            try keep(one, index, rehearsal.from)
            return SessionEvent.joined(one.instrument, from: rehearsal.from, warmup: SessionWarmup(one.warmup, one.side))
        }
        try StoredJournal.create(record, joined, in: sessions)
    }

    private static func side(_ store: CandleStore, _ id: InstrumentID, _ from: Timestamp) throws -> SideInputs {
        try store.side(id, kinds: Rehearsal.schedules.map(\.kind), from: Rehearsal.sideStart, through: from)
    }

    func warm(_ instrument: Instrument, _ from: Timestamp, _ warmup: SessionWarmup) throws -> SessionInstrument {
        // From the store, as the program does.
        let first = warmup.first ?? from
        let candles = try store.read(instrument.id, .m1, TimeRange(from: first, to: from))
        let side = try Self.side(store, instrument.id, from)
        #expect(SessionWarmup(candles, side) == warmup)
        return SessionInstrument(instrument, warmup: candles, side: side)
    }

    /// Puts what is known of an instrument into the store, as whoever lets it join does.
    private func keep(_ one: SessionInstrument, _ index: Int, _ time: Timestamp) throws {
        try store.insert(one.warmup, one.instrument.id, .m1, source: "test")
        for schedule in Rehearsal.schedules {
            try store.insertSide(rehearsal.sideBefore(schedule.kind, index, time), one.instrument.id, schedule.kind, source: "test")
        }
    }

    /// The universe's last change by now, for whoever starts or goes on; nil where there is none after the one that was told.
    private func change(after told: Int) throws -> (told: Int, change: SessionUniverseChange)? {
        let due = rehearsal.changes.lastIndex { time >= rehearsal.from.milliseconds + Int64($0.minute) * 60_000 }
        guard let due, due > told else { return nil }
        let wanted = rehearsal.changes[due].wanted
        let from = Timestamp(milliseconds: time.floored(toMultipleOf: 60_000) - Int64(rehearsal.joinsAfter) * 60_000)
        let joining = wanted.filter { $0 >= rehearsal.starting }
        for index in joining { try keep(rehearsal.joining(index, at: from), index, from) }
        return (
            due,
            SessionUniverseChange(
                joining: joining.map { rehearsal.joining($0, at: from) }, from: from, wanted: wanted.map { rehearsal.instruments[$0].id })
        )
    }

    /// Replays what there is, and sees to it that the store has it, as the program does.
    func rescued() throws -> SessionReplay {
        var rescue = CandleRescue(store, base: .m1)
        let replay = try SessionReplay(
            record, plan: rehearsal.plan, store: sessions, warm: warm, each: { event, _ in try rescue.take(event) })
        try rescue.finish(replay)
        return replay
    }

    /// Replays what there is, then goes on; dies at a number of the journal if one is given, or is stopped in an orderly way in the middle of the first
    /// slice after one. Returns the core at the end; nil where it died.
    func run(
        killAt: Int? = nil, isWritten: Bool = false, isCut: Bool = false, restartDelay: Int64 = 0, stopAfter: Int? = nil
    ) throws -> SessionCore? {
        let replay = try rescued()
        let stored = StoredJournal(sessions, session: record.id, next: replay.next)
        let watched = Watched(stored, refusesToPrime: refusesToPrime)
        self.watched = watched
        let journal: any SessionJournal = killAt.map { Deadly(stored, deadAt: $0, isWritten: isWritten, isCut: isCut) } ?? watched
        let clock = VirtualClock()
        let history = TruthfulHistory(rehearsal)
        asked = history.asked
        let listener = Listener([])
        time += restartDelay
        let limit = max(time, rehearsal.to.milliseconds) + 600_000
        while losesFrames, restartDelay > 0, position < frames.count, frames[position].arrival <= time { position += 1 }
        clock.set(UInt64(time) * 1_000_000)
        history.set(Timestamp(milliseconds: time))
        var options = PaperSession.Options()
        options.until = rehearsal.to
        options.helpers = helpers
        options.buildsFromTrades = rehearsal.trades != nil
        // Frames before a close come in the middle of the minute.
        options.priming = 45_000
        let session = PaperSession(
            replay, journal: journal, store: store, history: history, buffer: FeedBuffer(), observer: listener, rules: rules,
            options: options, clock: clock)
        listener.sessionFollows(session.followed.map { (id: $0.instrument.id, index: $0.index) })
        var told = -1
        var primed: Timestamp?
        var candleRequests = 0
        do {
            try session.begin()
            while !session.isFinished {
                if let stopAfter, stored.next > stopAfter, !session.core.collected.isEmpty { break }
                if session.core.collected.count >= rehearsal.changesAfter, let due = try change(after: told) {
                    told = due.told
                    session.changer(due.change)
                }
                if session.primed.count == session.core.instruments.count, session.primed.slice != primed {
                    primed = session.primed.slice
                    primedSlices += 1
                }
                // Half a second passes, or a frame comes before.
                let tick = time + 500
                if position < frames.count, frames[position].arrival <= tick {
                    let frame = frames[position]
                    position += 1
                    time = max(time, frame.arrival)
                    clock.set(UInt64(time) * 1_000_000)
                    history.set(Timestamp(milliseconds: time))
                    let isHeard = listener.followed.withValue { $0.contains(frame.instrument) }
                    try session.step(isHeard ? [FeedMessage(frame.event, receivedAt: clock.now())] : [])
                } else {
                    time = tick
                    clock.set(UInt64(time) * 1_000_000)
                    history.set(Timestamp(milliseconds: time))
                    if position == frames.count, time > limit { break }
                    try session.step([])
                }
                let count = history.asked.withValue { $0.count { $0.kind == nil && $0.range.milliseconds >= 30 * 60_000 } }
                mostAsked = max(mostAsked, count - candleRequests)
                candleRequests = count
            }
            _ = try session.finish()
        } catch is Killed {
            return nil
        }
        counts = session.counts
        return session.core
    }
}
