import Foundation
import PulseCore
import PulseEngine
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy

/// A session in a store of its own, driven frame by frame; its process can be killed between any two events.
final class LiveRig {
    /// What a test hears of a session.
    struct Silence: SessionObserver {
        func sessionShows(_ snapshot: SessionSnapshot) {}
        func verdictTook(_ nanoseconds: UInt64) {}
        func sliceTook(_ nanoseconds: UInt64) {}
        func journalTook(_ nanoseconds: UInt64) {}
        func sessionFollows(_ instruments: [(id: InstrumentID, index: Int)]) {}
        func sent(_ signal: Signal) {}
        func filled(_ fill: Fill) {}
        func requestFailed(_ reason: String) {}
    }

    /// The process was killed.
    struct Killed: Error {}

    /// A journal whose process dies at an event: before it is written, or after.
    final class Deadly: SessionJournal {
        private let journal: StoredJournal
        private let deadAt: Int
        private let isWritten: Bool

        init(_ journal: StoredJournal, deadAt: Int, isWritten: Bool) {
            self.journal = journal
            self.deadAt = deadAt
            self.isWritten = isWritten
        }

        var next: Int { journal.next }

        func append(_ events: [SessionEvent], outcomes: [SessionOutcome], rows: [StoredSessionRow]) throws {
            guard next <= deadAt, deadAt < next + events.count else { return try journal.append(events, outcomes: outcomes, rows: rows) }
            if isWritten { try journal.append(events, outcomes: outcomes, rows: rows) }
            throw Killed()
        }
    }

    let rehearsal: Rehearsal
    let store: CandleStore
    let sessions: SessionStore
    let record: SessionRecord
    var rules = AssemblyRules()
    private let frames: [Rehearsal.Frame]
    /// Frames that came in so far; those that a dead process was given are lost.
    private var position = 0
    private var time: Int64
    private(set) var counts = AssemblyCounts()

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
        try sessions.create(record)
        let joined = try rehearsal.instruments.indices.map { index in
            let columns = rehearsal.warmupColumns(index)
            try store.insert(columns, rehearsal.instruments[index].id, .m1, source: "test")
            return SessionEvent.joined(
                rehearsal.instruments[index], from: rehearsal.from, warmup: SessionWarmup(columns))
        }
        try StoredJournal(sessions, session: record.id, next: 0).append(joined, outcomes: [], rows: [])
    }

    func warm(_ instrument: Instrument, _ from: Timestamp, _ warmup: SessionWarmup) throws -> SessionInstrument {
        // From the store, as the program does.
        let first = warmup.first ?? from
        return SessionInstrument(instrument, warmup: try store.read(instrument.id, .m1, TimeRange(from: first, to: from)))
    }

    /// Replays what there is, then goes on; dies at a number of the journal if one is given. Returns the core at the end; nil where it died.
    func run(killAt: Int? = nil, isWritten: Bool = false, restartDelay: Int64 = 0) throws -> SessionCore? {
        let replay = try SessionReplay(record, plan: rehearsal.plan, store: sessions, warm: warm)
        let stored = StoredJournal(sessions, session: record.id, next: replay.next)
        let journal: any SessionJournal = killAt.map { Deadly(stored, deadAt: $0, isWritten: isWritten) } ?? stored
        let clock = VirtualClock()
        let history = TruthfulHistory(rehearsal)
        time += restartDelay
        clock.set(UInt64(time) * 1_000_000)
        history.set(Timestamp(milliseconds: time))
        var options = PaperSession.Options()
        options.until = rehearsal.to
        let session = PaperSession(
            replay, journal: journal, store: store, history: history, buffer: FeedBuffer(), observer: Silence(), rules: rules,
            options: options, clock: clock)
        do {
            try session.begin()
            while !session.isFinished {
                // Half a second passes, or a frame comes before.
                let tick = time + 500
                if position < frames.count, frames[position].arrival <= tick {
                    let frame = frames[position]
                    position += 1
                    time = max(time, frame.arrival)
                    clock.set(UInt64(time) * 1_000_000)
                    history.set(Timestamp(milliseconds: time))
                    try session.step([FeedMessage(.candle(frame.update), receivedAt: clock.now())])
                } else {
                    time = tick
                    clock.set(UInt64(time) * 1_000_000)
                    history.set(Timestamp(milliseconds: time))
                    if position == frames.count, time > rehearsal.to.milliseconds + 600_000 { break }
                    // Nobody hears of the time but from frames: after the last one the venue is asked.
                    let late = frames.last.map { $0.arrival < time } ?? false
                    try session.step(late ? [clockFrame()] : [])
                }
            }
            _ = try session.finish()
        } catch is Killed {
            return nil
        }
        counts = session.counts
        return session.core
    }

    /// A forming candle after the end: other streams go on telling the time.
    private func clockFrame() -> FeedMessage {
        let open = Timestamp(milliseconds: time.floored(toMultipleOf: 60_000))
        let candle = Candle(openTime: open, open: 1, high: 1, low: 1, close: 1, volume: 0)
        return FeedMessage(
            .candle(
                CandleUpdate(
                    instrument: 0, timeframe: .m1, candle: candle, isClosed: false, eventTime: Timestamp(milliseconds: time))),
            receivedAt: 0)
    }
}
