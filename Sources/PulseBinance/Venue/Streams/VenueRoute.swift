/// By which door a stream connection came in; decides which streams are delivered to it.
public enum VenueRoute: Hashable, Sendable {
    /// The spot market: `/spot/...`, and `/ws`, `/stream` where the venue lists no futures.
    case spot
    /// `/ws`, `/stream` of a venue that lists both, or futures alone: spot streams, and of futures what their retired URLs still deliver.
    case plain
    /// `/public/...`: books and best quotes of futures.
    case usdmPublic
    /// `/market/...`: everything else of futures.
    case usdmMarket
    /// `/private/...`: accounts; connects and stays silent.
    case usdmPrivate
    /// `/um/...`: futures without routes, as the demo host has them; everything is delivered.
    case usdmAll

    /// Where a request's path leads to, and what is left of it: `ws`, `ws/btcusdt@trade`, `stream`; nil for paths that are no stream's.
    package static func of(path: String) -> (route: VenueRoute, rest: Substring)? {
        let doors: [(String, VenueRoute)] = [
            ("/um/public/", .usdmPublic), ("/um/market/", .usdmMarket), ("/um/private/", .usdmPrivate), ("/spot/", .spot),
            ("/um/", .usdmAll),
            ("/public/", .usdmPublic), ("/market/", .usdmMarket), ("/private/", .usdmPrivate), ("/", .plain),
        ]
        for (door, route) in doors where path.hasPrefix(door) {
            let rest = path.dropFirst(door.count)
            // Clients add their own slashes to a base URL that ends with one.
            let trimmed = rest.drop { $0 == "/" }
            guard trimmed == "ws" || trimmed == "stream" || trimmed.hasPrefix("ws/") || trimmed.hasPrefix("stream/") else { continue }
            return (route, trimmed)
        }
        return nil
    }

    /// Whose limits hold for the connection.
    package var market: BinanceMarket {
        switch self {
        case .spot, .plain: .spot
        case .usdmPublic, .usdmMarket, .usdmPrivate, .usdmAll: .usdm
        }
    }

    /// Whether frames of such a stream are delivered.
    package func delivers(_ stream: StreamName) -> Bool {
        switch self {
        case .spot: stream.market == .spot
        case .plain: stream.market == .spot || stream.kind.isPublic
        case .usdmPublic: stream.market == .usdm && stream.kind.isPublic
        case .usdmMarket: stream.market == .usdm && !stream.kind.isPublic
        case .usdmPrivate: false
        case .usdmAll: stream.market == .usdm
        }
    }

    /// Markets in which a stream's symbol is looked up, in this order.
    package var markets: [BinanceMarket] {
        switch self {
        case .spot: [.spot]
        case .plain: [.spot, .usdm]
        case .usdmPublic, .usdmMarket, .usdmPrivate, .usdmAll: [.usdm]
        }
    }
}
