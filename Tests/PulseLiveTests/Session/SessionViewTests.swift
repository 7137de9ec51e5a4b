import PulseCore
import PulseEngine
import PulseLive
import PulseStore
import PulseTesting
import Testing

/// What a session shows of itself: the same for a process that took it up as for one that was there from the start.
@Suite("View of a session")
struct SessionViewTests {
    /// Whether the state of each is what positions and trades say, which are kept elsewhere.
    private func expectTruth(_ core: SessionCore) {
        let engine = core.engine
        for entry in core.recentSignals.entries {
            let signal = entry.signal
            let state = entry.state(core.instruments[signal.instrument])
            let isHeld = engine.positions.contains { $0.instrument == signal.instrument && $0.signalTime == signal.time }
            let isOver = engine.trades.elements.contains { $0.instrument == signal.instrument && $0.signalTime == signal.time }
            switch state {
            case .open, .target1, .target2, .target3, .target4: #expect(isHeld && !isOver, "\(state) \(signal)")
            case .closed: #expect(!isHeld && (isOver || signal.direction == .flat), "\(state) \(signal)")
            case .cancelled, .expired, .rejected: #expect(!isHeld && !isOver, "\(state) \(signal)")
            case .created: Issue.record("a signal that the engine was given is at least pending")
            case .pending:
                let isLast = core.recentSignals.entries.last { $0.signal.instrument == signal.instrument } == entry
                #expect(!isHeld && !isOver && isLast, "\(signal)")
            }
        }
    }

    @Test("each of the last signals is where positions and trades say, at any time, in one process or several", arguments: [1, 2])
    func states(seed: UInt64) throws {
        let rehearsal = try Rehearsal(minutes: 400, seed: seed)
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(rehearsal, folder.url)
        var seen: Set<SignalState> = []
        for part in 1...30 {
            let core = try #require(try rig.run(stopAfter: part * 50))
            expectTruth(core)
            seen.formUnion(core.recentSignals.entries.map { $0.state(core.instruments[$0.signal.instrument]) })
            // Whoever takes it up again sees the same.
            #expect(try rig.rescued().core.recentSignals.entries == core.recentSignals.entries)
            let numbers = core.recentSignals.entries.map(\.number)
            #expect(numbers == Array((core.sentSignals - numbers.count)..<core.sentSignals))
            #expect(numbers.count == min(core.sentSignals, RecentSignals.limit))
        }
        #expect(seen.isSuperset(of: [.pending, .open, .closed]), "\(seen)")
    }

    @Test("drawdowns are those of the whole session's equity, in one process or several")
    func drawdowns() throws {
        let folder = try TemporaryDirectory()
        let rig = try LiveRig(try Rehearsal(minutes: 400), folder.url)
        for part in 1...10 {
            let core = try #require(try rig.run(stopAfter: part * 140))
            var (peak, worst, now) = (core.engine.configuration.initialCash.value, 0.0, 0.0)
            for row in try rig.sessions.equity(of: rig.record.id) {
                let equity = Cash(units: row.equity).value
                peak = max(peak, equity)
                now = 1 - equity / peak
                worst = max(worst, now)
            }
            #expect(worst > 0 && core.maximumDrawdown == worst && core.drawdown == now)
            #expect(try rig.rescued().core.maximumDrawdown == worst)
        }
    }
}
