import PulseCore

/// What a stream tells of an instrument.
public enum StreamKind: Hashable, Sendable {
    /// Candles of a timeframe, forming and closed.
    case candles(Timeframe)
    /// Aggregated trades.
    case trades
    /// The best bid and ask.
    case quotes
    /// Mark price and funding in the making, every second. Futures only.
    case markPrices

    /// The stream's name: the symbol in lower case and what is told.
    public func name(_ symbol: String) -> String {
        let symbol = symbol.lowercased()
        return switch self {
        case .candles(let timeframe): "\(symbol)@kline_\(timeframe)"
        case .trades: "\(symbol)@aggTrade"
        case .quotes: "\(symbol)@bookTicker"
        case .markPrices: "\(symbol)@markPrice@1s"
        }
    }

    /// Whether the market has such streams.
    public func isOffered(by market: BinanceMarket) -> Bool { market == .usdm || self != .markPrices }

    /// The kind of an event; nil for what is about connections.
    init?(_ event: FeedEvent) {
        switch event {
        case .candle(let update): self = .candles(update.timeframe)
        case .trade: self = .trades
        case .quote: self = .quotes
        case .markPrice: self = .markPrices
        case .connected, .lost, .silent, .quarantined: return nil
        }
    }
}

/// Where on a host streams are: futures keep books apart from the rest, and a stream that is asked for on the other route stays silent.
public enum StreamRoute: Int, Hashable, Sendable, CaseIterable {
    case spot, futuresPublic, futuresMarket

    public init(_ kind: StreamKind, _ market: BinanceMarket) {
        switch (market, kind) {
        case (.spot, _): self = .spot
        case (.usdm, .quotes): self = .futuresPublic
        case (.usdm, _): self = .futuresMarket
        }
    }

    /// The path of combined streams.
    public var path: String {
        switch self {
        case .spot: "/stream"
        case .futuresPublic: "/public/stream"
        case .futuresMarket: "/market/stream"
        }
    }
}
