import PulseCore

/// What the simulated venue needs to know of a closed candle.
@frozen
public struct MarketCandle: Hashable, Sendable {
    public var openTime: Timestamp
    /// When it became known: the time of the slice that it belongs to.
    public var closeTime: Timestamp
    public var open: Double
    public var high: Double
    public var low: Double
    public var close: Double

    @inlinable
    public init(openTime: Timestamp, closeTime: Timestamp, open: Double, high: Double, low: Double, close: Double) {
        self.openTime = openTime
        self.closeTime = closeTime
        self.open = open
        self.high = high
        self.low = low
        self.close = close
    }

    @inlinable
    public init(_ candle: Candle, closeTime: Timestamp) {
        self.init(
            openTime: candle.openTime, closeTime: closeTime, open: candle.open, high: candle.high, low: candle.low, close: candle.close)
    }
}
