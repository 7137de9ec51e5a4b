import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("REST client")
struct BinanceClientTests {
    private func client(_ market: BinanceMarket, _ transport: ScriptedTransport) -> BinanceClient {
        BinanceClient(market: market, hosts: ["http://a", "http://b"], transport: transport, clock: transport.clock)
    }

    /// A server with a candle for every minute since 1970 but for a gap, whose clock is given.
    private static func candles(_ url: URL, now: Int64, limit: Int) -> RESTResponse {
        if url.path.hasSuffix("/time") { return .json("{\"serverTime\":\(now)}") }
        let from = Int64(url.parameter("startTime") ?? "") ?? 0
        let through = min(Int64(url.parameter("endTime") ?? "") ?? .max, now)
        let count = min(Int(url.parameter("limit") ?? "") ?? 500, limit)
        var rows: [String] = []
        var open = (from + 59_999) / 60_000 * 60_000
        while open <= through, rows.count < count {
            if open / 60_000 % 1_000 != 7 {
                let price = Double(100 + open / 60_000 % 50)
                let prices = [price, price + 1, price, price + 0.5].map { "\"\($0)\"" }.joined(separator: ",")
                rows.append("[\(open),\(prices),\"1.5\",\(open + 59_999),\"150.25\",3,\"0.5\",\"50\",\"0\"]")
            }
            open += 60_000
        }
        return .json("[" + rows.joined(separator: ",") + "]")
    }

    @Test("Candles over many pages: all closed ones, each once, gaps left out", arguments: BinanceMarket.allCases)
    func pages(market: BinanceMarket) async throws {
        let limit = market == .spot ? 1_000 : 1_500
        let transport = ScriptedTransport { url, _, now in Self.candles(url, now: now, limit: limit) }
        let from = Timestamp(milliseconds: 1_699_999_980_000 - 5_000 * 60_000)
        let found = try await client(market, transport).candles(
            symbol: "BTCUSDT", timeframe: .m1, from: from, before: Timestamp(milliseconds: 1_800_000_000_000))
        let last = (transport.now / 60_000 - 1) * 60_000
        let expected = stride(from: from.milliseconds, through: last, by: 60_000).filter { $0 / 60_000 % 1_000 != 7 }
        #expect(found.map(\.openTime.milliseconds) == expected)
        // Of futures, requests of 499 candles weigh least.
        #expect(transport.requests.count <= 2 + expected.count / (market == .spot ? limit : 499) + 1)
        let page = try await client(market, transport).klines(
            symbol: "BTCUSDT", interval: .m1, from: Timestamp(milliseconds: last - 120_000), through: nil, limit: 10)
        #expect(page.closedCount == page.candles.count - 1 && !page.isClosed(page.candles.count - 1))
    }

    @Test("429 waits as long as it is told, 418 too long a time is an error at once")
    func refusals() async throws {
        let transport = ScriptedTransport { _, number, now in
            guard number < 3 else { return .json("{\"serverTime\":\(now)}") }
            return .json("{\"code\":-1003,\"msg\":\"Too many\"}", status: 429, headers: ["retry-after": "7"])
        }
        let spot = client(.spot, transport)
        _ = try await spot.serverTime()
        let times = transport.requests.map(\.at)
        #expect(times.count == 3 && times[1] - times[0] >= 7_000 && times[2] - times[1] >= 7_000)

        let banned = ScriptedTransport { _, _, _ in .json("{}", status: 418, headers: ["retry-after": "86400"]) }
        let other = client(.usdm, banned)
        for _ in 0..<3 {
            await #expect { _ = try await other.serverTime() } throws: { ($0 as? PulseError)?.kind == .tryAgain }
            await #expect { _ = try await other.fundingInfo() } throws: { ($0 as? PulseError)?.kind == .tryAgain }
        }
        #expect(banned.requests.count == 1)
    }

    @Test("Failures move to the next host with growing delays, and end")
    func failover() async throws {
        let transport = ScriptedTransport { url, number, now in
            if number == 1 { throw URLError(.timedOut) }
            if number == 2 { return .json("<html>502 Bad Gateway</html>", status: 502) }
            if number == 3 { return .json("<html>welcome</html>") }
            return .json("{\"serverTime\":\(now)}")
        }
        _ = try await client(.spot, transport).serverTime()
        #expect(transport.requests.map { $0.url.prefix(8) } == ["http://a", "http://b", "http://a", "http://b"])
        for pair in zip(transport.requests, transport.requests.dropFirst()) { #expect(pair.1.at - pair.0.at >= 500) }

        let dead = ScriptedTransport { _, _, _ in .json("<html>no such thing</html>") }
        await #expect { _ = try await client(.spot, dead).serverTime() } throws: { error in
            let error = error as? PulseError
            return error?.kind == .badData && error?.description.contains("<html>no such thing") == true
        }
        #expect(dead.requests.count == 6)
        for (status, kind) in [(403, PulseError.Kind.unavailable), (451, .unavailable), (400, .badData), (404, .badData)] {
            let refusing = ScriptedTransport { _, _, _ in .json("<html>no</html>", status: status) }
            await #expect { _ = try await client(.spot, refusing).serverTime() } throws: { ($0 as? PulseError)?.kind == kind }
            // Who refuses a place or an address is asked once, each host of them; who refuses the request itself is believed.
            let hosts = Set(refusing.requests.map { $0.url.prefix(8) })
            #expect(status == 403 || status == 451 ? refusing.requests.count == hosts.count && hosts.count == 2 : hosts.count == 1)
            #expect(refusing.requests.count <= 2)
        }
        let elsewhere = ScriptedTransport { url, _, now in
            url.absoluteString.hasPrefix("http://a") ? .json("<html>no</html>", status: 451) : .json("{\"serverTime\":\(now)}")
        }
        let spot = client(.spot, elsewhere)
        for _ in 0..<3 { _ = try await spot.serverTime() }
        #expect(elsewhere.requests.count == 4)
        let unknown = ScriptedTransport { _, _, _ in .json(#"{"code":-1121,"msg":"Invalid symbol."}"#, status: 400) }
        await #expect { _ = try await client(.spot, unknown).aggTrades(symbol: "NONE", fromID: 1) } throws: {
            ($0 as? PulseError)?.kind == .missing
        }
    }

    @Test("Headers of any number are no more than headers", arguments: ["1e30", "inf", "-inf", "nan", "99999999999999999999", "-5", "x"])
    func hostileHeaders(number: String) async throws {
        let transport = ScriptedTransport { _, count, now in
            let headers = ["retry-after": number, "x-mbx-used-weight-1m": count < 3 ? "9223372036854775807" : "-9223372036854775808"]
            return count == 1 ? .json("{}", status: 429, headers: headers) : .json("{\"serverTime\":\(now)}", headers: headers)
        }
        let spot = client(.spot, transport)
        for _ in 0..<3 {
            do {
                _ = try await spot.serverTime()
            } catch {
                #expect((error as? PulseError)?.kind == .tryAgain)
            }
        }
        #expect(spot.usedWeight >= 0)
    }

    @Test("A symbol that is not listed any more has no observations, and other refusals stay errors")
    func delisted() async throws {
        let unknown = ScriptedTransport { _, _, _ in .json(#"{"code":-1121,"msg":"Invalid symbol."}"#, status: 400) }
        let (from, through) = (Timestamp(milliseconds: 1_700_000_000_000), Timestamp(milliseconds: 1_700_003_600_000))
        for kind in [SideKind.fundingRate, .openInterest, .longShortRatio] {
            let found = try await client(.usdm, unknown).sideObservationsWhereListed(kind, symbol: "GONE", from: from, through: through)
            #expect(found.isEmpty)
        }
        #expect(unknown.requests.count == 3)
        // A gateway's page is about no symbol.
        for (body, status) in [(#"{"code":-1130,"msg":"Invalid parameter."}"#, 400), ("<html>404 Not Found</html>", 404)] {
            let refusing = ScriptedTransport { _, _, _ in .json(body, status: status) }
            await #expect {
                _ = try await client(.usdm, refusing).sideObservationsWhereListed(.fundingRate, symbol: "X", from: from, through: through)
            } throws: {
                ($0 as? PulseError)?.kind == .badData
            }
        }
    }

    @Test("The server's count of weight is obeyed")
    func weight() async throws {
        let transport = ScriptedTransport(now: 1_700_000_030_000) { url, _, now in
            .json("{\"serverTime\":\(now)}", headers: ["x-mbx-used-weight-1m": "4800"])
        }
        let spot = client(.spot, transport)
        _ = try await spot.serverTime()
        #expect(spot.usedWeight == 4_800)
        _ = try await spot.serverTime()
        // 80 % of 6,000 is used: the second waits for the next minute.
        #expect(transport.requests[1].at == 1_700_000_040_000)
    }

    @Test("Symbols of any script are percent-encoded")
    func encoding() async throws {
        let transport = ScriptedTransport { _, _, _ in .json("[]") }
        _ = try await client(.usdm, transport).aggTrades(symbol: "牛来USDT", fromID: 5)
        #expect(transport.requests[0].url == "http://a/fapi/v1/aggTrades?symbol=%E7%89%9B%E6%9D%A5USDT&fromId=5&limit=1000")
    }

    @Test("Settlements know the hours they are for")
    func settlements() async throws {
        let hour: Int64 = 3_600_000
        let start: Int64 = 1_700_006_400_000
        // Every eight hours, then every four, then a gap.
        let hours: [Int64] = [0, 8, 16, 24, 28, 32, 36, 60]
        let transport = ScriptedTransport { url, _, _ in
            if url.path.hasSuffix("fundingInfo") { return .json(#"[{"symbol":"XUSDT","fundingIntervalHours":4}]"#) }
            let from = Int64(url.parameter("startTime") ?? "") ?? 0
            let rows = hours.map { start + $0 * hour + 2 }.filter { $0 >= from }
            let entries = rows.map { #"{"symbol":"XUSDT","fundingRate":"-0.00010000","fundingTime":\#($0),"markPrice":""}"# }
            return .json("[" + entries.joined(separator: ",") + "]")
        }
        let found = try await client(.usdm, transport).sideObservations(
            .fundingRate, symbol: "XUSDT", from: Timestamp(milliseconds: start + 8 * hour),
            through: Timestamp(milliseconds: start + 100 * hour))
        #expect(found.map(\.weight) == [1, 1, 1, 0.5, 0.5, 0.5, 0.5])
        #expect(found.allSatisfy { $0.value == -0.0001 && $0.knownAt.milliseconds == $0.eventTime.milliseconds + 2 })
        #expect(found.map(\.eventTime.milliseconds) == hours.dropFirst().map { start + $0 * hour })
    }
}
