import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// Answers to requests, at instants of the venue's clock.
@Suite struct VenueRESTTests {
    let market: VenueMarket
    let rest: VenueREST
    let now: Int64

    init() throws {
        market = try VenueFixture.market(count: 400, live: 200)
        rest = VenueREST(VenueFixture.source(market))
        now = market.live.from.milliseconds + 30_500
    }

    func get(_ uri: String, at instant: Int64? = nil) -> VenueAnswer {
        rest.answer(VenueRequest(method: "GET", uri: uri), at: instant ?? now)
    }

    func json(_ uri: String, at instant: Int64? = nil) -> WireJSON { (try? WireJSON.read(get(uri, at: instant).body)) ?? .null }

    @Test func klinesFollowTheirWindows() {
        let newest = json("/api/v3/klines?symbol=AAAUSDT&interval=1m&limit=5").elements
        #expect(newest.count == 5)
        let opens = newest.compactMap { $0.elements.first?.integer }
        #expect(opens == opens.sorted() && (opens.last ?? 0) <= now)
        let from = opens[1]
        #expect(
            json("/api/v3/klines?symbol=AAAUSDT&interval=1m&startTime=\(from)&limit=2").elements.compactMap { $0.elements.first?.integer }
                == Array(opens[1...2]))
        #expect(
            json("/api/v3/klines?symbol=AAAUSDT&interval=1m&endTime=\(from)&limit=2").elements.compactMap { $0.elements.first?.integer }
                == Array(opens[0...1]))
        #expect(json("/api/v3/klines?symbol=AAAUSDT&interval=1m&startTime=\(from)&endTime=\(from)").elements.count == 1)
        #expect(get("/api/v3/klines?symbol=AAAUSDT&interval=1m&startTime=9&endTime=8").body == Array("[]".utf8))
        #expect(newest[0].elements.count == 12 && newest[0].elements[11].text == "0")
        // Paging through everything gives every candle once.
        var start: Int64 = 0
        var paged: [Int64] = []
        while true {
            let page = json("/fapi/v1/klines?symbol=BBBUSDT&interval=1m&startTime=\(start)&limit=37", at: .max / 2).elements
            paged += page.compactMap { $0.elements.first?.integer }
            guard page.count == 37 else { break }
            start = (paged.last ?? 0) + 1
        }
        #expect(paged == market.series[1].openTime)
    }

    @Test func aTimeZoneMovesTheBoundaries() {
        let rows = json("/api/v3/klines?symbol=AAAUSDT&interval=1h&timeZone=5:30").elements
        #expect(rows.count > 2 && rows.dropFirst().allSatisfy { ($0.elements[0].integer ?? 0) % 3_600_000 == 1_800_000 })
    }

    @Test(arguments: [
        ("/api/v3/klines?symbol=NOPE&interval=1m", -1121), ("/api/v3/klines?symbol=AAAUSDT&interval=7m", -1120),
        ("/api/v3/klines?interval=1m", -1102), ("/api/v3/klines?symbol=&interval=1m", -1102),
        ("/api/v3/klines?symbol=aaausdt&interval=1m", -1100),
        ("/api/v3/klines?symbol=AAAUSDT&interval=1m&limit=x", -1100), ("/api/v3/klines?symbol=AAAUSDT&interval=1m&limit=0", -1130),
        ("/fapi/v1/klines?symbol=BBBUSDT&interval=1m&limit=1501", -1130),
        ("/fapi/v1/klines?symbol=BBBUSDT&interval=1m&startTime=9&endTime=8", -1023),
        ("/fapi/v1/depth?symbol=BBBUSDT&limit=7", -4021), ("/api/v3/time?foo=1", -1104), ("/api/v3/klines?symbol=%ZZ&interval=1m", -1100),
        ("/api/v3/exchangeInfo?symbols=%5B%22AAAUSDT%22,%22AAAUSDT%22%5D", -1151), ("/api/v3/ticker/24hr?type=BIG", -1139),
        ("/api/v3/aggTrades?symbol=AAAUSDT&fromId=1&startTime=1", -1128), ("/api/v3/klines?symbol=AAAUSDT&interval=1m&startTime=", -1105),
    ]) func mistakesHaveTheVenuesBodies(uri: String, code: Int) {
        let answer = get(uri)
        #expect(answer.status == 400)
        #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix("{\"code\":\(code),\"msg\":\""))
    }

    @Test func futuresPassOverWhatTheyDoNotKnow() {
        #expect(get("/fapi/v1/exchangeInfo?symbol=NOPE").status == 200 && get("/fapi/v1/time?x=1").status == 200)
    }

    @Test func weightsAreTheDocumentedOnes() {
        for (uri, weight) in [
            ("/api/v3/ping", 1), ("/api/v3/exchangeInfo", 20), ("/api/v3/klines?symbol=AAAUSDT&interval=1m", 2),
            ("/api/v3/depth?symbol=AAAUSDT&limit=5000", 250), ("/api/v3/aggTrades?symbol=AAAUSDT", 4),
            ("/api/v3/ticker/24hr?symbol=AAAUSDT", 2), ("/api/v3/ticker/price", 4), ("/fapi/v1/ticker/24hr?symbol=BBBUSDT", 1),
            ("/fapi/v1/ticker/24hr", 40), ("/fapi/v1/premiumIndex", 10),
            ("/fapi/v1/klines?symbol=BBBUSDT&interval=1m&limit=99", 1), ("/fapi/v1/klines?symbol=BBBUSDT&interval=1m&limit=1000", 5),
            ("/fapi/v1/klines?symbol=BBBUSDT&interval=1m&limit=1500", 10), ("/fapi/v1/aggTrades?symbol=BBBUSDT", 20),
        ] { #expect(get(uri).weight == weight, "\(uri)") }
    }

    @Test func tickersOfADayCostByTheFormOfTheQuestion() throws {
        let columns = VenueFixture.columns(3, seed: 1)
        let ids = (0..<101).compactMap { InstrumentID("binance:S\($0)USDT") }
        let market = try VenueMarket(
            base: .m1, listings: ids.map { VenueListing(source: $0, market: .spot, columns: columns) }, from: nil)
        let rest = VenueREST(VenueFixture.source(market))
        func weight(_ query: String) -> Int {
            rest.answer(VenueRequest(method: "GET", uri: "/api/v3/ticker/24hr" + query), at: market.end).weight
        }
        #expect(weight("?symbol=S0USDT") == 2 && weight("") == 80)
        for (count, expected) in [(1, 2), (20, 2), (21, 40), (100, 40), (101, 80)] {
            let names = (0..<count).map { "%22S\($0)USDT%22" }.joined(separator: ",")
            #expect(weight("?symbols=%5B\(names)%5D") == expected, "\(count)")
        }
    }

    @Test func aggregatedTradesGoOnWithoutGaps() {
        var id = VenueSeries.firstPrintID
        for _ in 0..<5 {
            let page = json("/fapi/v1/aggTrades?symbol=BBBUSDT&fromId=\(id)&limit=100").elements
            #expect(page.count == 100 && page.map { $0["a"]?.integer } == (id..<id + 100).map { $0 })
            id += 100
        }
        let newest = json("/api/v3/aggTrades?symbol=AAAUSDT&limit=50").elements
        #expect(newest.count == 50 && newest.allSatisfy { ($0["T"]?.integer ?? .max) <= now })
        let trades = json("/api/v3/trades?symbol=AAAUSDT&limit=30").elements.compactMap { $0["id"]?.integer }
        #expect(trades.count == 30 && zip(trades, trades.dropFirst()).allSatisfy { $1 == $0 + 1 })
        #expect(json("/api/v3/historicalTrades?symbol=AAAUSDT&limit=3&fromId=\(trades[4])").elements.first?["id"]?.integer == trades[4])
    }

    @Test func nothingOfTheFutureIsTold() {
        for instant in stride(from: now, to: now + 300_000, by: 7_777) {
            for uri in ["/api/v3/klines?symbol=AAAUSDT&interval=1m&limit=3", "/api/v3/klines?symbol=AAAUSDT&interval=1h&limit=3"] {
                let before = get(uri, at: instant).body
                let closes = json(uri, at: instant).elements.compactMap { $0.elements[0].integer }
                #expect(closes.allSatisfy { $0 <= instant } && !before.isEmpty)
            }
        }
        let later = json("/api/v3/aggTrades?symbol=AAAUSDT&startTime=\(now - 600_000)&limit=1000").elements
        #expect(!later.isEmpty && later.allSatisfy { ($0["T"]?.integer ?? .max) <= now })
    }

    @Test(
        .enabled(if: SharedData.has("data/binance-messages/README.md")),
        arguments: [
            ("spot/rest_aggTrades", "/api/v3/aggTrades?symbol=AAAUSDT"), ("spot/rest_trades", "/api/v3/trades?symbol=AAAUSDT"),
            ("spot/rest_bookTicker", "/api/v3/ticker/bookTicker?symbol=AAAUSDT"), ("spot/rest_depth", "/api/v3/depth?symbol=AAAUSDT"),
            ("spot/rest_klines", "/api/v3/klines?symbol=AAAUSDT&interval=1m"),
            ("um/rest_klines", "/fapi/v1/klines?symbol=BBBUSDT&interval=1m"),
        ]) func answersHaveTheShapeOfRecordedOnes(file: String, uri: String) throws
    {
        let line = try #require(try SharedData.text("data/binance-messages/\(file).jsonl").split(separator: "\n").last)
        let recorded = try #require(try WireJSON.read(Array(line.utf8))["body"])
        let answered = json(uri)
        let pair = recorded.elements.isEmpty ? (recorded, answered) : (recorded.elements[0], answered.elements.first ?? .null)
        #expect(pair.0.shape == pair.1.shape)
        #expect(pair.0.elements.map { $0.text == nil } == pair.1.elements.map { $0.text == nil })
    }

    @Test func theArchiveIsTheTruthWithItsChecksum() throws {
        let end = market.live.to.milliseconds + 2 * 86_400_000
        let path = "/data/futures/um/daily/klines/BBBUSDT/1m/BBBUSDT-1m-2025-01-02.zip"
        let zip = get(path, at: end)
        #expect(zip.status == 200 && zip.body.starts(with: [0x50, 0x4B, 3, 4]))
        let line = String(decoding: get(path + ".CHECKSUM", at: end).body, as: UTF8.self)
        #expect(line == "\(ContentDigest.hex(of: zip.body))  BBBUSDT-1m-2025-01-02.zip\n")
        #expect(get(path, at: market.live.from.milliseconds).status == 404, "not before the day is over")
        for other in ["metrics/BBBUSDT/BBBUSDT-metrics-2025-01-02", "aggTrades/BBBUSDT/BBBUSDT-aggTrades-2025-01-02"] {
            #expect(get("/data/futures/um/daily/\(other).zip", at: end).status == 200)
        }
        for wrong in [
            "/data/spot/daily/klines/NOPE/1m/NOPE-1m-2025-01-02.zip", "/data/spot/daily/klines/AAAUSDT/1m/AAAUSDT-1m-2025-13-02.zip",
            "/data/x",
        ] {
            #expect(get(wrong, at: end).status == 404)
        }
        // Imported again, the file is the very candles.
        let folder = try TemporaryDirectory()
        let file = folder.file("BBBUSDT-1m-2025-01-02.zip")
        try Data(zip.body).write(to: file)
        let store = try CandleStore(url: folder.file("store.sqlite"))
        let columns = VenueFixture.columns(400, seed: 2)
        _ = try CandleFileImporter(store: store).importFiles([
            CandleFile(archive: file, .init(instrument: VenueFixture.future, timeframe: .m1))
        ])
        #expect(try store.read(VenueFixture.future, .m1) == columns)
    }

    @Test func funding() {
        let rows = json("/fapi/v1/fundingRate?symbol=BBBUSDT&startTime=0", at: market.end).elements
        #expect(rows.allSatisfy { ($0["fundingTime"]?.integer ?? 0) % 28_800_000 == 2 })
        #expect(json("/fapi/v1/premiumIndex?symbol=BBBUSDT")["nextFundingTime"]?.integer ?? 0 > now)
    }
}
