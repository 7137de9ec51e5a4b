import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// Files of side series, sound and broken: every row is checked, and a file comes in wholly or not at all.
@Suite struct SideImportTests {
    let folder: TemporaryDirectory
    let store: CandleStore
    private static let bitcoin = "binance-um:BTCUSDT"
    private static let metricsHeader =
        "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,"
        + "count_long_short_ratio,sum_taker_long_short_vol_ratio\n"

    init() throws {
        folder = try TemporaryDirectory()
        store = try CandleStore(url: folder.file("store/alphapulse.sqlite"))
    }

    /// Writes a file and imports it; nil where it is not taken for a side series.
    private func importing(
        _ data: Data, as name: String, kind: SideKind? = nil, instrument: String? = nil, delay: Int64 = 0
    ) throws -> FileImport? {
        let url = folder.file(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        let options = SideOptions(instrument: instrument.flatMap { InstrumentID($0) }, knownDelay: delay) { headline, _ in
            HeadlineOpinion(score: headline.contains("up") ? 0.5 : -0.5, confidence: headline.contains("?") ? 0 : 0.5, impact: 0.5)
        }
        do {
            guard let file = try SideFile(archive: url, .init(kind: kind, options: options)) else { return nil }
            return try SideFileImporter(store: store).importFile(file)
        } catch let error as PulseError {
            return FileImport(path: url.path, error: error)
        }
    }

    private func importing(
        _ text: String, as name: String, kind: SideKind? = nil, instrument: String? = nil, delay: Int64 = 0
    ) throws -> FileImport {
        try #require(try importing(Data(text.utf8), as: name, kind: kind, instrument: instrument, delay: delay))
    }

    private func points(_ kind: SideKind, _ instrument: String = bitcoin) throws -> [SidePoint] {
        let id = try #require(InstrumentID(instrument))
        let all = TimeRange.all
        return try store.side(id, kinds: [kind], from: all.from, through: all.to)[kind].points
    }

    private func ms(_ text: String) -> Int64 { Timestamp(text)?.milliseconds ?? -1 }

    @Test("funding: raw rate, interval as weight, known at the settlement; zip and header or neither; again changes nothing")
    func funding() throws {
        let rows = "1704067200003,8,0.00010000\n1704081600000,4,-0.00025000\n"
        let text = "calc_time,funding_interval_hours,last_funding_rate\n" + rows
        let zip = StoredArchive.zip([("BTCUSDT-fundingRate-2024-01.csv", text)])
        let result = try #require(try importing(zip, as: "futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-01.zip"))
        #expect(result.error == nil && result.inserted == 2 && result.instrument?.description == Self.bitcoin)
        let found = try points(.fundingRate)
        #expect(
            found == [
                SidePoint(knownAt: 1_704_067_200_003, value: 0.0001), SidePoint(knownAt: 1_704_081_600_000, value: -0.00025, weight: 0.5),
            ])
        let plain = try importing(rows, as: "BTCUSDT-fundingRate-2024-01.csv")
        #expect(plain.duplicates == 2 && plain.inserted == 0 && plain.revised == 0)
        // Another value of the same settlement, though some milliseconds off, contradicts.
        let changed = try importing("1704067200007,8,0.0002\n", as: "BTCUSDT-fundingRate-2024-02.csv")
        #expect(changed.revised == 1 && changed.warnings.contains { $0.contains("0.0001") && $0.contains("0.0002") })
        #expect(try points(.fundingRate).map(\.value) == [0.0002, -0.00025])
    }

    @Test("metrics: two series, five minutes late; doubled, unordered, incomplete and foreign rows")
    func metrics() throws {
        let text =
            Self.metricsHeader + """
                2024-01-01 00:05:00,BTCUSDT,81000.5,3e9,1.5,1.2,2.25,0.9
                2024-01-01 00:00:00,BTCUSDT,80000.25,3e9,1.5,1.2,2.5,0.9
                2024-01-01 00:05:00,BTCUSDT,81000.5,3e9,1.5,1.2,2.25,0.9
                2024-01-01 00:10:00,BTCUSDT,,,,,2.75,0.9
                2024-01-01 00:15:00,BTCUSDT,82000,3e9,,,,0.9
                2024-01-01 00:20:00,BTCUSDT,,,,,,
                2024-01-01 00:25:00,ETHUSDT,1,1,1,1,1,1
                2024-01-01 00:30:00,BTCUSDT,83000,3e9,1,1,-1,1
                2024-01-01 00:35:00,BTCUSDT,84000,3e9,1,1,1,1,7
                2024-01-01 00:40:00,BTCUSDT,85000,3e9,1,1,1.5,1
                """
        let result = try importing(text, as: "BTCUSDT-metrics-2024-01-01.csv")
        #expect(result.rows == 10 && result.inserted == 5 && result.duplicates == 1)
        #expect(result.rejected.map(\.line) == [7, 8, 9, 10] && result.rejectedCount == 4)
        let interest = try points(.openInterest)
        #expect(interest.map(\.value) == [80_000.25, 81_000.5, 82_000, 85_000])
        #expect(interest[0].knownAt == ms("2024-01-01T00:05"))
        #expect(try points(.longShortRatio).map(\.value) == [2.5, 2.25, 2.75, 1.5])
        #expect(result.side.map(\.kind) == [.openInterest, .longShortRatio])
        #expect(result.side.map(\.outcome.inserted) == [4, 4])
    }

    @Test("premium: the close, known when the candle closes; candles of trades are left to the candles' importer")
    func premium() throws {
        let row = "1704067200000,-0.0001,0.0002,-0.0003,-0.00012,0,1704067259999,0,12,0,0,0\n"
        let path = "futures/um/daily/premiumIndexKlines/BTCUSDT/1m/BTCUSDT-1m-2024-01-01.csv"
        #expect(try importing(row, as: path).inserted == 1)
        #expect(try points(.premiumIndex) == [SidePoint(knownAt: 1_704_067_260_000, value: -0.00012)])
        #expect(try importing(Data(row.utf8), as: "futures/um/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2024-01-01.csv") == nil)
        let coin = try importing(row, as: "futures/cm/daily/metrics/BTCUSD_PERP/BTCUSD_PERP-metrics-2024-01-01.csv")
        #expect(coin.error?.kind == .badData)
    }

    @Test("fear & greed: the index as JSON and as CSV, dates and seconds")
    func fearGreed() throws {
        let json = """
            {"name":"Fear and Greed Index","data":[
            {"value":"25","value_classification":"Extreme Fear","timestamp":"1700006400","time_until_update":"100"},
            {"value":"101","timestamp":"1700092800"},{"value":40,"timestamp":1700179200},{"timestamp":"1700265600"},7,
            {"value":"50","timestamp":"15-11-2023"},{"value":"61","timestamp":"1700352000"},{"value":"62","timestamp":"1700438400"}],
            "metadata":{"error":null}}
            """
        let result = try importing(json, as: "index.json")
        #expect(result.rows == 8 && result.inserted == 4 && result.rejected.map(\.line) == [2, 4, 5, 6])
        #expect(try points(.fearGreed, "any:THING").map(\.value) == [25, 40, 61, 62])
        let table = try importing("date,value\n2023-11-15,25\n20231121,70\n", as: "index.csv")
        #expect(table.inserted == 1 && table.duplicates == 1)
        #expect(try points(.fearGreed).last?.knownAt == ms("2023-11-21"))
        let truncated = try importing(String(json.dropLast(40)), as: "truncated.json")
        #expect(truncated.error?.kind == .badData)
    }

    @Test("news: quotes, own scores, instruments; the scorer fills what is missing; the delay is added")
    func news() throws {
        let text = """
            time,source,headline,score,confidence,impact,instrument
            2024-01-10T21:00:00Z,reuters,"Bitcoin ""up"", at last",,,,
            2024-01-10 21:00:00,x,Another at the same time,,,,
            1704924000,coindesk,Down,-0.9,0.5,0.8,binance-um:BTCUSDT
            1704924000000,coindesk,Is it?,,,,*
            2024-01-11,,no source,1.5,,,
            2024-01-12,a,b,0.5,2,,
            2024-01-13,a,"unclosed,,,,
            """
        let result = try importing(text, as: "news.csv", delay: 600_000)
        #expect(result.rows == 7 && result.inserted == 4 && result.rejected.map(\.line) == [6, 7, 8])
        let found = try points(.sentiment)
        #expect(found.allSatisfy { $0.knownAt >= ms("2024-01-10T21:10:00") })
        // The item that the scorer does not understand is kept, but says nothing.
        #expect(found.map(\.value).sorted() == [-0.9, -0.5, 0.5])
        #expect(found.last == SidePoint(knownAt: 1_704_924_600_000, value: -0.9, weight: 0.4))
        #expect(try points(.sentiment, "binance:ETHUSDT").count == 2)

        let lines = """
            {"time":"2024-02-01T00:00:00Z","source":"x","headline":"up"}
            {"time":1706745600,"headline":"down","score":-1}
            {"time":1706745600,"title":"flag","score":true}
            {"time":"2024-02-01T00:00:00Z","score":0.25}
            {"headline":"no time"}
            """
        let other = try importing(lines, as: "news.jsonl")
        #expect(other.inserted == 3 && other.rejected.map(\.line) == [3, 5])
    }

    @Test("--kind: any table of times and values, with known times and weights")
    func tables() throws {
        let text =
            "time;value;known_at;weight\n2024-01-01;70;2024-01-02;1\n2024-01-02;71;2024-01-01;1\n2024-01-03;72;2024-01-04T10:00;0.5\n"
        let result = try importing(text, as: "season.csv", kind: .altSeason)
        #expect(result.inserted == 2 && result.rejected.map(\.line) == [3])
        // The season is the others', not BTC's.
        #expect(try points(.altSeason).isEmpty)
        #expect(try points(.altSeason, "binance-um:ETHUSDT").last == SidePoint(knownAt: ms("2024-01-04T10:00"), value: 72, weight: 0.5))
        #expect(try importing("1704067200,5\n", as: "oi.csv", kind: .openInterest).error?.kind == .badData)
        #expect(try importing("1704067200,5\n", as: "oi.csv", kind: .openInterest, instrument: "stocks:AAPL").inserted == 1)
        #expect(try importing("a,b\n1,2\n", as: "x.csv", kind: .openInterest, instrument: "stocks:AAPL").error?.kind == .badData)
    }

    @Test("what is exported and imported again is the same")
    func export() throws {
        _ = try importing("time,source,headline\n2024-01-10,a,up\n2024-01-10,b,down\n2024-01-11,c,is it?\n", as: "news.csv")
        var bytes: [UInt8] = []
        #expect(try SideExporter(store: store).export(nil, .sentiment) { bytes += $0 } == 3)
        let again = try #require(try importing(Data(bytes), as: "again.csv"))
        #expect(again.duplicates == 3 && again.inserted == 0 && again.revised == 0)
        #expect(throws: PulseError.self) { try SideExporter(store: store).export(nil, .fearGreed) { _ in } }
    }

    @Test(
        "hostile files leave no trace",
        arguments: [
            ("BTCUSDT-fundingRate-2024-01.csv", ""),
            ("BTCUSDT-fundingRate-2024-01.csv", "calc_time,funding_interval_hours,last_funding_rate\n"),
            ("BTCUSDT-fundingRate-2024-01.csv", "1704067200000,8,nan\n1704096000000,8,inf\n1704124800000,8,1e300\n"),
            ("BTCUSDT-fundingRate-2024-01.csv", "253370764800000,8,0.0001\n"),
            ("BTCUSDT-fundingRate-2024-01.csv", "1704067200000,0,0.0001\n1704067200000,8.5,0.0001\n-1,8,0.0001\n"),
            ("BTCUSDT-fundingRate-2024-01.csv", "1704067200000,8,0.0001\n" + String(repeating: "9", count: 70_000) + "\n"),
            ("BTCUSDT-metrics-2024-01-01.csv", "9999-01-01 00:00:00,BTCUSDT,1,1,1,1,1,1\n"),
            ("BTCUSDT-metrics-2024-01-01.csv", String(repeating: ",", count: 50_000)),
            ("BTCUSDT-fundingRate-2024-01.zip", "no archive"),
            ("news.csv", "time,headline\n\"2024-01-01,\"\"up\n"),
            ("news.jsonl", "{\"headline\":" + String(repeating: "[", count: 60_000) + "\n"),
            ("index.json", "{\"data\":[{\"value\":\"1e999\",\"timestamp\":\"1700006400\"}]}"),
            ("index.json", "{\"data\":{\"value\":1}}"),
        ])
    func hostile(name: String, text: String) throws {
        let result = try importing(Data(text.utf8), as: name)
        #expect(result?.error != nil, "\(name)")
        #expect(result?.error?.kind == .badData)
        #expect(try store.sideSeries().isEmpty)
    }

    @Test("files of other things are left to others")
    func foreign() throws {
        for (name, text) in [
            ("aapl.csv", "Date,Open,High,Low,Close,Volume\n2024-01-02,1,1,1,1,1\n"), ("BTCUSDT-trades-2024-01-01.csv", "1,2,3,4,5,true\n"),
            ("orders.jsonl", "{\"e\":\"trade\",\"E\":1}\n"), ("values.csv", "time,value\n2024-01-02,1\n"),
        ] {
            #expect(try importing(Data(text.utf8), as: name) == nil, "\(name)")
        }
    }

    @Test("a byte order mark, carriage returns, no last line feed, and a line across the end of a piece of the file")
    func text() throws {
        let start = 1_600_000_000_000
        let rows = (0..<60_000).map { "\(start + $0 * 60_000),8,0.000\(100_000 + $0)" }
        let result = try importing(
            "\u{FEFF}calc_time,funding_interval_hours,last_funding_rate\r\n" + rows.joined(separator: "\r\n"),
            as: "BTCUSDT-fundingRate-x.csv")
        #expect(result.error == nil && result.inserted == 60_000 && result.rejectedCount == 0)
        let found = try points(.fundingRate)
        #expect(found.count == 60_000 && found[59_999].value == 0.000159999)
    }
}
