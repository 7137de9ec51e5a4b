import PulseCore
import PulseEngine

/// The whole life of one signal, put together from what the engine recorded: its outcome, and the fills of its trade.
public struct SignalLife: Hashable, Sendable {
    /// Number of the signal, from 0, in the order in which the engine was given them.
    public let number: Int
    public let signal: Signal
    /// From its creation on; the last one is final.
    public let transitions: [SignalTransition]
    /// The trade that it opened; nil for none.
    public let trade: Int?

    /// Where it ended.
    public var state: SignalState { transitions.last?.to ?? .created }

    /// The lives of all signals of a simulation, in the order of their numbers; empty where signals were not kept.
    public static func all(_ result: SimulationResult, instruments: [Instrument]) -> [SignalLife] {
        var outcomes = [SignalOutcome?](repeating: nil, count: result.sent.count)
        for outcome in result.outcomes where outcomes.indices.contains(outcome.signal) { outcomes[outcome.signal] = outcome }
        let fills = Dictionary(grouping: result.fills, by: \.trade)
        let trades = Dictionary(uniqueKeysWithValues: result.trades.map { ($0.number, $0) })
        return result.sent.indices.map { number in
            let signal = result.sent[number]
            let trade = signal.direction == .flat ? nil : outcomes[number]?.trade
            return SignalLife(
                number, signal, outcomes[number], fills: trade.flatMap { fills[$0] } ?? [], trade: trade.flatMap { trades[$0] },
                instrument: instruments[signal.instrument])
        }
    }

    /// - Parameters:
    ///   - outcome: nil as long as nothing has come of it.
    ///   - fills: those of its trade so far, in their order.
    ///   - trade: where it is over.
    package init(_ number: Int, _ signal: Signal, _ outcome: SignalOutcome?, fills: [Fill], trade: Trade?, instrument: Instrument) {
        self.number = number
        self.signal = signal
        self.trade = trade?.number
        let price = signal.reference > 0 ? signal.reference : nil
        var steps = [
            SignalTransition(
                from: nil, to: .created, reason: signal.direction == .flat ? "close" : "verdict", time: signal.time, price: price)
        ]
        func add(_ state: SignalState, _ reason: String, _ time: Timestamp, price: Double? = nil, quantity: Double? = nil) {
            steps.append(
                SignalTransition(from: steps.last?.to, to: state, reason: reason, time: time, price: price, quantity: quantity))
        }
        add(.pending, "accepted", signal.time)
        if let rejection = outcome?.rejection {
            add(Self.state(after: rejection), rejection.name, outcome?.time ?? signal.time)
        } else if signal.direction == .flat, let outcome {
            add(.closed, "done", outcome.time)
        }
        var left: Int64 = 0
        for fill in fills {
            left += fill.reason == .entry ? fill.lots : -fill.lots
            add(
                Self.state(after: fill.reason, isLast: left == 0), fill.reason.name, fill.time, price: instrument.tick.value(fill.ticks),
                quantity: instrument.lot.value(fill.lots))
        }
        if let trade, trade.exitReason == .endOfRun { add(.closed, trade.exitReason.name, trade.exitTime, price: trade.exitPrice) }
        transitions = steps
    }

    private static func state(after rejection: Rejection) -> SignalState {
        switch rejection {
        case .expired: .expired
        case .cancelled, .superseded, .runEnded: .cancelled
        default: .rejected
        }
    }

    private static func state(after reason: Fill.Reason, isLast: Bool) -> SignalState {
        if isLast { return .closed }
        switch reason {
        case .target1: return .target1
        case .target2: return .target2
        case .target3: return .target3
        case .target4: return .target4
        default: return .open
        }
    }
}
