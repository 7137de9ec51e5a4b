import PulseCore

/// What stands between a planned signal and the engine: one active signal per instrument, and cool-downs. Counts what it rejects.
///
/// A value without a clock: times are those of the signals. Signals are offered in the order of (time, instrument), so that the same
/// candles give the same admissions.
public struct SignalGate: Sendable {
    private struct State: Sendable {
        var isActive = false
        var expiry: Timestamp?
        var last: Timestamp?
    }

    public let coolDown: RiskSpecification.CoolDown
    private var states: [State]
    private var lastLong: Timestamp?
    private var lastShort: Timestamp?
    /// Admitted signals.
    public private(set) var admitted = 0
    /// Rejections by reason, in the order of `SignalRejection.allCases`.
    public private(set) var rejections = [Int](repeating: 0, count: SignalRejection.allCases.count)

    /// A gate for a run's list of instruments.
    public init(instruments: Int, coolDown: RiskSpecification.CoolDown) {
        self.coolDown = coolDown
        states = [State](repeating: State(), count: instruments)
    }

    /// Plans and admits in one step: nil where either rejects, and the reason is counted. A verdict without a side is no signal and is
    /// not counted.
    public mutating func signal(_ plan: () throws(SignalRejection) -> Signal) -> Signal? {
        do {
            let signal = try plan()
            return admit(signal) == nil ? signal : nil
        } catch {
            if error != .noSide { rejections[Int(error.rawValue)] += 1 }
            return nil
        }
    }

    /// Admits a signal (nil) and remembers it, or says why not. A flat signal, which closes a position, always passes and starts no
    /// cool-down.
    public mutating func admit(_ signal: Signal) -> SignalRejection? {
        guard signal.direction != .flat else { return nil }
        if let reason = rejection(of: signal) {
            rejections[Int(reason.rawValue)] += 1
            return reason
        }
        states[signal.instrument] = State(isActive: true, expiry: signal.expiry, last: signal.time)
        if signal.direction == .long { lastLong = signal.time } else { lastShort = signal.time }
        admitted += 1
        return nil
    }

    /// The instrument's signal has ended: its position is closed, or it was never filled.
    public mutating func release(instrument: Int) {
        states[instrument].isActive = false
        states[instrument].expiry = nil
    }

    /// How often a reason was met.
    public func count(of reason: SignalRejection) -> Int { rejections[Int(reason.rawValue)] }

    private func rejection(of signal: Signal) -> SignalRejection? {
        let state = states[signal.instrument]
        // An expired signal ends by itself at that time, whether or not anyone says so.
        if state.isActive, state.expiry.map({ signal.time < $0 }) ?? true { return .active }
        func isWithin(_ minutes: Int, of last: Timestamp?) -> Bool {
            last.map { signal.time.milliseconds - $0.milliseconds < Int64(minutes) * 60_000 } ?? false
        }
        if isWithin(coolDown.sameInstrument, of: state.last) { return .instrumentCoolDown }
        if isWithin(coolDown.sameDirection, of: signal.direction == .long ? lastLong : lastShort) { return .directionCoolDown }
        if isWithin(coolDown.any, of: lastLong) || isWithin(coolDown.any, of: lastShort) { return .coolDown }
        return nil
    }
}
