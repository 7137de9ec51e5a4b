import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseTesting
import Testing

/// What only the journal has when a process dies comes into the store.
@Suite("Rescue of candles")
struct CandleRescueTests {
    @Test("candles, their revisions and settlements reach the store, and what an instrument was warmed up with stays")
    func everyKind() throws {
        let folder = try TemporaryDirectory()
        let rehearsal = try Rehearsal(instruments: 1, minutes: 30)
        let rig = try LiveRig(rehearsal, folder.url)
        let candles = rehearsal.candles[0]
        let id = rehearsal.instruments[0].id
        var events: [SessionEvent] = [.resumed]
        for index in rehearsal.warmup..<rehearsal.warmup + 10 {
            events += [.candle(instrument: 0, candles[index]), .slice(candles[index].openTime)]
        }
        func revised(_ index: Int) -> Candle {
            var candle = candles[index]
            candle.tradeCount += 1
            return candle
        }
        // One that nothing was written of, one whose first form was, and one that is not the session's.
        let (lost, written) = (rehearsal.warmup + 3, rehearsal.warmup + 5)
        for index in [lost, written, rehearsal.warmup - 1] { events.append(.revised(instrument: 0, revised(index))) }
        let settlement = FundingSettlement(time: rehearsal.from.advanced(byMilliseconds: 120_000), rate: 5_000, interval: 3_600_000)
        events.append(.funding(instrument: 0, settlement))
        try StoredJournal(rig.sessions, session: rig.record.id, next: 1).append(events, outcomes: [], rows: [])
        try rig.store.insert(CandleColumns([candles[written]]), id, .m1, source: "test")
        for _ in 0..<2 { _ = try rig.rescued() }
        let begin = rehearsal.from.advanced(byMilliseconds: -60_000)
        let found = try rig.store.read(id, .m1, TimeRange(from: begin, to: rehearsal.to))
        #expect(found.count == 11)
        for offset in 0..<found.count {
            let index = rehearsal.warmup - 1 + offset
            let expected = [lost, written].contains(index) ? revised(index) : candles[index]
            #expect(found[offset] == expected, "minute \(offset - 1)")
        }
        var rates: [SideObservation] = []
        try rig.store.forEachSideObservation(id, .fundingRate, TimeRange(from: settlement.time, to: rehearsal.to)) { rates += $0 }
        #expect(FundingSchedule(rates).settlements == [settlement])
    }

    @Test("a process that dies while it carries out days of candles that had waited leaves none of them behind")
    func daysAtOnce() throws {
        let folder = try TemporaryDirectory()
        var rehearsal = try Rehearsal(instruments: 1, minutes: 3_600)
        // What candles may know is refused until all of them are there.
        rehearsal.faults.sideRefusals = 2
        let rig = try LiveRig(rehearsal, folder.url)
        _ = try rig.run(killAt: 60)
        _ = try rig.run(killAt: 6_400, isWritten: true, restartDelay: 3_300 * 60_000)
        #expect(try rig.sessions.eventCount(of: rig.record.id) < 7_500)
        _ = try rig.rescued()
        var journalled: [Timestamp] = []
        try rig.sessions.forEachEvent(of: rig.record.id) { _, stored in
            if case .candle(_, let candle)? = SessionEvent(stored) { journalled.append(candle.openTime) }
        }
        #expect(journalled.count > 2_500)
        let range = TimeRange(from: rehearsal.from, to: rehearsal.to)
        let found = try rig.store.read(rehearsal.instruments[0].id, .m1, range).openTime
        #expect(journalled.map(\.milliseconds) == found)
    }
}
