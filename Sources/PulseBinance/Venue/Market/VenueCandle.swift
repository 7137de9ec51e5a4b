import PulseCore

/// A candle in whole units of its instrument's decimals, with the numbers of its first and last trade.
public struct VenueCandle: Hashable, Sendable {
    public var openTime: Int64
    public var open: Int64
    public var high: Int64
    public var low: Int64
    public var close: Int64
    public var volume: Int64
    public var quoteVolume: Int64
    public var tradeCount: Int64
    public var takerBuyVolume: Int64
    public var takerBuyQuoteVolume: Int64
    /// -1 where nothing was traded.
    public var firstTradeID: Int64
    public var lastTradeID: Int64

    /// Takes in the candle that follows inside the same span. Sums wrap where a market is beyond any bounds.
    package mutating func merge(_ next: VenueCandle) {
        high = max(high, next.high)
        low = min(low, next.low)
        close = next.close
        volume &+= next.volume
        quoteVolume &+= next.quoteVolume
        tradeCount &+= next.tradeCount
        takerBuyVolume &+= next.takerBuyVolume
        takerBuyQuoteVolume &+= next.takerBuyQuoteVolume
        if firstTradeID < 0 { firstTradeID = next.firstTradeID }
        if next.lastTradeID >= 0 { lastTradeID = next.lastTradeID }
    }
}
