import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseTesting
import Testing

/// Sessions that evaluate so many instruments a minute.
@Suite("Rounds of a session")
struct SessionRoundsTests {
    private func audit(_ rig: LiveRig, _ pace: RoundSchedule.Pace) throws -> ParityReport {
        var plan = rig.rehearsal.plan
        plan.pace = pace
        return try ParityAudit(rig.record, plan: plan, store: rig.store, engineVersion: "test").run(threads: 1, warm: rig.warm)
    }

    /// Times of a session's signals.
    private func signalTimes(_ rig: LiveRig) throws -> [Timestamp: Int] {
        var times: [Timestamp: Int] = [:]
        for signal in try rig.sessions.signals(of: rig.record.id) {
            let time = try #require(signal.firstMatch(of: /\d{13}/).flatMap { Int64($0.output) })
            times[Timestamp(milliseconds: time), default: 0] += 1
        }
        return times
    }

    @Test("p8: with one evaluation a minute signals come one a minute, later, and the audit makes the same rounds", arguments: [1, 2])
    func rounds(number: Int) throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(instruments: 4)
        rehearsal.pace = .perMinute(number)
        rehearsal.faults.outage = (instrument: 1, from: 90, minutes: 30)
        rehearsal.faults.historyIsDownInOutage = true
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        let report = try audit(rig, rehearsal.pace)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.fills > 5)
        let times = try signalTimes(rig)
        #expect(times.values.allSatisfy { $0 <= number })
        // Decisions fall on full five minutes, rounds on the minutes after.
        #expect(times.keys.contains { $0.milliseconds % 300_000 != 0 })
        // The mutant: a backtest that decides at candle closes is another.
        #expect(try audit(rig, .candleClose).differences > 0)
    }

    @Test("p8: instruments join a session of rounds, and the audit makes the same rounds", arguments: [1, 2], [1, 2] as [UInt64])
    func joining(number: Int, seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(instruments: 4, seed: seed)
        rehearsal.pace = .perMinute(number)
        rehearsal.starting = 2
        rehearsal.changes = [(60, [0, 1, 2]), (200, [0, 1, 2, 3])]
        let rig = try LiveRig(rehearsal, folder.url)
        let core = try #require(try rig.run())
        #expect(core.instruments.count == 4)
        let report = try audit(rig, rehearsal.pace)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.fills > 5)
    }
}
