import PulseBinance
import PulseCore
import Testing

/// Files of the archive: when they are there, and that they hold what REST tells.
@Suite struct VenueArchiveTests {
    /// The rows of a file, without its header; nil where there is none.
    private func rows(ofFile path: String, _ market: VenueMarket) -> [String]? {
        let archive = VenueArchive(market)
        guard let file = archive.file(path), let bytes = archive.contents(file) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0) }.filter { $0.first?.isNumber == true }
    }

    /// The rows of an answer, as a file would have them.
    private func rows(ofAnswer answer: VenueAnswer) throws -> [String] {
        func cell(_ value: WireJSON) -> String { value.text ?? value.integer.map { String($0) } ?? "" }
        return try WireJSON.read(answer.body).elements.map { row in row.elements.map { cell($0) }.joined(separator: ",") }
    }

    @Test(arguments: [
        ("1w", "2025-01", "2025-02-03"), ("3d", "2025-01", "2025-02-02"), ("12h", "2025-01", "2025-02-01"),
        ("1w", "2025-01-06", "2025-01-13"), ("3d", "2025-01-30", "2025-02-02"), ("1d", "2025-01-30", "2025-01-31"),
    ]) func candlesAreWholeAndNoFileIsThereBeforeItsLastOneIs(interval: String, date: String, publication: String) throws {
        let market = try VenueFixture.market(count: 24 * 40, live: 24 * 30, timeframe: .h1)
        let rest = VenueREST(VenueFixture.source(market))
        let there = try #require(Timestamp(publication)).milliseconds
        let span = date.utf8.count == 7 ? "monthly" : "daily"
        for (place, symbol, endpoint) in [("spot", "AAAUSDT", "/api/v3/klines"), ("futures/um", "BBBUSDT", "/fapi/v1/klines")] {
            let path = "/data/\(place)/\(span)/klines/\(symbol)/\(interval)/\(symbol)-\(interval)-\(date)"
            func file(at now: Int64) -> VenueAnswer { rest.answer(VenueRequest(method: "GET", uri: path + ".zip"), at: now) }
            #expect(file(at: there - 1).status == 404 && file(at: there).status == 200, "\(path)")
            #expect(file(at: there).body == file(at: market.end).body)
            let range = try #require(VenueArchive(market).file(path)).range
            let window = "startTime=\(range.from.milliseconds)&endTime=\(range.to.milliseconds - 1)"
            var request = VenueRequest(method: "GET", uri: "\(endpoint)?symbol=\(symbol)&interval=\(interval)&\(window)")
            // Files of the spot market are in microseconds.
            request.isMicroseconds = place == "spot"
            let told = try rows(ofAnswer: rest.answer(request, at: market.end))
            #expect(!told.isEmpty && rows(ofFile: path, market) == told, "\(path)")
        }
    }

    @Test func aDayOnWhichNoCandleOpensHasNoFile() throws {
        let market = try VenueFixture.market(count: 24 * 40, live: 24 * 30, timeframe: .h1)
        #expect(rows(ofFile: "/data/spot/daily/klines/AAAUSDT/1w/AAAUSDT-1w-2025-01-07", market) == nil)
    }

    @Test func metricsLieOnTheGridWhereverTheSeriesStarts() throws {
        let all = VenueFixture.columns(60, seed: 2, gaps: false)
        let columns = CandleColumns((2..<all.count).map { all[$0] })
        let listing = VenueListing(source: VenueFixture.future, market: .usdm, columns: columns)
        let market = try VenueMarket(base: .m1, listings: [listing], from: nil)
        let lines = try #require(rows(ofFile: "/data/futures/um/daily/metrics/BBBUSDT/BBBUSDT-metrics-2025-01-02", market))
        let times = lines.map { String($0.prefix(19)) }
        #expect(times.first == "2025-01-02 00:05:00" && times.last == "2025-01-02 00:55:00" && times.count == 11)
        let request = VenueRequest(method: "GET", uri: "/futures/data/openInterestHist?symbol=BBBUSDT&period=5m&limit=500")
        let answer = VenueREST(VenueFixture.source(market)).answer(request, at: market.live.to.milliseconds - 1)
        let told = try WireJSON.read(answer.body).elements
        #expect(times.map { Timestamp($0)?.milliseconds } == told.map { $0["timestamp"]?.integer })
        #expect(lines.map { String($0.split(separator: ",")[2]) } == told.map { $0["sumOpenInterest"]?.text ?? "" })
    }
}
