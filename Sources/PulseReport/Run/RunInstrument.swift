import PulseCore

/// One instrument of a run and the candles it was run on.
public struct RunInstrument: Hashable, Sendable, Codable {
    public var id: InstrumentID
    public var market: Instrument.Market
    /// Places after the point of its prices and of its quantities.
    public var priceDecimals: Int
    public var quantityDecimals: Int
    /// Number of candles of the base timeframe.
    public var candles: Int
    /// Digest of those candles, in hexadecimal.
    public var candlesDigest: String

    public init(
        id: InstrumentID, market: Instrument.Market, priceDecimals: Int, quantityDecimals: Int, candles: Int, candlesDigest: String
    ) {
        self.id = id
        self.market = market
        self.priceDecimals = priceDecimals
        self.quantityDecimals = quantityDecimals
        self.candles = candles
        self.candlesDigest = candlesDigest
    }

    public init(_ instrument: Instrument, candles: Int, candlesDigest: String) {
        self.init(
            id: instrument.id, market: instrument.market, priceDecimals: instrument.tick.decimals,
            quantityDecimals: instrument.lot.decimals, candles: candles, candlesDigest: candlesDigest)
    }
}
