import PulseCore

/// The decision candles of one instrument, for the price chart.
public struct PriceSeries: Sendable {
    public var instrument: InstrumentID
    public var timeframe: Timeframe
    public var candles: CandleColumns
    /// Places after the point of its prices.
    public var decimals: Int

    public init(instrument: InstrumentID, timeframe: Timeframe, candles: CandleColumns, decimals: Int) {
        self.instrument = instrument
        self.timeframe = timeframe
        self.candles = candles
        self.decimals = decimals
    }
}
