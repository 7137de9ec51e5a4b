import PulseCore

/// Candles of an instrument that a session lacks and asks the venue's history for.
public struct CandleRequest: Hashable, Sendable {
    public var number: Int
    public var instrument: Int
    /// Open times of the first and the last one.
    public var from: Timestamp
    public var through: Timestamp
}
