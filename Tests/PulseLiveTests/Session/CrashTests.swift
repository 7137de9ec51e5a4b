import Foundation
import PulseCore
import PulseEngine
import PulseLive
import PulseResearch
import PulseStore
import PulseTesting
import Testing

/// P7: killed at any event and taken up again, a session is the one that was never interrupted.
@Suite("Crashes")
struct CrashTests {
    private struct End: Equatable {
        var ledger: [UInt8]
        var signals: [String]
        var fills: [String]
        var movements: [String]
    }

    private func end(_ rig: LiveRig, _ core: SessionCore) throws -> End {
        try End(
            ledger: core.ledgerBytes, signals: rig.sessions.signals(of: rig.record.id), fills: rig.sessions.fills(of: rig.record.id),
            movements: rig.sessions.movements(of: rig.record.id))
    }

    @Test(
        "p7: killed at random events, before or after they were written, nothing is lost and nothing doubled",
        arguments: [1, 2] as [UInt64])
    func p7RandomKills(seed: UInt64) throws {
        var rehearsal = try Rehearsal(minutes: 240, seed: seed)
        rehearsal.faults.seed = seed
        rehearsal.faults.drop = 0.02
        rehearsal.faults.duplicate = 0.02
        let calm = try TemporaryDirectory()
        let uninterrupted = try LiveRig(rehearsal, calm.url)
        let core = try #require(try uninterrupted.run())
        let expected = try end(uninterrupted, core)
        #expect(expected.fills.count > 5)
        let events = try uninterrupted.sessions.eventCount(of: "rehearsal")

        // More of them for a long form: ALPHAPULSE_KILLS=1000 swift test ...
        let wanted = ProcessInfo.processInfo.environment["ALPHAPULSE_KILLS"].flatMap { Int($0) } ?? 1
        var random = SplitMix64(seed: seed)
        var kills = 0
        repeat {
            let folder = try TemporaryDirectory()
            let rig = try LiveRig(rehearsal, folder.url)
            let before = kills
            var finished: SessionCore?
            while finished == nil, kills < before + 200 {
                let now = try rig.sessions.eventCount(of: "rehearsal")
                let next = now + 1 + Int(random.uniform() * Double(events) / 25)
                rig.helpers = Int(random.uniform() * 3)
                finished = try rig.run(killAt: next, isWritten: random.uniform() < 0.5, restartDelay: Int64(random.uniform() * 20_000))
                kills += 1
            }
            #expect(kills > before + 15)
            let found = try end(rig, try #require(finished))
            let isSame = found == expected
            #expect(isSame, "after \(kills) kills")
        } while kills < wanted
    }

    /// What a journal has of a market: its slices, and the candles and settlements of each instrument.
    private struct Lived: Equatable {
        var slices: [Timestamp] = []
        var candles: [Int: [Candle]] = [:]
        var funding: [Int: [FundingSettlement]] = [:]
        /// Numbers of the first line that tells of an absence, and of the first slice after it.
        var firstAbsent: Int?
        var afterAbsent: Int?

        /// The same whatever was written when.
        static func == (one: Lived, other: Lived) -> Bool {
            one.slices == other.slices && one.candles == other.candles && one.funding == other.funding
        }
    }

    private func lived(_ rig: LiveRig) throws -> Lived {
        var lived = Lived()
        try rig.sessions.forEachEvent(of: rig.record.id) { number, stored in
            switch SessionEvent(stored) {
            case .candle(let instrument, let candle)?: lived.candles[instrument, default: []].append(candle)
            case .funding(let instrument, let settlement)?: lived.funding[instrument, default: []].append(settlement)
            case .slice(let openTime)?:
                lived.slices.append(openTime)
                if lived.firstAbsent != nil, lived.afterAbsent == nil { lived.afterAbsent = number }
            case .absent?: if lived.firstAbsent == nil { lived.firstAbsent = number }
            case .late?, .blocked?: Issue.record("\(stored) in a market in which all come in time")
            default: break
            }
        }
        return lived
    }

    @Test("p7: killed at every event around minutes that the venue has of no instrument, a session goes on behind them")
    func p7AbsentForAll() throws {
        // A full hour is among them, so that a settlement is.
        let rehearsal = try Rehearsal(minutes: 80, absent: Set(45..<70), isAbsentForAll: true)
        let calm = try TemporaryDirectory()
        let uninterrupted = try LiveRig(rehearsal, calm.url)
        let core = try #require(try uninterrupted.run())
        let (expected, market) = (try end(uninterrupted, core), try lived(uninterrupted))
        #expect(market.slices.count == 55 && market.candles[0]?.count == 55 && market.funding[0]?.count == 2)
        let first = try #require(market.firstAbsent)
        let last = try #require(market.afterAbsent)
        #expect(last - first >= 6)
        for number in (first - 1)...(last + 1) {
            for isWritten in [false, true] {
                let folder = try TemporaryDirectory()
                let rig = try LiveRig(rehearsal, folder.url)
                let survivor = try rig.run(killAt: number, isWritten: isWritten, isCut: true)
                #expect(survivor.map { $0.sliceCount } == nil)
                let found = try #require(try rig.run())
                let (ending, life) = (try end(rig, found), try lived(rig))
                let isSame = ending == expected && life == market
                #expect(isSame, "killed at line \(number), written: \(isWritten)")
            }
        }
    }
}
