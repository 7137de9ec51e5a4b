import PulseCore

/// What the store knows of one series without reading its candles.
public struct SeriesSummary: Hashable, Sendable {
    public var instrument: InstrumentID
    public var timeframe: Timeframe
    /// Open time of the first candle.
    public var from: Timestamp
    /// Close of the last candle: its open time plus the timeframe.
    public var to: Timestamp
    public var candles: Int
    /// Runs of missing candles between the first and the last.
    public var gaps: Int
    /// Bytes that the store spends on a candle, chunk headers and tail rows included.
    public var bytesPerCandle: Double
    /// Candles with any volume.
    public var tradedCandles: Int
    /// Candles with any taker-buy volume.
    public var takerFlowCandles: Int

    /// Whether the source said how much takers bought: without it, heads that read order flow have nothing to say.
    public var isTakerFlowKnown: Bool { takerFlowCandles > 0 }
}
