import Foundation
import PulseCore
import PulseLive
import PulseStore
import PulseTesting
import Testing

/// How a session's candles get into a store that others write to.
@Suite("Recording candles")
struct CandleRecorderTests {
    /// A journal that is no part of the store.
    private final class Memory: SessionJournal {
        private(set) var next: Int

        init(next: Int) { self.next = next }

        func append(_ events: [SessionEvent], outcomes: [SessionOutcome], rows: [StoredSessionRow]) { next += events.count }

        func prime() {}
    }

    @Test("a store that another process writes to for long ends no session: its candles are written later")
    func busyStore() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(instruments: 1, minutes: 10)
        let rig = try LiveRig(rehearsal, folder.url)
        let replay = try SessionReplay(rig.record, plan: rehearsal.plan, store: rig.sessions, warm: rig.warm)
        let (clock, history) = (VirtualClock(), TruthfulHistory(rehearsal))
        var options = PaperSession.Options()
        options.helpers = 0
        let session = PaperSession(
            replay, journal: Memory(next: replay.next), store: rig.store, history: history, buffer: FeedBuffer(),
            observer: LiveRig.Listener([0]), options: options, clock: clock)
        func step(at time: Int64, _ messages: [FeedMessage] = []) throws {
            clock.set(UInt64(time) * 1_000_000)
            history.set(Timestamp(milliseconds: time))
            try session.step(messages)
        }
        try session.begin()
        let other = try CandleStore(url: rig.store.url)
        var time: Int64 = 0
        try withNeighbour(inside: { wait in try other.transaction { _ in wait() } }, for: 30) { _ in
            // A forming candle, and the closed one; then what it waits for is answered.
            for frame in rehearsal.frames().prefix(2) {
                time = frame.arrival
                try step(at: time, [FeedMessage(frame.event, receivedAt: 0)])
            }
            for _ in 0..<6 {
                time += 500
                try step(at: time)
            }
            #expect(session.core.sliceCount == 1)
            // The recorder's interval is over. SQLite gives up after five seconds.
            time += 6_000
            try step(at: time)
            try step(at: time + 1)
        }
        let range = TimeRange(from: rehearsal.from, to: rehearsal.to)
        #expect(try rig.store.read(rehearsal.instruments[0].id, .m1, range).isEmpty)
        // The end waits for longer than SQLite does.
        try withNeighbour(inside: { wait in try other.transaction { _ in wait() } }, for: 6.5) { _ in _ = try session.finish() }
        let truth = rehearsal.candles[0]
        let stored = try rig.store.read(rehearsal.instruments[0].id, .m1, range)
        #expect(stored.count == 1 && stored[0] == truth[rehearsal.warmup])
    }

    @Test("a rescue finds all that can have waited for the store, of one instrument too")
    func rescue() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(instruments: 1, minutes: 1)
        let rig = try LiveRig(rehearsal, folder.url)
        let replay = try SessionReplay(rig.record, plan: rehearsal.plan, store: rig.sessions, warm: rig.warm)
        let store = try CandleStore(url: folder.url.appendingPathComponent("other.sqlite"))
        let candles = RandomWalk.candles(count: 60_000, seed: 1)
        var rescue = CandleRescue(store, base: .m1)
        for index in 0..<candles.count { try rescue.take(.candle(instrument: 0, candles[index])) }
        try rescue.finish(replay)
        let found = try store.read(rehearsal.instruments[0].id, .m1)
        #expect(found.count >= 17_000 && found.count < candles.count)
        #expect(found == candles[candles.count - found.count..<candles.count])
    }
}
