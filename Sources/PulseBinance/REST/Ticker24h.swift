/// The last 24 hours of a symbol.
public struct Ticker24h: Hashable, Sendable {
    public var symbol: String
    public var lastPrice: Double
    /// Traded value in the quote currency.
    public var quoteVolume: Double
    /// Number of trades.
    public var count: Int64

    public init(symbol: String, lastPrice: Double, quoteVolume: Double, count: Int64) {
        self.symbol = symbol
        self.lastPrice = lastPrice
        self.quoteVolume = quoteVolume
        self.count = count
    }

    init?(_ wire: WireValue) {
        guard let symbol = wire["symbol"]?.string, let price = wire["lastPrice"]?.decimal, let volume = wire["quoteVolume"]?.decimal,
            let count = wire["count"]?.integer
        else { return nil }
        self.init(symbol: symbol, lastPrice: price, quoteVolume: volume, count: count)
    }
}
