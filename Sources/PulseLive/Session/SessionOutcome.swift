import PulseCore
import PulseEngine
import PulseStrategy

/// What an event brought about: the records that a session keeps beside its journal, and that parity compares.
public struct SessionOutcome: Sendable {
    /// One decision of an instrument's pipeline.
    public struct Decision: Hashable, Sendable {
        public var instrument: Int
        /// When it became known: the close of the base candle that completed it.
        public var time: Timestamp
        public var verdict: Verdict
        /// Votes and verdict as the votes digest takes them.
        public var bytes: [UInt8]
        /// Whether signals may come of it: not where it was made late.
        public var isWithheld: Bool
    }

    /// Equity after a slice.
    public struct Equity: Hashable, Sendable {
        public var time: Timestamp
        public var equity: Cash
        public var cash: Cash
        public var grossExposure: Cash
        public var netExposure: Cash
    }

    public var decisions: [Decision] = []
    /// Those sent to the venue; the first has number `firstSignal`.
    public var signals: [Signal] = []
    public var firstSignal = 0
    public var fills: [Fill] = []
    public var firstFill = 0
    public var movements: [Movement] = []
    public var firstMovement = 0
    public var equity: Equity?

    public init() {}

    public var isEmpty: Bool {
        decisions.isEmpty && signals.isEmpty && fills.isEmpty && movements.isEmpty && equity == nil
    }
}
