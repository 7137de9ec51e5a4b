/// How much worse than its reference price an order that crosses the book is filled.
///
/// Slippage in ticks = `price * priceShare + range * rangeShare`, rounded up to a whole tick, where the range is high less low of the
/// candle before the fill's: for an entry, the candle of its signal. Orders resting in the book (targets) have none. A scenario multiplies
/// both shares.
public struct SlippageModel: Hashable, Sendable, Codable {
    /// Share of the price: half the spread and a little depth.
    public var priceShare: PartsPerMillion
    /// Share of the previous candle's range: wide candles are thin books.
    public var rangeShare: PartsPerMillion

    public init(priceShare: PartsPerMillion, rangeShare: PartsPerMillion) {
        self.priceShare = priceShare
        self.rangeShare = rangeShare
    }

    public static let none = SlippageModel(priceShare: 0, rangeShare: 0)
    /// One basis point and two per cent of the previous range.
    public static let standard = SlippageModel(priceShare: 100, rangeShare: 20_000)
}
