import Foundation
import PulseBinance
import PulseCore
import PulseTesting
import Testing

@Suite("Recorded answers", .enabled(if: RecordedFrames.isPresent))
struct RecordedAnswerTests {
    /// The bodies of a file of answers.
    private func bodies(_ name: String) throws -> [String] {
        try RecordedFrames.lines(name).map { line in
            guard let wire = WireValue(json: line), let body = wire["body"] else { throw CocoaError(.coderReadCorrupt) }
            return body.canonical
        }
    }

    private func client(_ market: BinanceMarket, _ body: String) -> BinanceClient {
        let transport = ScriptedTransport { url, _, now in
            url.path.hasSuffix("/time") ? .json("{\"serverTime\":\(now)}") : .json(body)
        }
        return BinanceClient(market: market, hosts: ["http://x"], transport: transport, clock: transport.clock)
    }

    @Test("Rules of symbols", arguments: [BinanceMarket.spot, .usdm])
    func exchangeInfo(market: BinanceMarket) async throws {
        for body in try bodies("\(market == .spot ? "spot" : "um")/rest_exchangeInfo") {
            let symbols = try await client(market, body).exchangeInfo()
            let count = WireValue(json: Array(body.utf8))?["symbols"]?.elements?.count
            #expect(symbols.count == count && !symbols.isEmpty)
            for symbol in symbols {
                #expect(!symbol.baseAsset.isEmpty && !symbol.quoteAsset.isEmpty && !symbol.status.isEmpty)
                #expect(symbol.id == nil || symbol.instrument?.id == symbol.id)
                #expect(symbol.contractType != nil || market == .spot)
            }
            if market == .usdm, let bitcoin = symbols.first(where: { $0.symbol == "BTCUSDT" }) {
                #expect(bitcoin.instrument?.tick == Increment("0.10") && (bitcoin.instrument?.lot.value(1) ?? 1) <= 0.001)
                #expect((bitcoin.instrument?.minimumNotional.units ?? 0) > 0 && bitcoin.instrument?.market == .perpetual)
            }
        }
    }

    @Test("Candles, trades, tickers, funding, statistics")
    func others() async throws {
        for market in BinanceMarket.allCases {
            let folder = market == .spot ? "spot" : "um"
            for body in try bodies("\(folder)/rest_klines") where body.hasPrefix("[[") {
                let page = try await client(market, body).klines(symbol: "X", interval: .m1, serverTime: Timestamp(milliseconds: .max))
                #expect(page.candles.count == page.closedCount && !page.candles.isEmpty)
                #expect(page.candles.allSatisfy { $0.low <= $0.open && $0.open <= $0.high && $0.low > 0 })
            }
            for body in try bodies("\(folder)/rest_aggTrades") where body.hasPrefix("[{") {
                let trades = try await client(market, body).aggTrades(symbol: "X", fromID: 0)
                #expect(!trades.isEmpty && trades.allSatisfy { $0.price > 0 && $0.lastTradeID >= $0.firstTradeID })
            }
        }
        for body in try bodies("um/rest_fundingRate") where body.hasPrefix("[{") {
            let rates = try await client(.usdm, body).fundingRates(
                symbol: "X", from: Timestamp(milliseconds: 0), through: Timestamp(milliseconds: 4_000_000_000_000))
            #expect(!rates.isEmpty)
        }
        for body in try bodies("um/rest_fundingInfo") { #expect(try await !client(.usdm, body).fundingInfo().isEmpty) }
        for body in try bodies("um/rest_premiumIndex") { #expect(try await !client(.usdm, body).premiumIndex().isEmpty) }
        for name in ["openInterestHist", "globalLongShortAccountRatio"] {
            for body in try bodies("um/rest_\(name)") {
                let wire = try #require(WireValue(json: Array(body.utf8)))
                for row in wire.elements ?? [] {
                    #expect(row["timestamp"]?.integer != nil)
                    #expect((row["sumOpenInterest"] ?? row["longShortRatio"])?.decimal != nil)
                }
            }
        }
    }
}
