import PulseBinance
import PulseCore
import PulseLive

/// What Binance lists, as a universe is chosen from.
struct BinanceListings: Sendable {
    let clients: [BinanceMarket: BinanceClient]

    /// The listings of some markets that there are clients of, and the venue's time.
    func read(_ markets: [BinanceMarket]) async throws -> (time: Timestamp, listings: [UniverseListing]) {
        var listings: [UniverseListing] = []
        var time = Timestamp(milliseconds: 0)
        for market in markets {
            guard let client = clients[market] else { continue }
            let symbols = try await client.exchangeInfo()
            let tickers = try await client.tickers24h()
            time = max(time, try await client.serverTime())
            let volumes = Dictionary(tickers.map { ($0.symbol, $0) }) { first, _ in first }
            listings += symbols.compactMap { UniverseListing($0, volumes[$0.symbol], market) }
        }
        return (time, listings)
    }
}

extension UniverseListing {
    /// A symbol with its last day; nil for one that no instrument id can name.
    fileprivate init?(_ symbol: BinanceSymbol, _ ticker: Ticker24h?, _ market: BinanceMarket) {
        guard let id = symbol.id else { return nil }
        let contract: Contract =
            switch (market, symbol.contractType ?? "") {
            case (.spot, _): symbol.permissions.contains("LEVERAGED") ? .leveraged : .spot
            case (.usdm, "PERPETUAL"), (.usdm, "PERPETUAL_DELIVERING"): .perpetual
            case (.usdm, let type): type.hasSuffix("MONTH") || type.hasSuffix("QUARTER") ? .delivery : .other
            }
        self.init(
            id: id, baseAsset: symbol.baseAsset, quoteAsset: symbol.quoteAsset, contract: contract, isTradable: symbol.isTrading,
            listedAt: symbol.onboardDate, delistedAt: symbol.deliveryDate, quoteVolume: ticker?.quoteVolume ?? 0,
            lastPrice: ticker?.lastPrice ?? .nan)
    }
}
