import PulseCore

/// A run of candles that a series does not have between its first and its last.
public struct Gap: Hashable, Sendable, Codable {
    /// Open time of the first missing candle.
    public var from: Timestamp
    /// Open time of the first candle after the gap.
    public var to: Timestamp
    /// Number of missing candles.
    public var missing: Int

    public init(from: Timestamp, to: Timestamp, missing: Int) {
        self.from = from
        self.to = to
        self.missing = missing
    }
}
