import Foundation
import GRDB
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Import of candles")
struct CandleImportTests {
    private let fixture: ImportFixture
    private let columns = RandomWalk.candles(count: 2_000, seed: 1)
    private let spot = InstrumentID("binance:BTCUSDT")!
    private let perpetual = InstrumentID("binance-um:BTCUSDT")!

    init() throws { fixture = try ImportFixture() }

    @Test("the archive's file comes in as it is; again it changes nothing")
    func archive() throws {
        let text = ImportFixture.text(ImportFixture.lines(columns))
        let first = try fixture.importing(text, as: "BTCUSDT-1m-2024-01.csv")
        #expect(first.error == nil && first.rows == 2_000 && first.inserted == 2_000 && first.instrument == spot)
        #expect(try fixture.store.read(spot, .m1) == columns)
        let again = try fixture.importing(text, as: "BTCUSDT-1m-2024-01.csv")
        #expect(again.inserted == 0 && again.duplicates == 2_000 && again.revised == 0)
    }

    @Test(
        "market by folder, by header, by what the user says",
        arguments: [
            ("spot/BTCUSDT-1m-x.csv", true, "binance:BTCUSDT"), ("futures/um/BTCUSDT-1m-x.csv", false, "binance-um:BTCUSDT"),
            ("BTCUSDT-1m-x.csv", true, "binance-um:BTCUSDT"), ("BTCUSDT-1m-x.csv", false, "binance:BTCUSDT"),
            ("um/markPriceKlines/BTCUSDT-1m-x.csv", true, "binance-um-mark:BTCUSDT"), ("kraken/BTCUSD-1m.csv", false, "kraken:BTCUSD"),
        ])
    func market(path: String, header: Bool, expected: String) throws {
        let result = try fixture.importing(ImportFixture.text(ImportFixture.lines(columns[0..<10]), header: header), as: path)
        #expect(result.error == nil && result.instrument?.description == expected && result.rows == 10)
    }

    @Test("microseconds, carriage returns, a byte order mark and a missing last line feed")
    func dialects() throws {
        let lines = ImportFixture.lines(columns[0..<100], microseconds: true)
        let text = "\u{FEFF}" + lines.joined(separator: "\r\n")
        let result = try fixture.importing(text, as: "BTCUSDT-1m-2025-01.csv")
        #expect(result.error == nil && result.inserted == 100)
        #expect(try fixture.store.read(spot, .m1) == columns[0..<100])
    }

    @Test("zip and gzip; a sound checksum, none, and a wrong one")
    func archives() throws {
        let text = ImportFixture.text(ImportFixture.lines(columns), header: true)
        let zip = StoredArchive.zip([("BTCUSDT-1m-2024-01.csv", text)])
        let bare = try fixture.importing(zip, as: "um/BTCUSDT-1m-2024-01.zip")
        #expect(bare.error == nil && bare.inserted == 2_000 && bare.warnings.count == 1)
        let sum = try ChecksumFile.sha256(of: fixture.folder.file("um/BTCUSDT-1m-2024-01.zip"))
        try fixture.folder.write("\(sum)  BTCUSDT-1m-2024-01.zip\n", to: "um/BTCUSDT-1m-2024-01.zip.CHECKSUM")
        let checked = try fixture.importing(zip, as: "um/BTCUSDT-1m-2024-01.zip")
        #expect(checked.error == nil && checked.duplicates == 2_000 && checked.warnings.isEmpty)
        try fixture.folder.write("\(sum.reversed().map(String.init).joined())  x\n", to: "um/BTCUSDT-1m-2024-01.zip.CHECKSUM")
        #expect(try fixture.importing(zip, as: "um/BTCUSDT-1m-2024-01.zip").error?.kind == .badData)

        let gzip = try fixture.importing(StoredArchive.gzip(text), as: "um/BTCUSDT-1m-2024-01.csv.gz")
        #expect(gzip.error == nil && gzip.duplicates == 2_000)
    }

    @Test("broken archives end in an error and leave no trace")
    func brokenArchives() throws {
        let text = ImportFixture.text(ImportFixture.lines(columns), header: true)
        let zip = StoredArchive.zip([("a.csv", text)])
        let gzip = StoredArchive.gzip(text)
        var corrupt = zip
        corrupt[zip.count / 2] ^= 1
        let broken: [(String, Data)] = [
            ("zip", zip.prefix(zip.count / 2)), ("zip", zip.prefix(10)), ("zip", Data()), ("zip", Data(text.utf8)), ("zip", corrupt),
            ("zip", StoredArchive.zip([])), ("zip", StoredArchive.zip([("a.csv", text), ("b.csv", text)])),
            ("zip", StoredArchive.zip([("a.exe", text)])), ("csv.gz", gzip.prefix(gzip.count / 2)), ("csv.gz", Data(text.utf8)),
            ("csv.gz", gzip.prefix(3)),
        ]
        for (index, (ending, data)) in broken.enumerated() {
            let result = try fixture.importing(data, as: "um/BTCUSDT-1m-\(index).\(ending)")
            #expect(result.error?.kind == .badData, "\(index)")
            #expect(try fixture.store.series().isEmpty, "\(index)")
        }
    }

    @Test("rows that break a rule are listed with their line; the others are imported")
    func rejectedRows() throws {
        var lines = ImportFixture.lines(columns[0..<100])
        func replace(_ line: Int, _ column: Int, _ cell: String) {
            var cells = lines[line - 1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[column] = cell
            lines[line - 1] = cells.joined(separator: ",")
        }
        replace(5, 2, "NaN")
        replace(7, 1, "-3")
        replace(9, 3, "1e9")
        replace(11, 5, "-1")
        replace(13, 9, "1e12")
        replace(15, 0, "253402300740000")
        replace(17, 0, "17040672000")
        replace(19, 8, "1.5")
        replace(21, 4, "")
        lines[22] += ",more"
        lines[24] = "garbage"
        let result = try fixture.importing(ImportFixture.text(lines), as: "BTCUSDT-1m-x.csv")
        #expect(result.error == nil && result.rows == 100 && result.inserted == 89 && result.rejectedCount == 11)
        #expect(result.rejected.map(\.line) == [5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25])
        #expect(result.gapCount == 11 && result.gaps.allSatisfy { $0.missing == 1 })
    }

    @Test("repetitions are counted, contradictions and rows out of order are rejected")
    func order() throws {
        var lines = ImportFixture.lines(columns[0..<50])
        let changed = lines[20].replacingOccurrences(of: ",\(columns.volume[20]),", with: ",\(columns.volume[20] + 1_000),")
        lines.insert(lines[10], at: 11)
        lines += [lines[3], changed, ImportFixture.lines(columns[60..<61])[0], ImportFixture.lines(columns[55..<56])[0]]
        let result = try fixture.importing(ImportFixture.text(lines), as: "BTCUSDT-1m-x.csv")
        #expect(result.error == nil && result.rows == 55 && result.inserted == 51 && result.duplicates == 2)
        #expect(result.rejected.map(\.line) == [53, 55])
        #expect(try fixture.store.read(spot, .m1).count == 51)
        #expect(try fixture.store.revisions(spot, .m1).isEmpty)
    }

    @Test("overlapping files add up; a file that says otherwise revises")
    func overlap() throws {
        let lines = ImportFixture.lines(columns)
        _ = try fixture.importing(ImportFixture.text(Array(lines[0..<1_200])), as: "BTCUSDT-1m-a.csv")
        let second = try fixture.importing(ImportFixture.text(Array(lines[800..<2_000])), as: "BTCUSDT-1m-b.csv")
        #expect(second.inserted == 800 && second.duplicates == 400)
        #expect(try fixture.store.read(spot, .m1) == columns)
        var candle = columns[5]
        candle.high += 5
        let third = try fixture.importing(ImportFixture.text(ImportFixture.lines(CandleColumns([candle]))), as: "BTCUSDT-1m-c.csv")
        #expect(third.revised == 1)
        #expect(try fixture.store.revisions(spot, .m1).first?.old == columns[5])
    }

    @Test("files that are mostly wrong leave no trace: swapped columns, descending rows, no rows, one endless line")
    func mostlyWrong() throws {
        let lines = ImportFixture.lines(columns)
        let swapped = lines.map { line in
            var cells = line.split(separator: ",").map(String.init)
            cells.swapAt(2, 3)
            return cells.joined(separator: ",")
        }
        let texts = [
            ImportFixture.text(swapped), ImportFixture.text(lines.reversed()), "", BinanceKlines.header + "\n", "\n\n\n",
            String(repeating: "0", count: 3 << 20), "1,2,3\n", "a,b,c\n1,2,3\n", "\u{0}\u{1}\u{2}\n",
        ]
        for (index, text) in texts.enumerated() {
            let result = try fixture.importing(text, as: "BTCUSDT-1m-\(index).csv")
            #expect(result.error?.kind == .badData && result.inserted == 0, "\(index)")
            #expect(try fixture.store.series().isEmpty, "\(index)")
        }
    }

    @Test(
        "files that hold something else say what",
        arguments: [
            ("BTCUSDT-fundingRate-2025-01.csv", "funding"), ("BTCUSDT-aggTrades-2025-01.csv", "trades"),
            ("BTCUSDT-trades-2025-01.zip", "trades"), ("BTCUSDT-metrics-2025-01.csv", "open interest"), ("session.jsonl", "JSON"),
            ("BTCUSDT-1mo-2025.csv", "1mo"), ("BTCUSDT-1s-2025.csv", "1s"), ("whatever.csv", "timeframe"),
            ("cm/BTCUSD_PERP-1m-2025.csv", "COIN-M"),
        ])
    func otherKinds(name: String, word: String) throws {
        let result = try fixture.importing("1,2\n", as: name)
        #expect(result.error?.kind == .badData)
        #expect(result.error?.description.contains(word) == true, "\(result.error?.description ?? "")")
    }

    @Test("one bad file among good ones is told and does not stop the others; results come in the order of the files")
    func several() throws {
        let lines = ImportFixture.lines(columns)
        var files: [CandleFile] = []
        for part in 0..<20 {
            let text = part == 7 ? "nonsense\n" : ImportFixture.text(Array(lines[part * 100..<part * 100 + 100]))
            files.append(try CandleFile(archive: fixture.folder.write(text, to: "BTCUSDT-1m-\(part).csv")))
        }
        for threads in [1, 2, 5] {
            let store = try CandleStore(url: fixture.folder.file("threads-\(threads).sqlite"))
            let results = try CandleFileImporter(store: store, threads: threads).importFiles(files)
            #expect(results.map(\.path) == files.map(\.url.path))
            #expect(results.indices.filter { results[$0].error != nil } == [7])
            #expect(try store.summary(spot, .m1)?.candles == 1_900)
            #expect(try store.gaps(spot, .m1).map(\.missing) == [100])
        }
    }

    @Test("a full disk ends the import with its own error")
    func fullDisk() throws {
        let url = try fixture.folder.write(ImportFixture.text(ImportFixture.lines(columns)), to: "BTCUSDT-1m-x.csv")
        try fixture.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let error = #expect(throws: PulseError.self) {
            try CandleFileImporter(store: fixture.store).importFiles([CandleFile(archive: url)])
        }
        #expect(error?.kind == .io)
        #expect(try fixture.store.series().isEmpty)
    }

    @Test("other programs' files by a mapping, by the names of their columns, and with dates")
    func mapping() throws {
        let apple = InstrumentID("stocks:AAPL")!
        var overrides = CandleFile.Overrides(instrument: apple, timeframe: .d1)
        let named = "Date;Open;High;Low;Close;Volume\n2024-01-02;10.5;11;10;10.75;1200\n2024-01-03 00:00:00;10.75;12;10.5;11,900\n"
            .replacingOccurrences(of: "11,900", with: "11;900")
        let result = try fixture.importing(named, as: "prices.csv", overrides)
        #expect(result.error == nil && result.inserted == 2 && result.gaps.isEmpty)
        #expect(try fixture.store.read(apple, .d1)[1].close == 11)

        overrides.mapping = try ColumnMapping("time=1,open=2,close=3,high=4,low=5,volume=6", timeFormat: .seconds)
        let numbered = try fixture.importing("1704326400,11,11.5,12,10.5,\"700\"\n", as: "numbers.csv", overrides)
        #expect(numbered.error == nil && numbered.inserted == 1)
        #expect(try fixture.store.read(apple, .d1)[2].low == 10.5)
        let missing = try fixture.importing("Date,Open,High,Low\n2024-01-02,1,1,1\n", as: "c.csv", .init(instrument: apple, timeframe: .d1))
        #expect(missing.error?.description.contains("close") == true)
        #expect(throws: PulseError.self) { try ColumnMapping("opne=1") }
        #expect(throws: PulseError.self) { try ColumnMapping("open=1,open=2") }
    }

    @Test("what is exported and imported again is the same")
    func export() throws {
        try fixture.store.insert(columns, perpetual, .m1, source: "test")
        var bytes: [UInt8] = []
        let count = try ArchiveExporter(store: fixture.store).export(perpetual, .m1) { bytes += $0 }
        #expect(count == 2_000 && bytes.starts(with: Array(BinanceKlines.header.utf8)))
        let again = try fixture.importing(Data(bytes), as: "um/BTCUSDT-1m-x.csv")
        #expect(again.duplicates == 2_000 && again.inserted == 0 && again.revised == 0)
        let other = try fixture.importing(Data(bytes), as: "spot/BTCUSDT-1m-x.csv")
        #expect(other.inserted == 2_000)
        #expect(try fixture.store.read(spot, .m1) == columns)
    }
}
