import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// What is published beside the candles while the session runs: open interest, ratios, premium, funding rates.
extension PaperSession {
    /// One series of one instrument.
    struct SideKey: Hashable {
        var instrument: Int
        var kind: SideKind
    }

    /// The series that the strategy reads and the venue has.
    static func watches(_ plan: SessionPlan, _ history: any MarketHistory, from: Timestamp) -> [SideWatch] {
        let wanted = plan.strategy.sideKinds
        return history.sideSchedules.filter { wanted.contains($0.kind) }.map { SideWatch($0, from: from) }
    }

    /// Whether all that candles which close then may know is known, or has been waited for long enough, which is noted; asks for what is not.
    func sideIsKnown(closing close: Timestamp, notes: inout [SessionEvent]) -> Bool {
        guard hasPerpetuals else { return true }
        var isKnown = true
        for index in sides.indices where !sides[index].isReady(closing: close) {
            if sides[index].isGivenUp(closing: close, now: clock.now()) {
                notes.append(.note("candles that close at \(close) are decided on without the \(sides[index].schedule.kind.name) of then"))
                continue
            }
            isKnown = false
            askSide(index, closing: close)
        }
        return isKnown
    }

    /// Asks for what has been published since the last time.
    func askSides() {
        guard hasPerpetuals else { return }
        for index in sides.indices { askSide(index, closing: nil) }
    }

    /// An instrument came that nobody has asked for since.
    func reopenSides(from time: Timestamp) {
        for index in sides.indices { sides[index].reopen(from: time) }
    }

    private var hasPerpetuals: Bool { core.instruments.contains { $0.market == .perpetual } }

    private func askSide(_ index: Int, closing close: Timestamp?) {
        guard let range = sides[index].request(closing: close, marketTime: assembly.marketTime, now: clock.now()) else { return }
        let kind = sides[index].schedule.kind
        history.requestSide(kind, followedPerpetuals, range, reply: reply({ .side(kind, $0) }, { .sideFailed(kind, $0) }))
    }

    /// Enters observations that are new, in the order in which they became known, before the candles that wait for them.
    func take(_ kind: SideKind, _ found: [InstrumentID: [SideObservation]]) throws {
        guard let index = sides.firstIndex(where: { $0.schedule.kind == kind }) else { return }
        let schedule = sides[index].schedule
        var news: [(instrument: Int, observation: SideObservation)] = []
        var faults: [SessionEvent] = []
        for (instrument, one) in core.instruments.enumerated() where one.market == .perpetual {
            let key = SideKey(instrument: instrument, kind: kind)
            for var observation in (found[one.id] ?? []).sorted(by: { $0.eventTime < $1.eventTime }) {
                // What was known when the instrument joined is part of its warm-up.
                guard observation.knownAt > joinedAt[instrument], observed[key].map({ $0 < observation.eventTime }) ?? true else {
                    continue
                }
                observed[key] = observation.eventTime
                observation.knownAt = core.knownTime(schedule.known(observation), kind, instrument: instrument)
                guard SideValidation.fault(in: observation, kind) == nil else {
                    faults.append(.note("\(kind.name) of \(one.id) at \(observation.eventTime) is not possible: \(observation.value)"))
                    continue
                }
                news.append((instrument, observation))
            }
        }
        // Those that are told of late become known together; of these the newest event counts, which must come last.
        news.sort {
            ($0.observation.knownAt, $0.instrument, $0.observation.eventTime) < (
                $1.observation.knownAt, $1.instrument, $1.observation.eventTime
            )
        }
        try commit(news.map { .side(instrument: $0.instrument, kind, $0.observation) } + faults)
        sides[index].answered()
    }

    /// A request brought no answer.
    func sideFailed(_ kind: SideKind, _ reason: String) {
        observer.requestFailed(reason)
        if let index = sides.firstIndex(where: { $0.schedule.kind == kind }) { sides[index].failed(now: clock.now()) }
    }
}
