import PulseCore
import PulseLive
import PulseStore
import PulseTesting
import Testing

/// What time it is where streams do not tell.
@Suite("Time of a session")
struct SessionTimeTests {
    /// The ledger of a session that nothing happened to.
    private func undisturbed(_ rehearsal: Rehearsal) throws -> [UInt8] {
        let folder = try TemporaryDirectory()
        return try #require(try LiveRig(rehearsal, folder.url).run()).ledgerBytes
    }

    @Test("a session that is taken up when the market is over, and hears nothing any more, comes to its end")
    func afterTheEnd() throws {
        let rehearsal = try Rehearsal(minutes: 120)
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(rehearsal, folder.url)
        rig.losesFrames = true
        #expect(try rig.run(killAt: 150) == nil)
        let core = try #require(try rig.run(restartDelay: 200 * 60_000))
        #expect(core.lastSlice == rehearsal.to.advanced(byMilliseconds: -60_000))
        #expect(core.ledgerBytes == (try undisturbed(rehearsal)))
    }

    @Test("streams that say nothing any more stop nothing, whatever requests are refused", arguments: [0, 0.5])
    func noStreams(refusal: Double) throws {
        var rehearsal = try Rehearsal(instruments: 1, minutes: 120)
        let expected = try undisturbed(rehearsal)
        rehearsal.faults.outage = (0, 30, 90)
        rehearsal.faults.refusal = refusal
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(rehearsal, folder.url)
        let core = try #require(try rig.run())
        #expect(core.lastSlice == rehearsal.to.advanced(byMilliseconds: -60_000))
        #expect(core.ledgerBytes == expected)
    }

    @Test("the venue is asked only where market time has stood still for a while, once at a time, and later after a failure")
    func asking() {
        let second: UInt64 = 1_000_000_000
        var watch = TimeWatch(Rehearsal.start, now: 0)
        func ask(_ minutes: Int64, at now: UInt64) -> Bool {
            watch.request(marketTime: Rehearsal.start.advanced(byMilliseconds: minutes * 60_000), now: now)
        }
        #expect(!ask(0, at: 4 * second))
        #expect(!ask(1, at: 5 * second))
        #expect(!ask(1, at: 9 * second))
        #expect(ask(1, at: 10 * second))
        #expect(!ask(1, at: 30 * second))
        watch.failed(now: 30 * second)
        #expect(!ask(1, at: 30 * second))
        #expect(ask(1, at: 31 * second))
        watch.answered(now: 31 * second)
        #expect(!ask(1, at: 35 * second))
        #expect(ask(1, at: 36 * second))
        watch.answered(now: 36 * second)
        #expect(!ask(2, at: 50 * second))
        #expect(ask(2, at: 55 * second))
    }
}
