import PulseCore

extension BinanceClient {
    /// The venue's clock.
    public func serverTime() async throws -> Timestamp {
        let answer = try await json(path("time"), weight: 1)
        guard let time = answer["serverTime"]?.integer.map({ Timestamp(milliseconds: $0) }), time.isPlausible else {
            throw PulseError(.badData, "the venue did not tell the time, or one that cannot be")
        }
        return time
    }

    /// All symbols of the market and their rules.
    ///
    /// Those whose name is no instrument id (non-ASCII letters) have no `id`.
    public func exchangeInfo() async throws -> [BinanceSymbol] {
        let path = path("exchangeInfo")
        let answer = try await json(path, weight: market == .spot ? 20 : 1)
        guard let rows = answer["symbols"]?.elements else { throw PulseError(.badData, "the answer to \(path) has no symbols") }
        return rows.compactMap { BinanceSymbol($0, market) }
    }

    /// The last 24 hours of all symbols.
    public func tickers24h() async throws -> [Ticker24h] {
        let path = path("ticker/24hr")
        let answer = try await json(path, weight: market == .spot ? 80 : 40)
        guard let rows = answer.elements else { throw PulseError(.badData, "the answer to \(path) is no list") }
        return rows.compactMap { Ticker24h($0) }
    }

    /// Mark price, index and the funding in the making, of all symbols or one. Futures only.
    public func premiumIndex(symbol: String? = nil) async throws -> [PremiumIndex] {
        let path = "/fapi/v1/premiumIndex"
        let answer = try await json(path, symbol.map { [("symbol", $0)] } ?? [], weight: symbol == nil ? 10 : 1)
        return (answer.elements ?? [answer]).compactMap { PremiumIndex($0) }
    }
}
