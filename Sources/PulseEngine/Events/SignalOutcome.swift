import PulseCore

/// What became of one signal that the engine was given: a position, or the reason why not.
///
/// With the fills of its trade this is the whole life of a signal; see `SignalState`.
public struct SignalOutcome: Hashable, Sendable {
    /// Number of the signal, from 0, in the order in which the engine was given them.
    public var signal: Int
    /// When that was settled.
    public var time: Timestamp
    /// Why it came to nothing; nil where it did not.
    public var rejection: Rejection?
    /// The trade that it opened, or that it closed if it is a flat one; nil for neither.
    public var trade: Int?
}
