import PulseCore
import PulseEngine
import PulseResearch
import PulseStore

/// A universe that changes while the session runs.
///
/// What joins is warmed up before, and its streams are listened to before others are dropped. What leaves is not decided on any more; its
/// streams go on until nothing of it is held.
extension PaperSession {
    /// Hands over a change. From any thread.
    public var changer: @Sendable (SessionUniverseChange) -> Void {
        let (replies, buffer) = (replies, buffer)
        return { change in
            replies.post(.universe(change))
            buffer.wake()
        }
    }

    /// Carries out the changes that wait and are due, one after another, unless a slice is being collected: who leaves or returns between a candle and the
    /// end of its slice would be of the universe for the one and not for the other.
    ///
    /// What waits when the session ends is not part of it: whoever takes the session up again hands it over again.
    func changeUniverse() throws {
        while core.collected.isEmpty, !isFinished, isChangeDue(closed: lastClose ?? plan.from) { try take(changes.removeFirst()) }
    }

    /// Whether a change waits that belongs behind a slice that closed then. While a session catches up, it does not reach into slices that were
    /// before it; where nobody is left to wait for, there are none.
    func isChangeDue(closed: Timestamp) -> Bool { changes.first.map { $0.from <= closed || !assembly.isWaiting } ?? false }

    /// Enters a change into the journal, then into the session.
    private func take(_ change: SessionUniverseChange) throws {
        let known = core.instruments.map(\.id)
        let now = clock.now()
        for one in change.joining where !known.contains(one.instrument.id) {
            // Once it is in the journal, every resumption would fail at it.
            if let refusal = core.engine.refusal(of: one.instrument) {
                try commit([.note("left out of the universe: \(refusal)")])
                continue
            }
            let index = receivedAt.count
            // Slices before this one are decided on: its candles of that time are late. Written together, so that no process ends
            // between the two.
            let behind: [SessionEvent] = change.from < assembly.slice ? [.blocked(instrument: index, missing: change.from)] : []
            try write([.joined(one.instrument, from: change.from, warmup: SessionWarmup(one.warmup, one.side))] + behind)
            try core.join(one)
            assembly.add(next: change.from, lastClose: core.lastCandle(index)?.close, now: now)
            receivedAt.append(0)
            joinedAt.append(change.from)
            quotes.append(nil)
            trades?.add(one.instrument)
            if !behind.isEmpty { assembly.restoreBlock(index) }
            enter(behind)
            if one.instrument.market == .perpetual { reopenSides(from: change.from) }
        }
        if core.instruments.contains(where: { $0.market == .perpetual }) { funding.need() }
        var events: [SessionEvent] = []
        for (index, instrument) in core.instruments.enumerated() {
            let isWanted = change.wanted.contains(instrument.id)
            if isWanted, left.remove(index) != nil {
                events.append(.returned(instrument: index))
                guard dropped.remove(index) != nil else { continue }
                assembly.setActive(true, instrument: index)
                // Nobody has asked for it meanwhile.
                if instrument.market == .perpetual { reopenSides(from: core.lastCandle(index)?.openTime ?? joinedAt[index]) }
                if assembly.next(index) < assembly.slice { events.append(block(index)) }
            } else if !isWanted, left.insert(index).inserted {
                events.append(.left(instrument: index))
            }
        }
        try commit(events)
        tellStreams()
        dropIdle()
    }

    /// Slices that are over lack an instrument's candles.
    private func block(_ instrument: Int) -> SessionEvent {
        assembly.restoreBlock(instrument)
        return .blocked(instrument: instrument, missing: assembly.next(instrument))
    }

    /// Stops listening to instruments that have left and of which nothing is held.
    func dropIdle() {
        guard left.count > dropped.count else { return }
        let idle = left.subtracting(dropped).filter { core.engine.isIdle($0) }
        guard !idle.isEmpty else { return }
        for instrument in idle { assembly.setActive(false, instrument: instrument) }
        dropped.formUnion(idle)
        tellStreams()
    }

    private func tellStreams() { observer.sessionFollows(followed.map { (id: $0.instrument.id, index: $0.index) }) }

    /// The instruments whose streams are wanted, with their positions in the session's list.
    public var followed: [(instrument: Instrument, index: Int)] {
        core.instruments.indices.filter { !dropped.contains($0) }.map { (core.instruments[$0], $0) }
    }
}
