import PulseCore

/// What stands between a planned signal and the engine: minima, one active signal per instrument, cool-downs, limits. Counts what it
/// rejects.
///
/// A value without a clock: times are those of the signals. Signals are offered in the order of time and, within a moment, of priority,
/// so that the same candles give the same admissions.
public struct SignalGate: Sendable {
    private struct State: Sendable {
        var isActive = false
        var direction = Direction.flat
        var regime: Regime?
        var expiry: Timestamp?
        var last: Timestamp?

        /// An expired signal ends by itself at that time, whether or not anyone says so.
        func isActive(at time: Timestamp) -> Bool { isActive && (expiry.map { time < $0 } ?? true) }
    }

    public let gates: GateSpecification
    public let coolDown: RiskSpecification.CoolDown
    /// Signals that may be active at a time.
    public let slots: Int
    private var states: [State]
    private var lastLong: Timestamp?
    private var lastShort: Timestamp?
    /// Admitted signals.
    public private(set) var admitted = 0
    /// Rejections by reason, in the order of `SignalRejection.allCases`.
    public private(set) var rejections = [Int](repeating: 0, count: SignalRejection.allCases.count)

    /// A gate for a run's list of instruments.
    public init(instruments: Int, coolDown: RiskSpecification.CoolDown, gates: GateSpecification = GateSpecification(), slots: Int = .max) {
        self.coolDown = coolDown
        self.gates = gates
        self.slots = slots
        states = [State](repeating: State(), count: instruments)
    }

    /// Makes room for one more instrument, behind those that there are.
    mutating func addInstrument() { states.append(State()) }

    /// Counts a rejection. A verdict without a side is no signal and is not counted.
    public mutating func reject(_ reason: SignalRejection) {
        if reason != .noSide { rejections[Int(reason.rawValue)] += 1 }
    }

    /// Plans and admits in one step: nil where either rejects, and the reason is counted.
    public mutating func signal(_ plan: () throws(SignalRejection) -> Signal) -> Signal? {
        do {
            let signal = try plan()
            return admit(signal) == nil ? signal : nil
        } catch {
            reject(error)
            return nil
        }
    }

    /// Admits a signal (nil) and remembers it, or says why not. A flat signal, which closes a position, always passes and starts no
    /// cool-down.
    public mutating func admit(_ signal: Signal) -> SignalRejection? {
        guard signal.direction != .flat else { return nil }
        if let reason = rejection(of: signal) {
            reject(reason)
            return reason
        }
        states[signal.instrument] = State(
            isActive: true, direction: signal.direction, regime: signal.regime, expiry: signal.expiry, last: signal.time)
        if signal.direction == .long { lastLong = signal.time } else { lastShort = signal.time }
        admitted += 1
        return nil
    }

    /// The instrument's signal has ended: its position is closed, or it was never filled.
    public mutating func release(instrument: Int) {
        states[instrument].isActive = false
        states[instrument].expiry = nil
    }

    /// Which way the instrument's active signal goes; flat if there is none.
    public func direction(of instrument: Int) -> Direction { states[instrument].isActive ? states[instrument].direction : .flat }

    /// Up to when an instrument's active signal keeps others out; the beginning of time if there is none.
    func endOfActivity(_ instrument: Int) -> Timestamp {
        let state = states[instrument]
        return state.isActive ? state.expiry ?? Timestamp(milliseconds: .max) : Timestamp(milliseconds: .min)
    }

    /// Up to when the cool-down of an instrument keeps every signal out; the beginning of time if it has had none.
    func endOfCoolDown(_ instrument: Int) -> Timestamp {
        guard let last = states[instrument].last else { return Timestamp(milliseconds: .min) }
        return last.advanced(byMilliseconds: Int64(coolDown.sameInstrument) * 60_000)
    }

    /// How often a reason was met.
    public func count(of reason: SignalRejection) -> Int { rejections[Int(reason.rawValue)] }

    private func rejection(of signal: Signal) -> SignalRejection? {
        if signal.confidence < gates.confidence { return .confidence }
        if let regime = signal.regime, signal.confidence < gates[regime].confidence { return .regimeConfidence }
        if let health = signal.health, health < gates.health { return .health }
        if let priority = signal.priority, priority < gates.priority { return .priority }
        let state = states[signal.instrument]
        if state.isActive(at: signal.time) { return .active }
        func isWithin(_ minutes: Int, of last: Timestamp?) -> Bool {
            last.map { signal.time.milliseconds - $0.milliseconds < Int64(minutes) * 60_000 } ?? false
        }
        if isWithin(coolDown.sameInstrument, of: state.last) { return .instrumentCoolDown }
        if isWithin(coolDown.sameDirection, of: signal.direction == .long ? lastLong : lastShort) { return .directionCoolDown }
        if isWithin(coolDown.any, of: lastLong) || isWithin(coolDown.any, of: lastShort) { return .coolDown }
        if let regime = signal.regime, active(at: signal.time, { $0.regime == regime }) >= gates[regime].signals { return .regimeLimit }
        return active(at: signal.time, { _ in true }) >= slots ? .positionLimit : nil
    }

    private func active(at time: Timestamp, _ isCounted: (State) -> Bool) -> Int { states.count { $0.isActive(at: time) && isCounted($0) } }
}
