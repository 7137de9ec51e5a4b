/// One candle: prices and volumes of one instrument over one span of time.
///
/// Its identity is instrument, timeframe and open time; the first two belong to the series that holds it. It becomes known at its close.
public struct Candle: Hashable, Sendable {
    /// When the span starts.
    public var openTime: Timestamp
    public var open: Double
    public var high: Double
    public var low: Double
    public var close: Double
    /// Traded quantity in the base currency.
    public var volume: Double
    /// Traded value in the quote currency; 0 where the source does not say.
    public var quoteVolume: Double
    /// Number of trades; 0 where the source does not say.
    public var tradeCount: Int64
    /// Quantity bought by takers, in the base currency; 0 where the source does not say.
    public var takerBuyVolume: Double
    /// Value bought by takers, in the quote currency; 0 where the source does not say.
    public var takerBuyQuoteVolume: Double

    public init(
        openTime: Timestamp, open: Double, high: Double, low: Double, close: Double, volume: Double, quoteVolume: Double = 0,
        tradeCount: Int64 = 0, takerBuyVolume: Double = 0, takerBuyQuoteVolume: Double = 0
    ) {
        self.openTime = openTime
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.quoteVolume = quoteVolume
        self.tradeCount = tradeCount
        self.takerBuyVolume = takerBuyVolume
        self.takerBuyQuoteVolume = takerBuyQuoteVolume
    }
}
