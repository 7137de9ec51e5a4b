import Foundation
import PulseCore
import PulseEngine
import PulseLive
import PulseResearch
import PulseStore
import PulseTesting
import Testing

/// P8: a journalled session, replayed through the backtester, differs in nothing.
@Suite("Live is the backtest")
struct SessionParityTests {
    @Test("p8: a session on undisturbed streams decides and trades what a backtest over the same candles does")
    func p8Undisturbed() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal()
        let rig = try LiveRig(rehearsal, folder.url)
        rig.helpers = 2
        let core = try #require(try rig.run())
        #expect(rig.primedSlices > core.sliceCount * 9 / 10)
        let backtest = try Backtest(strategy: rehearsal.strategy, market: rehearsal.market, timeframe: .m5)
        let result = try backtest.run(threads: 1)
        #expect(result.expected.fills.count > 15, "a market without trades proves little")
        #expect(result.expected.movements.contains { $0.kind == .funding })
        let isSame = core.ledgerBytes == result.expected.ledgerBytes
        #expect(isSame)
        let report = try audit(rig)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.votesDigest == result.votesDigest)
        #expect(report.ledgerDigest == result.ledgerDigest)
        #expect(report.decisions == result.decisionCount && report.fills == result.expected.fills.count)
        #expect(report.revisedCandles == 0 && report.missingCandles == 0)
        #expect(rig.counts.requests == 0)
    }

    @Test("p8: lost, doubled, late and broken frames are repaired before any decision", arguments: 1...6)
    func p8Disturbed(seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(seed: seed, absent: seed % 2 == 0 ? [100, 101, 250] : [])
        rehearsal.faults.seed = seed
        rehearsal.faults.drop = 0.05
        rehearsal.faults.duplicate = 0.05
        rehearsal.faults.delay = 0.1
        rehearsal.faults.corrupt = 0.02
        rehearsal.faults.refusal = 0.2
        let rig = try LiveRig(rehearsal, folder.url)
        let core = try #require(try rig.run())
        let result = try Backtest(strategy: rehearsal.strategy, market: rehearsal.market, timeframe: .m5).run(threads: 1)
        #expect(rig.counts.repaired > 10 && rig.counts.duplicates > 10 && rig.counts.invalid > 3)
        // What the venue does not have cannot be waited for; what it has is there in time.
        #expect(seed % 2 == 0 ? rig.counts.blocks <= 2 : rig.counts.blocks == 0)
        #expect(seed % 2 == 0 ? rig.counts.late <= 4 : rig.counts.late == 0)
        let isSame = core.ledgerBytes == result.expected.ledgerBytes
        #expect(isSame)
        let report = try audit(rig)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.votesDigest == result.votesDigest)
        try expectTruth(rig)
    }

    @Test("p8: a stream's first candle that is far from the last close before it counts only when history confirms it")
    func p8FirstCandle() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(minutes: 60)
        rehearsal.faults.isFirstWild = true
        let rig = try LiveRig(rehearsal, folder.url)
        let core = try #require(try rig.run())
        #expect(rig.counts.outliers == rehearsal.instruments.count && rig.counts.blocks == 0)
        let result = try Backtest(strategy: rehearsal.strategy, market: rehearsal.market, timeframe: .m5).run(threads: 1)
        let isSame = core.ledgerBytes == result.expected.ledgerBytes
        #expect(isSame)
        #expect(try audit(rig).revisedCandles == 0)
    }

    @Test("p8: candles from trades, of which some are lost, are the venue's before any decision", arguments: 0...6)
    func p8Trades(seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(seed: seed, isTraded: true)
        if seed > 0 {
            rehearsal.faults.seed = seed
            rehearsal.faults.drop = 0.03
            rehearsal.faults.duplicate = 0.05
            rehearsal.faults.delay = 0.02
            rehearsal.faults.refusal = 0.1
        }
        let rig = try LiveRig(rehearsal, folder.url)
        let core = try #require(try rig.run())
        let result = try Backtest(strategy: rehearsal.strategy, market: rehearsal.market, timeframe: .m5).run(threads: 1)
        #expect(result.expected.fills.count > 5)
        #expect(rig.counts.repaired > 10 && rig.counts.received > 100 && rig.counts.blocks == 0 && rig.counts.late == 0)
        let isSame = core.ledgerBytes == result.expected.ledgerBytes
        #expect(isSame)
        let report = try audit(rig)
        #expect(report.differences == 0 && report.revisedCandles == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        try expectTruth(rig)
    }

    @Test("p8: while one instrument's candles are missing the others go on, and the replay knows it", arguments: 1...4)
    func p8Blocked(seed: UInt64) throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(seed: seed)
        rehearsal.faults.seed = seed
        rehearsal.faults.outage = (instrument: Int(seed % 3), from: 90, minutes: 60)
        rehearsal.faults.historyIsDownInOutage = true
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        #expect(rig.counts.blocks >= 1 && rig.counts.late >= 55)
        let report = try audit(rig)
        #expect(report.blocks == rig.counts.blocks)
        #expect(report.differences == 0, "\(report.first.first.map { "\($0)" } ?? "")")
        #expect(report.fills > 10)
    }

    @Test("the mutant: one vote, one fill, one equity written otherwise is found and named")
    func mutants() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(minutes: 200)
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        #expect(try audit(rig).differences == 0)
        let url = folder.url.appendingPathComponent("store.sqlite")
        try Tamper.execute(
            url,
            "UPDATE session_decision SET bytes = zeroblob(length(bytes)) WHERE number = 0 AND time = (SELECT max(time) FROM session_decision)"
        )
        let votes = try audit(rig)
        #expect(votes.differences == rehearsal.instruments.count)
        #expect(votes.first.first?.kind == .decision && votes.cause?.contains("votes") == true)
        let difference = try #require(votes.first.first)
        #expect(difference.session?.hasPrefix("candle 0; technical flat, probability 0.0, confidence 0.0") == true, "\(difference)")
        #expect(difference.backtest?.contains("; verdict ") == true, "\(difference)")
        try Tamper.execute(url, "UPDATE session_equity SET equity = equity + 1 WHERE time = (SELECT min(time) FROM session_equity)")
        let equity = try audit(rig)
        #expect(equity.first.first?.kind == .equity)
        try Tamper.execute(url, "DELETE FROM session_fill WHERE number = 0")
        #expect(try audit(rig).differences > equity.differences)
    }

    @Test("where everything differs all of it is counted, and the first of it in time is shown")
    func everything() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try Rehearsal(minutes: 200), folder.url)
        _ = try #require(try rig.run())
        let url = folder.url.appendingPathComponent("store.sqlite")
        try Tamper.execute(url, "UPDATE session_decision SET bytes = zeroblob(length(bytes))")
        let report = try audit(rig)
        #expect(report.differences == report.decisions && report.differences > 3 * ParityAudit.shown)
        #expect(report.first.count == ParityAudit.shown && report.first.map(\.time) == report.first.map(\.time).sorted())
        // Those of all instruments at a time, in their order, though one instrument's are compared after another's.
        let ids = rig.rehearsal.instruments.map(\.id)
        #expect(report.first.prefix(6).map(\.instrument) == ids + ids)
    }

    @Test("of a candle that the store has otherwise now, the values that differ are named, and no others")
    func revised() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(minutes: 60)
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try #require(try rig.run())
        let id = rehearsal.instruments[0].id
        var candle = rehearsal.candles[0][rehearsal.warmup + 10]
        let (quote, trades) = (candle.quoteVolume, candle.tradeCount)
        candle.quoteVolume += 1
        candle.tradeCount += 1
        try rig.store.insert(CandleColumns([candle]), id, .m1, source: "test")
        let report = try audit(rig)
        #expect(report.differences == 0 && report.revisedCandles == 1)
        #expect(
            report.firstRevised == "\(id) \(candle.openTime): decided on quote volume \(quote) trades \(trades); "
                + "the store now has quote volume \(candle.quoteVolume) trades \(trades + 1)")
    }

    /// The store ends with the venue's candles.
    private func expectTruth(_ rig: LiveRig) throws {
        let rehearsal = rig.rehearsal
        for (index, instrument) in rehearsal.instruments.enumerated() {
            let stored = try rig.store.read(instrument.id, .m1, TimeRange(from: rehearsal.from, to: rehearsal.to))
            let truth = rehearsal.candles[index]
            let isWhole = stored == truth[rehearsal.warmup..<truth.count]
            #expect(isWhole, "the store has the venue's candles of \(instrument.id)")
        }
    }

    private func audit(_ rig: LiveRig) throws -> ParityReport {
        try ParityAudit(rig.record, plan: rig.rehearsal.plan, store: rig.store, engineVersion: "test").run(threads: 1, warm: rig.warm)
    }
}
