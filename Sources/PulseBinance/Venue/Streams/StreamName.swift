import PulseCore

/// A stream that the venue can deliver.
package struct StreamName: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// `shift` is a time zone's offset in milliseconds.
        case kline(Timeframe, shift: Int64)
        case continuousKline(Timeframe)
        case aggTrade, trade, bookTicker
        case markPrice(every: Int64)
        case miniTicker, ticker, averagePrice
        case partialDepth(levels: Int, every: Int64)
        case depth(every: Int64)

        /// Of futures: whether it belongs to the route of books and quotes.
        package var isPublic: Bool {
            switch self {
            case .bookTicker, .partialDepth, .depth, .trade: true
            default: false
            }
        }
    }

    /// As the client spelled it.
    package let text: String
    package let market: BinanceMarket
    package let kind: Kind
    /// Position of the instrument; nil for a stream of all of a market.
    package let instrument: Int?
    /// Whether its times are told in microseconds, as connections to the spot market may ask for.
    package var isMicroseconds = false

    /// How a client's text is to be taken.
    package enum Reading: Hashable, Sendable {
        case stream(StreamName)
        /// Well-formed, but the venue has no such stream: acknowledged, and silent.
        case unknown
        case malformed
    }

    /// The longest name that is taken for one.
    package static let longest = 100

    package static func read(_ text: String, _ route: VenueRoute, _ market: VenueMarket) -> Reading {
        guard text.utf8.count <= longest, !text.isEmpty, text.contains("@") || text.hasPrefix("!") else { return .malformed }
        for place in route.markets {
            if let stream = StreamName(text, place, market) { return .stream(stream) }
        }
        return .unknown
    }

    private init?(_ text: String, _ market: BinanceMarket, _ venue: VenueMarket) {
        self.text = text
        self.market = market
        if text.hasPrefix("!") {
            guard let kind = Self.arrayKind(text.dropFirst(), market) else { return nil }
            self.kind = kind
            instrument = nil
            return
        }
        guard let mark = text.firstIndex(of: "@") else { return nil }
        var symbol = String(text[..<mark])
        // Stream names are in lower case; others are silent.
        guard symbol == symbol.lowercased(), let kind = Self.kind(text[text.index(after: mark)...], market) else { return nil }
        if case .continuousKline(let interval) = kind {
            guard symbol.hasSuffix("_perpetual"), venue.serves(interval) else { return nil }
            symbol.removeLast("_perpetual".count)
        }
        if case .kline(let interval, _) = kind, !venue.serves(interval) { return nil }
        guard let index = venue.index(market, symbol.uppercased()) else { return nil }
        self.kind = kind
        instrument = index
    }

    private static func arrayKind(_ text: Substring, _ market: BinanceMarket) -> Kind? {
        switch (text, market) {
        case ("miniTicker@arr", _): .miniTicker
        case ("ticker@arr", .usdm): .ticker
        case ("bookTicker", .usdm): .bookTicker
        case ("markPrice@arr", .usdm): .markPrice(every: 3_000)
        case ("markPrice@arr@1s", .usdm): .markPrice(every: 1_000)
        default: nil
        }
    }

    private static func kind(_ text: Substring, _ market: BinanceMarket) -> Kind? {
        switch text {
        case "aggTrade": return .aggTrade
        case "trade": return .trade
        case "bookTicker": return .bookTicker
        case "miniTicker": return .miniTicker
        case "ticker": return .ticker
        case "avgPrice": return market == .spot ? .averagePrice : nil
        case "markPrice": return market == .usdm ? .markPrice(every: 3_000) : nil
        case "markPrice@1s": return market == .usdm ? .markPrice(every: 1_000) : nil
        default: break
        }
        if text.hasPrefix("kline_") {
            let parts = text.dropFirst(6).split(separator: "@", omittingEmptySubsequences: false)
            guard let interval = Timeframe(String(parts[0])) else { return nil }
            guard parts.count > 1 else { return .kline(interval, shift: 0) }
            guard market == .spot, parts.count == 2, let shift = TimeZoneOffset.milliseconds(String(parts[1])) else { return nil }
            return .kline(interval, shift: shift)
        }
        if text.hasPrefix("continuousKline_"), market == .usdm {
            return Timeframe(String(text.dropFirst(16))).map { .continuousKline($0) }
        }
        return text.hasPrefix("depth") ? depth(text.dropFirst(5), market) : nil
    }

    private static func depth(_ text: Substring, _ market: BinanceMarket) -> Kind? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let periods: [String: Int64] =
            market == .spot ? ["": 1_000, "100ms": 100, "1000ms": 1_000] : ["": 250, "100ms": 100, "250ms": 250, "500ms": 500]
        guard (1...2).contains(parts.count), let every = periods[parts.count == 2 ? String(parts[1]) : ""] else { return nil }
        if parts[0].isEmpty { return .depth(every: every) }
        guard let levels = Int(parts[0]), [5, 10, 20].contains(levels) else { return nil }
        return .partialDepth(levels: levels, every: every)
    }
}

/// Time zones as the spot market writes them.
package enum TimeZoneOffset {
    /// Milliseconds of `0`, `8`, `+08:00`, `-3:30`: from -12 to +14 hours; nil for anything else.
    package static func milliseconds(_ text: String) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let parts = body.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) }), let hours = Int64(parts[0]), hours >= 0,
            let minutes = parts.count == 2 ? Int64(parts[1]) : 0, (0..<60).contains(minutes)
        else { return nil }
        let offset = (hours * 60 + minutes) * (isNegative ? -60_000 : 60_000)
        return (-12 * 3_600_000...14 * 3_600_000).contains(offset) ? offset : nil
    }
}
