import PulseCore

/// From the verdicts of one moment to the signals that are sent: plan, health, priority and gates. The one way, in backtests as live (P1).
///
/// For each moment: `release` what has ended, `consider` every decision in instrument order, then `admit`. Where slots are fewer than
/// signals, those of higher priority go first; equal ones in the order of instruments.
public struct SignalPlanner: Sendable {
    /// What the instrument of a verdict has in the market.
    public enum Holding: Hashable, Sendable {
        case nothing
        /// An order that waits for its fill.
        case waiting
        case position
    }

    private let plan: RiskPlan
    public private(set) var gate: SignalGate
    private var candidates: [Signal] = []
    /// Signals that end what is there: flat ones, by instrument.
    private var endings: [Signal] = []
    /// Signals that an opposite verdict cancelled before their fill, and positions that it closed.
    public private(set) var cancelled = 0
    public private(set) var closed = 0

    public init(_ strategy: StrategySpecification, timeframe: Timeframe, instruments: Int) {
        plan = RiskPlan(strategy.risk, timeframe: timeframe, calibration: strategy.calibration.calibration?.map)
        gate = SignalGate(
            instruments: instruments, coolDown: strategy.risk.coolDown, gates: strategy.gates, slots: strategy.risk.maximumPositions)
    }

    /// Whether a signal of the instrument is taken for waiting or in the market.
    public func isActive(_ instrument: Int) -> Bool { gate.direction(of: instrument) != .flat }

    /// Makes room for one more instrument, behind those that there are: live, one may join.
    public mutating func addInstrument() { gate.addInstrument() }

    /// The instrument's signal has ended.
    public mutating func release(instrument: Int) { gate.release(instrument: instrument) }

    /// Up to which instant, itself not included, verdicts on an instrument change nothing but what is counted: a signal of it is active and no
    /// opposite verdict ends that, or its cool-down lasts. Who does not ask for counts need not consider them.
    ///
    /// Changes nothing; `mutating` so that it is asked in place, without a copy of the planner.
    public mutating func deafUntil(_ instrument: Int, holding: Holding) -> Timestamp {
        switch holding {
        case .waiting: Timestamp(milliseconds: .min)
        case .nothing: gate.endOfCoolDown(instrument)
        case .position: gate.gates.closeOnOpposite ? Timestamp(milliseconds: .min) : gate.endOfActivity(instrument)
        }
    }

    /// Takes a decision with a side. `riskTaken` is the share of the allowed open risk that positions take.
    public mutating func consider(
        _ decision: DecisionRow, instrument: Int, time: Timestamp, close: Double, holding: Holding, riskTaken: Score
    ) {
        let verdict = decision.verdict
        guard verdict.direction != .flat else { return }
        endOpposite(of: verdict.direction, instrument: instrument, time: time, close: close, holding: holding)
        do {
            var signal = try plan.signal(
                for: verdict, instrument: instrument, time: time, close: close, averageTrueRange: decision.averageTrueRange,
                swingLow: decision.swingLow, swingHigh: decision.swingHigh)
            signal.regime = decision.regime.regime
            signal.health = HealthScore(decision, riskTaken: riskTaken).value
            signal.priority = SignalPriority.value(of: signal, recency: decision.recency)
            candidates.append(signal)
        } catch {
            gate.reject(error)
        }
    }

    /// An opposite verdict cancels what waits and closes what is open, where the gates say so. What it ends no longer stands in its own
    /// way.
    private mutating func endOpposite(of direction: Direction, instrument: Int, time: Timestamp, close: Double, holding: Holding) {
        guard gate.direction(of: instrument) == direction.opposite else { return }
        switch holding {
        case .waiting where gate.gates.cancelOnOpposite: cancelled += 1
        case .position where gate.gates.closeOnOpposite: closed += 1
        default: return
        }
        gate.release(instrument: instrument)
        endings.append(Signal(instrument: instrument, direction: .flat, time: time, reference: close, size: .quantity(0)))
    }

    /// Appends what is sent, in instrument order: admitted signals, and a flat one for each instrument that is only to be closed.
    public mutating func admit(into signals: inout [Signal]) {
        if endings.isEmpty, candidates.count <= 1 {
            // Most moments of most runs.
            if let candidate = candidates.popLast(), gate.admit(candidate) == nil { signals.append(candidate) }
            return
        }
        let first = signals.count
        let order = candidates.indices.sorted { a, b in
            let (mine, other) = (candidates[a].priority ?? .zero, candidates[b].priority ?? .zero)
            return mine == other ? a < b : mine > other
        }
        for index in order where gate.admit(candidates[index]) == nil { signals.append(candidates[index]) }
        // The engine closes what is opposite to a new signal by itself.
        for ending in endings where !signals[first...].contains(where: { $0.instrument == ending.instrument }) { signals.append(ending) }
        signals[first...].sort { $0.instrument < $1.instrument }
        candidates.removeAll(keepingCapacity: true)
        endings.removeAll(keepingCapacity: true)
    }
}
