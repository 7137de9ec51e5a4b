/// What a venue's streams tell, free of its wire format.
public enum FeedEvent: Hashable, Sendable {
    case candle(CandleUpdate)
    case trade(MarketTrade)
    case quote(BestQuote)
    case markPrice(MarkPrice)
    /// A connection is up and subscribed; what happened before may be lost.
    case connected(connection: Int)
    /// A connection is gone, or about to be replaced.
    case lost(connection: Int, reason: String)
    /// A stream said nothing for longer than its kind may.
    case silent(instrument: Int, stream: String)
    /// A frame could not be read; its bytes are kept aside.
    case quarantined(bytes: Int, reason: String)

    /// Whether a newer event of the same kind and instrument makes this one superfluous, so that it may be shed under pressure.
    public var isSuperseded: Bool {
        switch self {
        case .candle(let update): !update.isClosed
        case .quote, .markPrice: true
        case .trade, .connected, .lost, .silent, .quarantined: false
        }
    }
}
