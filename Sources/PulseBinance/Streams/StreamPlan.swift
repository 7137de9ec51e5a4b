import PulseCore

/// Which streams are carried by which connection.
///
/// A stream stays where it is for as long as it is wanted, so that a change of the universe touches only what changed. What is new is put
/// where there is room beside all that was there before the change: it is subscribed before what is not wanted any more is dropped.
public struct StreamPlan: Hashable, Sendable {
    /// A connection and its streams, in the order in which they were added.
    public struct Line: Hashable, Sendable {
        public let id: Int
        public let route: StreamRoute
        public fileprivate(set) var streams: [String]
    }

    public let market: BinanceMarket
    public let capacity: Int
    /// By ascending id; ids are not used again.
    public private(set) var lines: [Line] = []
    private var nextID = 0

    /// - Parameter capacity: streams of one connection.
    public init(market: BinanceMarket, capacity: Int = BinanceMarket.streamsPerConnection) {
        self.market = market
        self.capacity = max(1, min(capacity, BinanceMarket.streamsPerConnection))
    }

    /// Wants these instruments and kinds, and nothing else. Kinds that the market does not have are passed over.
    public mutating func update(symbols: [String], kinds: [StreamKind]) {
        var wanted: [(name: String, route: StreamRoute)] = []
        var names = Set<String>()
        for kind in kinds where kind.isOffered(by: market) {
            let route = StreamRoute(kind, market)
            for symbol in symbols {
                let name = kind.name(symbol)
                if names.insert(name).inserted { wanted.append((name, route)) }
            }
        }
        let known = Set(lines.flatMap(\.streams))
        // What stays, what is dropped and what is new are on the wire at the same time for a moment.
        var occupied = lines.map(\.streams.count)
        for index in lines.indices { lines[index].streams.removeAll { !names.contains($0) } }
        for (name, route) in wanted where !known.contains(name) {
            let place = lines.indices.first { lines[$0].route == route && occupied[$0] < capacity }
            if let place {
                lines[place].streams.append(name)
                occupied[place] += 1
            } else {
                lines.append(Line(id: nextID, route: route, streams: [name]))
                occupied.append(1)
                nextID += 1
            }
        }
        lines.removeAll(where: \.streams.isEmpty)
    }
}
