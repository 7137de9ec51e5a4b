import PulseCore
import PulseEngine
import PulseResearch

/// The last signals of a session, and what has become of each so far.
public struct RecentSignals: Sendable {
    /// One signal and what the engine recorded of it.
    public struct Entry: Hashable, Sendable {
        /// From 0, in the order in which the engine was given them.
        public var number: Int
        public var signal: Signal
        var outcome: SignalOutcome?
        /// Those of the trade that it opened.
        var fills: [Fill] = []

        /// Where it is in its life.
        public func state(_ instrument: Instrument) -> SignalState {
            SignalLife(number, signal, outcome, fills: fills, trade: nil, instrument: instrument).state
        }
    }

    /// As many as are kept (P9).
    public static let limit = 32

    /// The oldest first, with numbers that follow one another.
    public private(set) var entries: [Entry] = []
    private var takenOutcomes = 0

    init() {}

    /// Takes signals that the engine was given.
    mutating func add(_ signals: [Signal], first: Int) {
        for (offset, signal) in signals.enumerated() { entries.append(Entry(number: first + offset, signal: signal)) }
        if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
    }

    /// Takes what the engine has settled since the last time, and fills that are new, in their order.
    mutating func take(_ outcomes: RecordLog<SignalOutcome>, _ fills: [Fill]) {
        for outcome in outcomes[takenOutcomes..<outcomes.endIndex] {
            guard let oldest = entries.first?.number, outcome.signal >= oldest else { continue }
            entries[outcome.signal - oldest].outcome = outcome
        }
        takenOutcomes = outcomes.endIndex
        for fill in fills {
            let opener = entries.firstIndex { $0.outcome?.trade == fill.trade && $0.signal.direction != .flat }
            if let opener { entries[opener].fills.append(fill) }
        }
    }
}
