import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseTesting
import Testing

/// What the venue publishes beside candles while a session runs.
@Suite("Side series of a session")
struct SessionSideTests {
    private func audit(_ rig: LiveRig) throws -> ParityReport {
        try ParityAudit(rig.record, plan: rig.rehearsal.plan, store: rig.store, engineVersion: "test").run(threads: 1, warm: rig.warm)
    }

    private func backtest(_ rehearsal: Rehearsal, _ side: (Int) -> SideInputs) throws -> BacktestResult {
        let market = rehearsal.market
        let series = market.series.enumerated().map { index, series in
            var series = series
            series.side = side(index)
            return series
        }
        return try Backtest(
            strategy: rehearsal.strategy, market: Market(base: market.base, range: market.range, series: series), timeframe: .m5
        ).run(threads: 1)
    }

    /// Observations that the journal has, by instrument and kind.
    private func journalled(_ rig: LiveRig) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            if case .side(let instrument?, let kind, _)? = SessionEvent(stored) { counts["\(instrument) \(kind.name)", default: 0] += 1 }
        }
        return counts
    }

    private func notes(_ rig: LiveRig) throws -> [String] {
        var notes: [String] = []
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            if case .note(let text)? = SessionEvent(stored) { notes.append(text) }
        }
        return notes
    }

    @Test("p8: observations are known when a backtest over the store knows them, and the store has them all")
    func known() throws {
        let folder = try TemporaryDirectory()
        // So long that the head which reads them votes.
        let rehearsal = try Rehearsal(warmup: 3_000)
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        let counts = try journalled(rig)
        #expect(counts["0 openInterest"].map { $0 >= 78 } == true && counts["1 openInterest"] == counts["0 openInterest"])
        #expect(counts["0 fundingRate"].map { $0 >= 5 } == true && counts["2 openInterest"] == nil)
        let report = try audit(rig)
        #expect(report.differences == 0)
        // The backtest of the store, side series and all.
        let stored = try rehearsal.instruments.map { instrument in
            try rig.store.side(
                instrument.id, kinds: Rehearsal.schedules.map(\.kind), from: Rehearsal.sideStart,
                through: rehearsal.to)
        }
        let result = try backtest(rehearsal) { stored[$0] }
        #expect(report.votesDigest == result.votesDigest && report.ledgerDigest == result.ledgerDigest)
        // The mutant: without what was published meanwhile the votes are others.
        let blind = try backtest(rehearsal) { stored[$0].known(at: rehearsal.from) }
        #expect(report.votesDigest != blind.votesDigest)
    }

    @Test("published late, they are known late, and the audit knows it")
    func late() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(minutes: 240)
        rehearsal.faults.sideLag = 7 * 60_000
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        #expect(try journalled(rig)["0 openInterest"].map { $0 >= 40 } == true)
        #expect(try audit(rig).differences == 0)
    }

    @Test("where the venue refuses, candles wait for a while and go on without, and the journal says so")
    func refused() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(minutes: 120)
        rehearsal.faults.sideIsDown = true
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        #expect(try journalled(rig).isEmpty)
        #expect(try notes(rig).contains { $0.hasSuffix("without the openInterest of then") })
        #expect(try audit(rig).differences == 0)
    }

    @Test("a warm-up whose side series were imported again since is told from its own")
    func changedWarmup() throws {
        let rehearsal = try Rehearsal(minutes: 60)
        let before = rehearsal.joining(0, at: rehearsal.from)
        let warmup = SessionWarmup(before.warmup, before.side)
        var other = before.side
        other[.openInterest] = SideSeries(other[.openInterest].points.dropLast())
        #expect(SessionWarmup(before.warmup, other) != warmup && SessionWarmup(before.warmup, SideInputs()) != warmup)
    }
}
