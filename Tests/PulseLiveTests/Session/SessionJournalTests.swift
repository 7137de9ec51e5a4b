import Foundation
import PulseCore
import PulseLive
import PulseStore
import PulseTesting
import Testing

/// When a session writes what it made of its events.
@Suite struct SessionJournalTests {
    @Test("no candle waits for what was made of others, and a session that is stopped in the middle of a slice has written all of it")
    func outcomesWaitForTheSlice() throws {
        let rehearsal = try Rehearsal()
        let (elsewhere, folder) = (try TemporaryDirectory(), try TemporaryDirectory())
        let whole = try LiveRig(rehearsal, elsewhere.url)
        let core = try #require(try whole.run())
        let rig = try LiveRig(rehearsal, folder.url)
        for stop in [100, 333, 334, 800] {
            let stopped = try #require(try rig.run(stopAfter: stop))
            #expect(!stopped.collected.isEmpty, "the stop is in the middle of a slice")
            let watched = try #require(rig.watched)
            #expect(watched.outcomesWithCandles == 0 && watched.outcomesAlone > 0)
            #expect(watched.emptyWrites == 0)
            let replay = try SessionReplay(rig.record, plan: rehearsal.plan, store: rig.sessions, warm: rig.warm)
            var written = 0
            try rig.sessions.forEachDecision(of: rig.record.id) { _, _, _ in written += 1 }
            #expect(written == replay.decisions && written > 0)
        }
        let last = try #require(try rig.run())
        #expect(last.candleCount == core.candleCount)
        let isSame = last.ledgerBytes == core.ledgerBytes
        #expect(isSame)
    }

    @Test("a journal that is primed has the lines that were written and no other, and takes the next ones")
    func primingWritesNoLine() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(minutes: 5)
        let rig = try LiveRig(rehearsal, folder.url)
        let journal = StoredJournal(rig.sessions, session: rig.record.id, next: rehearsal.starting)
        func lines() throws -> [SessionEvent?] {
            var lines: [SessionEvent?] = []
            try rig.sessions.forEachEvent(of: rig.record.id) { number, stored in
                #expect(number == lines.count)
                lines.append(SessionEvent(stored))
            }
            return lines
        }
        var expected = try lines()
        for count in [0, 1, 3, 12, 0, 8, 2] {
            for _ in 0..<3 { try journal.prime() }
            #expect(try lines() == expected)
            let events = (0..<count).map { SessionEvent.note("\($0) of \(count)") }
            try journal.append(events, outcomes: [], rows: [])
            expected += events
            #expect(try lines() == expected && journal.next == expected.count)
        }
    }

    @Test("a journal that cannot be primed ends no session, and changes nothing in it")
    func primingMayFail() throws {
        let rehearsal = try Rehearsal(minutes: 30)
        let (calm, folder) = (try TemporaryDirectory(), try TemporaryDirectory())
        let expected = try #require(try LiveRig(rehearsal, calm.url).run())
        let rig = try LiveRig(rehearsal, folder.url)
        rig.refusesToPrime = true
        let found = try #require(try rig.run())
        #expect(try #require(rig.watched).refusals > 20)
        let isSame = found.ledgerBytes == expected.ledgerBytes
        #expect(isSame && found.candleCount == expected.candleCount)
    }

    @Test("priming does not wait for another process that writes, and the write after it does")
    func primingDoesNotWait() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(minutes: 5)
        let rig = try LiveRig(rehearsal, folder.url)
        let journal = StoredJournal(rig.sessions, session: rig.record.id, next: rehearsal.starting)
        let other = try CandleStore(url: rig.store.url)
        /// Another writes until it is released, or for so long that who waits is not refused yet.
        func whileAnotherWrites(_ body: (@escaping @Sendable () -> Void) throws -> Void) throws {
            try withNeighbour(inside: { wait in try other.transaction { _ in wait() } }, for: 4, body)
        }
        try whileAnotherWrites { _ in
            let error = #expect(throws: PulseError.self) { try journal.prime() }
            #expect(error?.kind == .tryAgain)
        }
        try whileAnotherWrites { release in
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.2, execute: release)
            try journal.append([.note("after the other")], outcomes: [], rows: [])
        }
        #expect(journal.next == rehearsal.starting + 1)
        try journal.prime()
    }
}
