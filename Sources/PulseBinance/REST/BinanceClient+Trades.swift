import PulseCore

extension BinanceClient {
    /// Aggregated trades from a number on, ascending.
    /// - Parameter instrument: the number that the trades are given, where a feed is to be completed with them.
    public func aggTrades(symbol: String, fromID: Int64, limit: Int = 1_000, instrument: Int = 0) async throws -> [MarketTrade] {
        try await trades([("symbol", symbol), ("fromId", String(fromID)), ("limit", String(min(max(limit, 1), 1_000)))], instrument)
    }

    /// Aggregated trades of a span of less than an hour, both ends included, ascending; the newest where neither is given.
    public func aggTrades(
        symbol: String, from: Timestamp?, through: Timestamp?, limit: Int = 1_000, instrument: Int = 0
    ) async throws -> [MarketTrade] {
        var query = [("symbol", symbol), ("limit", String(min(max(limit, 1), 1_000)))]
        if let from { query.append(("startTime", String(from.milliseconds))) }
        if let through { query.append(("endTime", String(through.milliseconds))) }
        return try await trades(query, instrument)
    }

    private func trades(_ query: [(String, String)], _ instrument: Int) async throws -> [MarketTrade] {
        let path = path("aggTrades")
        let answer = try await json(path, query, weight: market == .spot ? 4 : 20)
        guard let rows = answer.elements else { throw PulseError(.badData, "the answer to \(path) is no list") }
        return try rows.map { row in
            guard let id = row["a"]?.integer, let price = row["p"]?.decimal, let quantity = row["q"]?.decimal,
                let first = row["f"]?.integer,
                let last = row["l"]?.integer, let time = row["T"]?.integer, let isBuyerMaker = row["m"]?.bool
            else { throw PulseError(.badData, "a trade in the answer to \(path) makes no sense: \(row.canonical.prefix(120))") }
            let instant = Timestamp(milliseconds: time)
            return MarketTrade(
                instrument: instrument, id: id, firstTradeID: first, lastTradeID: last, price: price, quantity: quantity, time: instant,
                eventTime: instant, isBuyerMaker: isBuyerMaker)
        }
    }
}
