import PulseCore

extension BinanceClient {
    /// Candles that one request may give.
    public var candlesPerRequest: Int { market == .spot ? 1_000 : 1_500 }

    /// Candles of a request where there are many: futures requests below five hundred weigh least by the candle.
    private var candlesPerPage: Int { market == .spot ? candlesPerRequest : 499 }

    /// Candles of one request, with the open times `from` to `through`, both included; the newest where neither is given.
    ///
    /// - Parameter limit: up to `candlesPerRequest`.
    /// - Parameter serverTime: the server's clock not later than now, by which candles are closed; asked for where it is nil.
    public func klines(
        symbol: String, interval: Timeframe, from: Timestamp? = nil, through: Timestamp? = nil, limit: Int? = nil,
        serverTime: Timestamp? = nil
    ) async throws -> KlinePage {
        try await candlePage("klines", symbol, interval, from, through, limit, serverTime)
    }

    /// Closed candles with open times in `from ..< before`, over as many requests as it takes.
    ///
    /// Candles that the venue does not have (it was down) are absent. A candle that is still open is left out, whatever `before` says.
    /// - Parameter progress: is told the number of candles of each answer.
    public func candles(
        symbol: String, timeframe: Timeframe, from: Timestamp, before: Timestamp, progress: (Int) -> Void = { _ in }
    ) async throws -> [Candle] {
        let serverTime = try await serverTime()
        var candles: [Candle] = []
        try await pages("klines", symbol, timeframe, from, before, serverTime) { page in
            candles += page
            progress(page.count)
        }
        return candles
    }

    /// Goes through the closed candles in `from ..< before`, answer by answer.
    func pages(
        _ endpoint: String, _ symbol: String, _ timeframe: Timeframe, _ from: Timestamp, _ before: Timestamp, _ serverTime: Timestamp,
        _ body: (ArraySlice<Candle>) throws -> Void
    ) async throws {
        var next = from
        while next < before {
            let last = before.advanced(byMilliseconds: -1)
            let page = try await candlePage(endpoint, symbol, timeframe, next, last, candlesPerPage, serverTime)
            // Whatever the server gives, the next request starts later: a page that does not go on ends the loop.
            let wanted = page.candles.prefix(page.closedCount).drop { $0.openTime < next }.prefix { $0.openTime < before }
            try body(wanted)
            guard page.closedCount == page.candles.count, page.candles.count >= candlesPerPage, let end = wanted.last else { return }
            next = end.openTime.advanced(byMilliseconds: 1)
        }
    }

    func candlePage(
        _ endpoint: String, _ symbol: String, _ interval: Timeframe, _ from: Timestamp?, _ through: Timestamp?, _ limit: Int?,
        _ serverTime: Timestamp?
    ) async throws -> KlinePage {
        let now: Timestamp
        if let serverTime {
            now = serverTime
        } else {
            now = try await self.serverTime()
        }
        // No more than the range can hold: the weight of a request goes by its limit.
        let needed = from.flatMap { from in through.map { max(0, $0.milliseconds - from.milliseconds) / interval.milliseconds + 1 } }
        let limit = min(max(limit ?? 500, 1), candlesPerRequest, needed.map { Int(clamping: $0) } ?? .max)
        var query = [("symbol", symbol), ("interval", interval.description), ("limit", String(limit))]
        if let from { query.append(("startTime", String(from.milliseconds))) }
        if let through { query.append(("endTime", String(through.milliseconds))) }
        let path = path(endpoint)
        let bytes = try await body(path, query, weight: weight(candles: limit))
        guard let page = KlinePage(bytes, serverTime: now) else { throw Self.malformed(path, bytes) }
        return page
    }

    private func weight(candles limit: Int) -> Int {
        guard market == .usdm else { return 2 }
        switch limit {
        case ..<100: return 1
        case ..<500: return 2
        case ...1_000: return 5
        default: return 10
        }
    }
}
