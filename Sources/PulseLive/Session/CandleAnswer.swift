import PulseCore

/// Candles from a venue's history.
public struct CandleAnswer: Hashable, Sendable {
    /// Ascending; some may still be forming.
    public var candles: [Candle]
    /// The venue's clock when it answered: what tells which of them are closed.
    public var venueTime: Timestamp

    public init(candles: [Candle], venueTime: Timestamp) {
        self.candles = candles
        self.venueTime = venueTime
    }
}
