import PulseCore
import PulseLive
import PulseStore
import PulseTesting
import Testing

/// What a session asks for to compare it with what streams told, and when.
@Suite("Comparison with the venue")
struct SessionComparisonTests {
    /// Candles that were asked for since the last start, of one instrument or of all.
    private func requests(_ rig: LiveRig, _ instrument: Int? = nil) -> [TruthfulHistory.Request] {
        let id = instrument.map { rig.rehearsal.instruments[$0].id }
        return rig.asked.withValue { $0.filter { $0.kind == nil && (id == nil || $0.ids.first == id) } }
    }

    private func revisions(_ rig: LiveRig) throws -> Int {
        var count = 0
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in if stored.kind == "revised" { count += 1 } }
        return count
    }

    @Test("a resumption compares the last hours, not everything since the start, and a few instruments at a time")
    func resumption() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try Rehearsal(instruments: 6, minutes: 260), folder.url)
        _ = try rig.run(killAt: 1_400)
        let slice = try rig.rescued().slice
        #expect(slice.milliseconds > rig.rehearsal.from.milliseconds + 150 * 60_000)
        _ = try #require(try rig.run())
        let asked = requests(rig)
        #expect(Set(asked.flatMap(\.ids)).count == 6)
        #expect(asked.allSatisfy { $0.range.from.milliseconds >= slice.milliseconds - 123 * 60_000 })
        #expect(rig.mostAsked > 0 && rig.mostAsked <= 4)
        #expect(try revisions(rig) == 0)
    }

    @Test("nothing is compared while a session catches up")
    func catchingUp() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try Rehearsal(minutes: 400), folder.url)
        rig.losesFrames = true
        _ = try rig.run(killAt: 600)
        let slice = try rig.rescued().slice
        _ = try #require(try rig.run(restartDelay: 200 * 60_000))
        let asked = requests(rig)
        // Candles that were missed first, of each instrument; then others.
        #expect(asked.count > 6 && asked.prefix(3).allSatisfy { $0.range.from >= slice })
        let first = try #require(asked.first { $0.range.from < slice })
        #expect(first.at.milliseconds > slice.milliseconds + 200 * 60_000)
    }

    @Test("what an instrument was warmed up with is not compared, nor what it misses after it was dropped")
    func universe() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(instruments: 4, minutes: 300)
        rehearsal.starting = 2
        rehearsal.changes = [(40, [1, 2]), (90, [1, 2, 3])]
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        for (instrument, minute) in [(2, 40), (3, 90)] {
            let asked = requests(rig, instrument)
            let joined = rehearsal.from.milliseconds + Int64(minute) * 60_000
            #expect(!asked.isEmpty && asked.allSatisfy { $0.range.from.milliseconds >= joined })
        }
        #expect(!requests(rig, 1).isEmpty)
        #expect(try revisions(rig) == 0)
        // It can be taken up again: what it was warmed up with is in the store as it was.
        _ = try rig.rescued()
    }

    @Test("an instrument whose history fails is asked for again and again, the others are not")
    func oneFails() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(minutes: 240)
        // No frame is lost: the outage lies after the end, and until then the history says nothing of the second instrument.
        rehearsal.faults.outage = (instrument: 1, from: 100_000, minutes: 1)
        rehearsal.faults.historyIsDownInOutage = true
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        #expect(requests(rig, 1).count > 10)
        #expect((3...20).contains(requests(rig, 0).count))
        #expect(requests(rig, 0).allSatisfy { $0.range.milliseconds <= 70 * 60_000 })
    }
}
