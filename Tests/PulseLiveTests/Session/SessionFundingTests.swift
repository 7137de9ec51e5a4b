import PulseCore
import PulseEngine
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy
import PulseTesting
import Testing

/// Settlements of a session: asked for, given up, told of late, stored.
@Suite("Funding of a session")
struct SessionFundingTests {
    /// A session whose heads read no rates: its venue settles by them all the same.
    private func rehearsal(minutes: Int) throws -> Rehearsal {
        var rehearsal = try Rehearsal(minutes: minutes)
        let heads = HeadID.nine.filter { $0 != .crypto }
        rehearsal.strategy.consensus.weights = try #require(HeadWeights(heads.map { ($0, $0.canonicalWeight) }))
        #expect(!rehearsal.strategy.sideKinds.contains(.fundingRate) && rehearsal.strategy.venue.funding == .series)
        return rehearsal
    }

    private func audit(_ rig: LiveRig) throws -> ParityReport {
        try ParityAudit(rig.record, plan: rig.rehearsal.plan, store: rig.store, engineVersion: "test").run(threads: 1, warm: rig.warm)
    }

    /// The settlements that the store has of an instrument since the start.
    private func stored(_ rig: LiveRig, _ instrument: Int) throws -> [SideObservation] {
        var found: [SideObservation] = []
        let range = TimeRange(from: rig.rehearsal.from, to: rig.rehearsal.to)
        try rig.store.forEachSideObservation(rig.rehearsal.instruments[instrument].id, .fundingRate, range) { found += $0 }
        return found
    }

    /// Those that the journal has, and its notes.
    private func journalled(_ rig: LiveRig) throws -> (settlements: [Int: [FundingSettlement]], notes: [String]) {
        var settlements: [Int: [FundingSettlement]] = [:]
        var notes: [String] = []
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            switch SessionEvent(stored) {
            case .funding(let instrument, let settlement)?: settlements[instrument, default: []].append(settlement)
            case .note(let text)?: notes.append(text)
            default: break
            }
        }
        return (settlements, notes)
    }

    @Test("the store has all settlements after a session, each once, whether or not a head reads rates", arguments: [true, false])
    func settlementsAreStored(isRead: Bool) throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try isRead ? Rehearsal(minutes: 200) : rehearsal(minutes: 200)
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        for instrument in 0..<2 {
            let expected = rehearsal.funding[instrument].filter { $0.time < rehearsal.to }
            let found = try stored(rig, instrument)
            #expect(expected.count == 4 && found.count == expected.count)
            #expect(FundingSchedule(found).settlements == expected)
        }
        #expect(try stored(rig, 2).isEmpty)
        #expect(try audit(rig).differences == 0)
    }

    @Test("a frame whose time is wrong, by hours or decades, takes no settlement and no observation away")
    func wrongTime() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(minutes: 200)
        rehearsal.faults.lies = [10: 20 * 3_600_000, 70: 60 * 365 * Timestamp.day]
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        #expect(try journalled(rig).settlements[0] == rehearsal.funding[0].filter { $0.time < rehearsal.to })
        var observations = 0
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            if case .side(0?, .openInterest, _)? = SessionEvent(stored) { observations += 1 }
        }
        #expect(observations >= 38)
        #expect(try audit(rig).differences == 0)
    }

    @Test("settlements that slices went on without are told of with the next hour's, and the audit takes them where they stood")
    func givenUp() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try rehearsal(minutes: 300)
        // Those of the first and the second hour cannot be asked for.
        rehearsal.faults.sideOutage = 55..<150
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        let found = try journalled(rig)
        #expect(found.notes.count { $0.hasPrefix("funding is not known") } == 2)
        for instrument in 0..<2 {
            #expect(found.settlements[instrument] == rehearsal.funding[instrument].filter { $0.time < rehearsal.to })
        }
        #expect(try audit(rig).differences == 0)
    }

    @Test("what one process went on without, the next one asks for")
    func givenUpBeforeACrash() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try rehearsal(minutes: 200)
        rehearsal.faults.sideOutage = 55..<100
        let rig = try LiveRig(rehearsal, folder.url)
        // Dies in the middle of the second hour.
        _ = try rig.run(killAt: 360)
        let before = try journalled(rig)
        #expect(before.settlements[0]?.count == 1 && before.notes.contains { $0.hasPrefix("funding is not known") })
        _ = try #require(try rig.run())
        #expect(try journalled(rig).settlements[0] == rehearsal.funding[0].filter { $0.time < rehearsal.to })
        #expect(try audit(rig).differences == 0)
    }

    @Test("a session that catches up asks once for all settlements that it has missed")
    func catchesUp() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try rehearsal(minutes: 400), folder.url)
        rig.losesFrames = true
        _ = try rig.run(killAt: 40)
        _ = try #require(try rig.run(restartDelay: 250 * 60_000))
        // Four hours at once, then two in their time.
        let requests = rig.asked.withValue { $0.filter { $0.kind == .fundingRate } }
        #expect(requests.count <= 4)
        #expect(try journalled(rig).settlements[0]?.count == 7)
        #expect(try audit(rig).differences == 0)
    }

    @Test("settlements of an instrument that is not followed any more are not asked for")
    func dropped() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try rehearsal(minutes: 300)
        rehearsal.changes = [(10, [1, 2])]
        let rig = try LiveRig(rehearsal, folder.url)
        let core = try #require(try rig.run())
        #expect(core.engine.isIdle(0))
        let last = try #require(rig.asked.withValue { $0.last { $0.kind == .fundingRate } })
        #expect(last.ids == [rehearsal.instruments[1].id])
    }
}
