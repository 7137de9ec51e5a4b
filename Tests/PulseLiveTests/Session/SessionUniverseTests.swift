import Foundation
import PulseCore
import PulseEngine
import PulseLive
import PulseStore
import PulseTesting
import Testing

/// A universe that changes while a session runs: who joins is warmed up and listened to, who leaves opens nothing new, and parity holds.
@Suite("Universe of a session")
struct SessionUniverseTests {
    private func rehearsal(_ seed: UInt64) throws -> Rehearsal {
        var rehearsal = try Rehearsal(instruments: 4, minutes: 300, seed: seed)
        rehearsal.starting = 2
        rehearsal.faults.seed = seed
        rehearsal.faults.drop = 0.02
        // The third joins and the first leaves; then the fourth joins; then the first is back and the third goes.
        rehearsal.changes = [(40, [1, 2]), (90, [1, 2, 3]), (180, [0, 1, 3])]
        return rehearsal
    }

    private func audit(_ rig: LiveRig) throws -> ParityReport {
        try ParityAudit(rig.record, plan: rig.rehearsal.plan, store: rig.store, engineVersion: "test").run(threads: 1, warm: rig.warm)
    }

    /// Open times of the candles that the journal has of each instrument, and the signals by instrument.
    private func candles(_ rig: LiveRig) throws -> [Int: [Timestamp]] {
        var found: [Int: [Timestamp]] = [:]
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            switch SessionEvent(stored) {
            case .candle(let instrument, let candle)?, .late(let instrument, let candle)?:
                found[instrument, default: []].append(candle.openTime)
            default: break
            }
        }
        return found
    }

    @Test(
        "p8: instruments come and go without a lost candle, and the backtest of the journal agrees", arguments: 1...3 as ClosedRange<UInt64>
    )
    func follows(seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try rehearsal(seed), folder.url)
        let core = try #require(try rig.run())
        #expect(core.instruments.count == 4)
        let report = try audit(rig)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.fills > 5)
        let candles = try candles(rig)
        for (instrument, times) in candles {
            #expect(zip(times, times.dropFirst()).allSatisfy { $1.milliseconds - $0.milliseconds == 60_000 }, "a hole in \(instrument)")
        }
        #expect(candles[0]?.count == 300 && candles[1]?.count == 300)
        #expect(candles[2].map { $0.count >= 138 } == true && candles[3].map { $0.count >= 208 } == true)
        // Nobody opened anything while he was away.
        let signals = core.engine.fills.elements
        let away = rig.rehearsal.from.advanced(byMilliseconds: 42 * 60_000)..<rig.rehearsal.from.advanced(byMilliseconds: 180 * 60_000)
        #expect(!signals.contains { $0.instrument == 0 && $0.reason == .entry && away.contains($0.time) })
    }

    @Test("the mutant: a candle of an instrument that joined is taken out of the journal; the audit and the count find it")
    func mutant() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try rehearsal(1), folder.url)
        _ = try #require(try rig.run())
        // The journal refuses this by itself.
        let change = """
            DROP TRIGGER session_event_keeps_lines;
            DROP TRIGGER session_event_keeps_values;
            CREATE TABLE taken AS SELECT number FROM session_event WHERE kind = 'candle' AND instrument = 3 ORDER BY number LIMIT 1 OFFSET 100;
            DELETE FROM session_event WHERE number = (SELECT number FROM taken);
            """
        let store = folder.url.appendingPathComponent("store.sqlite")
        try Tamper.execute(store, change)
        // A line that is missing shows by itself; then the others close ranks.
        #expect(throws: PulseError.self) { try audit(rig) }
        let closing = """
            UPDATE session_event SET number = 1 - number WHERE number > (SELECT number FROM taken);
            UPDATE session_event SET number = -number WHERE number < 0;
            """
        try Tamper.execute(store, closing)
        #expect(try audit(rig).differences > 0)
        let times = try #require(try candles(rig)[3])
        #expect(zip(times, times.dropFirst()).contains { $1.milliseconds - $0.milliseconds > 60_000 })
    }

    @Test("p7: killed at every event around the joining of an instrument whose first minutes are over, the session gets these late")
    func joinsLate() throws {
        var rehearsal = try Rehearsal(minutes: 70)
        rehearsal.starting = 2
        rehearsal.joinsAfter = 3
        rehearsal.changes = [(40, [0, 1, 2])]
        let calm = try TemporaryDirectory()
        let uninterrupted = try LiveRig(rehearsal, calm.url)
        _ = try #require(try uninterrupted.run())
        var joined: Int?
        try uninterrupted.sessions.forEachEvent(of: uninterrupted.record.id) { number, stored in
            if case .joined? = SessionEvent(stored), number >= rehearsal.starting { joined = number }
        }
        let place = try #require(joined)
        for number in (place - 1)...(place + 2) {
            for isWritten in [false, true] {
                let folder = try TemporaryDirectory()
                let rig = try LiveRig(rehearsal, folder.url)
                let survivor = try rig.run(killAt: number, isWritten: isWritten, isCut: true)
                #expect(survivor.map { $0.sliceCount } == nil)
                _ = try #require(try rig.run())
                let report = try audit(rig)
                #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
                let times = try #require(try candles(rig)[2], "killed at line \(number), written: \(isWritten)")
                #expect(times.count >= 32 && report.blocks >= 1)
                #expect(zip(times, times.dropFirst()).allSatisfy { $1.milliseconds - $0.milliseconds == 60_000 })
            }
        }
    }

    @Test("p7: killed while the universe changes, the session ends as the one that was not", arguments: 1...2 as ClosedRange<UInt64>)
    func killed(seed: UInt64) throws {
        let calm = try TemporaryDirectory()
        let uninterrupted = try LiveRig(try rehearsal(seed), calm.url)
        _ = try #require(try uninterrupted.run())
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try rehearsal(seed), folder.url)
        var random = SplitMix64(seed: seed)
        var finished: SessionCore?
        var kills = 0
        while finished == nil, kills < 60 {
            let next = try rig.sessions.eventCount(of: rig.record.id) + 1 + Int(random.uniform() * 150)
            finished = try rig.run(killAt: next, isWritten: random.uniform() < 0.5)
            kills += 1
        }
        #expect(kills > 8)
        _ = try #require(finished)
        let report = try audit(rig)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        for (_, times) in try candles(rig) {
            #expect(zip(times, times.dropFirst()).allSatisfy { $1.milliseconds - $0.milliseconds == 60_000 })
        }
    }

    @Test("p7: a change that is told of while a session catches up does not reach into slices before it")
    func changeWhileCatchingUp() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(minutes: 150)
        rehearsal.changes = [(60, [1, 2])]
        let rig = try LiveRig(rehearsal, folder.url)
        rig.losesFrames = true
        // Dies after half an hour, and comes back an hour later.
        _ = try rig.run(killAt: 130)
        _ = try #require(try rig.run(restartDelay: 60 * 60_000))
        var closed = rehearsal.from
        var leftAt: Timestamp?
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            switch SessionEvent(stored) {
            case .slice(let openTime)?: closed = openTime.advanced(byMilliseconds: 60_000)
            case .left(0)?: leftAt = closed
            default: break
            }
        }
        let minute = (try #require(leftAt).milliseconds - rehearsal.from.milliseconds) / 60_000
        #expect((88...96).contains(minute))
        #expect(try audit(rig).differences == 0)
    }

    /// The event times of an instrument's open interest that the journal has before the first candle of it that is decided on, and all of them.
    private func openInterest(_ rig: LiveRig, _ wanted: Int) throws -> (beforeCandles: [Timestamp], all: [Timestamp]) {
        var (before, all): ([Timestamp], [Timestamp]) = ([], [])
        var hasCandles = false
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            switch SessionEvent(stored) {
            case .candle(wanted, _)?: hasCandles = true
            case .side(wanted?, .openInterest, let observation)?:
                all.append(observation.eventTime)
                if !hasCandles { before.append(observation.eventTime) }
            default: break
            }
        }
        return (before, all)
    }

    @Test("who returns after hours lacks no observation of the time between, and who joins none that his first candles may know")
    func sideOfWhoComes() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(instruments: 4, minutes: 330)
        rehearsal.starting = 3
        rehearsal.joinsAfter = 8
        // The fourth joins and the first leaves; four hours later the first is back.
        rehearsal.changes = [(40, [1, 2, 3]), (280, [0, 1, 2, 3])]
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        let returned = try openInterest(rig, 0).all
        #expect(returned.count >= 64 && zip(returned, returned.dropFirst()).allSatisfy { $1.milliseconds - $0.milliseconds == 300_000 })
        let joined = try openInterest(rig, 3).beforeCandles
        // Of the warm-up's end after 32 minutes it knows that of 25; those of 30 and 35 are known by the time that it is decided on.
        #expect(joined.contains(rehearsal.from.advanced(byMilliseconds: 30 * 60_000)))
        #expect(try audit(rig).differences == 0)
    }

    /// Two groups of three take turns, every five minutes: on each candle that is decided on somebody leaves.
    private func turns(_ seed: UInt64) throws -> Rehearsal {
        var rehearsal = try Rehearsal(instruments: 6, minutes: 300, seed: seed)
        rehearsal.faults.seed = seed
        rehearsal.changes = (1..<60).map { (minute: $0 * 5, wanted: $0 % 2 == 0 ? [0, 1, 2] : [3, 4, 5]) }
        rehearsal.changesAfter = 2
        return rehearsal
    }

    @Test("p8: a change that comes in the middle of a slice waits for its end, and parity holds", arguments: 1...3 as ClosedRange<UInt64>)
    func midSlice(seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try turns(seed), folder.url)
        _ = try #require(try rig.run())
        let report = try audit(rig)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.signals > 0)
        var (changes, isCollecting) = (0, false)
        try rig.sessions.forEachEvent(of: rig.record.id) { number, stored in
            switch SessionEvent(stored) {
            case .candle?: isCollecting = true
            case .slice?: isCollecting = false
            case .left?, .returned?:
                changes += 1
                #expect(!isCollecting, "line \(number)")
            default: break
            }
        }
        #expect(changes > 100)
    }

    @Test("a journal in which instruments left and returned in the middle of slices, as they once did, keeps parity")
    func midSliceInJournal() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try Rehearsal(), folder.url)
        _ = try #require(try rig.run())
        // The same candles, but each instrument leaves and returns by turns just after the candles that are decided on.
        var events: [SessionEvent] = []
        var away: Set<Int> = []
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            guard let event = SessionEvent(stored) else { return }
            events.append(event)
            guard case .candle(let instrument, let candle) = event, (candle.openTime.milliseconds + 60_000) % 300_000 == 0 else { return }
            if away.remove(instrument) != nil {
                events.append(.returned(instrument: instrument))
            } else {
                away.insert(instrument)
                events.append(.left(instrument: instrument))
            }
        }
        var record = rig.record
        record.id = "older"
        try rig.sessions.create(record)
        let rehearsal = rig.rehearsal
        var core = try SessionCore(
            rehearsal.plan, instruments: rehearsal.instruments.indices.map { rehearsal.joining($0, at: rehearsal.from) })
        let outcomes = events.dropFirst(rehearsal.starting).map { core.process($0) }
        try StoredJournal(rig.sessions, session: record.id, next: 0).append(events, outcomes: outcomes, rows: [])
        let report = try ParityAudit(record, plan: rehearsal.plan, store: rig.store, engineVersion: "test").run(threads: 1, warm: rig.warm)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.signals > 0 && report.fills > 0)
    }

    @Test("an instrument that the engine cannot trade is left out and named, and the session goes on and can be taken up again")
    func refused() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try self.rehearsal(1)
        rehearsal.instruments[3].tick = Increment(decimals: 9)
        rehearsal.instruments[3].lot = Increment(decimals: 9)
        let name = rehearsal.instruments[3].id.description
        let error = #expect(throws: PulseError.self) { try rehearsal.plan.check(rehearsal.instruments) }
        #expect(error?.kind == .configuration && error?.description.contains(name) == true)
        try rehearsal.plan.check(Array(rehearsal.instruments.dropLast()))
        let (kept, left) = rehearsal.plan.tradable(rehearsal.instruments)
        #expect(kept == rehearsal.instruments.dropLast() && left == rehearsal.instruments.suffix(1))
        let rig = try LiveRig(rehearsal, folder.url)
        // By this line the fourth, who was to join after an hour and a half, has been left out.
        _ = try #require(try rig.run(stopAfter: 450))
        let core = try #require(try rig.run())
        #expect(core.instruments.map(\.id) == rehearsal.instruments.dropLast().map(\.id))
        var notes: [String] = []
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            if case .note(let text)? = SessionEvent(stored), text.contains("left out") { notes.append(text) }
        }
        #expect(!notes.isEmpty && notes.allSatisfy { $0.contains(name) })
        #expect(try audit(rig).differences == 0)
    }
}
