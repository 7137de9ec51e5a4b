import Foundation
import PulseCore
import PulseReport
import PulseTesting
import Testing

@Suite struct RunFolderTests {
    /// A sink whose disk is full after a number of bytes.
    final class FullDisk {
        var room: Int
        init(_ room: Int) { self.room = room }
    }

    struct FailingSink: ByteSink {
        var inner: FileSink
        var disk: FullDisk

        mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
            disk.room -= bytes.count
            if disk.room < 0 { throw CocoaError(.fileWriteOutOfSpace) }
            try inner.write(bytes)
        }

        mutating func close() throws { try inner.close() }
    }

    static let charts = ChartLibrary(script: "var Dygraph = {};", style: "")

    private func rows(_ folder: RunFolder, _ name: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.file(name), encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        return text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func aFolderHoldsItsFiveFilesAndNothingElse() throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(candles: 400, trades: 3).make()
        let folder = try RunFolder.write(document, series, into: home.file("reports"), charts: Self.charts)
        #expect(folder.url.lastPathComponent == "3f9c1e77b0a4-trend-and-structure")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == RunFolder.files.sorted())
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.file("reports").path).count == 1)
        #expect(try folder.document() == document)
        #expect(RunFolder.list(in: home.file("reports")) == [folder])
        #expect(RunFolder.list(in: home.file("nowhere")).isEmpty)
    }

    @Test func theSameRunGivesTheSameBytes() throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(candles: 400, trades: 3).make()
        let first = try RunFolder.write(document, series, into: home.file("a"), charts: Self.charts)
        let second = try RunFolder.write(document, series, into: home.file("b"), charts: Self.charts)
        for name in RunFolder.files { #expect(try Data(contentsOf: first.file(name)) == Data(contentsOf: second.file(name)), "\(name)") }
        // Writing it again replaces it.
        try Data("old".utf8).write(to: first.file("trades.csv"))
        try RunFolder.write(document, series, into: home.file("a"), charts: Self.charts)
        #expect(try Data(contentsOf: first.file("trades.csv")) == Data(contentsOf: second.file("trades.csv")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.file("a").path).count == 1)
    }

    @Test(arguments: [0, 5_000, 12_000, 40_000, 120_000])
    func aDiskThatFillsUpLeavesNothingBehind(room: Int) throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(candles: 400, trades: 3).make()
        let disk = FullDisk(room)
        let reports = home.file("reports")
        do {
            _ = try RunFolder.write(document, series, into: reports, charts: Self.charts) {
                FailingSink(inner: try FileSink($0), disk: disk)
            }
            Issue.record("\(room) bytes were enough")
        } catch let error as PulseError {
            #expect(error.kind == .io)
            #expect(error.description.contains("disk full"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: reports.path).isEmpty)
        #expect(RunFolder.list(in: reports).isEmpty)
    }

    @Test func aFailureKeepsTheFolderThatWasThere() throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(candles: 400, trades: 3).make()
        let folder = try RunFolder.write(document, series, into: home.url, charts: Self.charts)
        let before = try Data(contentsOf: folder.file("report.html"))
        let disk = FullDisk(30_000)
        #expect(throws: PulseError.self) {
            try RunFolder.write(document, series, into: home.url, charts: nil) { FailingSink(inner: try FileSink($0), disk: disk) }
        }
        #expect(try Data(contentsOf: folder.file("report.html")) == before)
    }

    @Test func aFigureThatIsNoNumberIsABug() throws {
        let home = try TemporaryDirectory()
        var (document, series) = RunFixture(candles: 10, trades: 0).make()
        document.scenarios[0].totalReturn = .nan
        series.trades = []
        let error = #expect(throws: PulseError.self) { try RunFolder.write(document, series, into: home.url, charts: nil) }
        #expect(error?.kind == .bug)
        #expect(RunFolder.list(in: home.url).isEmpty)
    }

    @Test func namesAreSafeForAnyFileSystem() {
        var document = RunDocumentTests.small
        for (name, expected) in [
            ("../../etc/passwd", "00ff-etc-passwd"), ("", "00ff-simulate"), ("  ", "00ff-simulate"), ("Größe 5", "00ff-gr-e-5"),
            (String(repeating: "a", count: 500), "00ff-" + String(repeating: "a", count: 48)),
        ] {
            document.strategy.name = name
            #expect(RunFolder.name(of: document) == expected)
        }
        document.run = "../x"
        #expect(RunFolder.name(of: document).hasPrefix("x-"))
    }

    @Test func whatIsNotARunSaysSo() throws {
        let home = try TemporaryDirectory()
        let missing = #expect(throws: PulseError.self) { try RunFolder(home.url).document() }
        #expect(missing?.kind == .missing)
        try home.write("{\"schema\":\"alphapulse.run.v1\"}", to: "run.json")
        let bad = #expect(throws: PulseError.self) { try RunFolder(home.url).document() }
        #expect(bad?.kind == .badData)
    }

    @Test func equityIsALosslessStepFunction() throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(candles: 1_000, trades: 9).make()
        let folder = try RunFolder.write(document, series, into: home.url, charts: nil)
        let rows = try rows(folder, "equity.csv")
        #expect(rows[0] == ["time", "equity", "benchmark"])
        var next = 1
        var now: [String] = []
        for index in 0..<series.equity.count {
            if next < rows.count, Timestamp(rows[next][0])?.milliseconds == series.equity.times[index] {
                now = rows[next]
                next += 1
            } else {
                #expect(series.equity.times[index] % Timestamp.day != 0, "midnight has a row of its own")
            }
            #expect(Cash(Double(now[1]) ?? .nan) == series.equity.equity[index])
            #expect(Cash(Double(now[2]) ?? .nan) == series.equity.benchmark[index])
        }
        #expect(next == rows.count)
    }

    @Test func votesReadBackExactly() throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(candles: 300, trades: 2).make()
        let folder = try RunFolder.write(document, series, into: home.url, charts: nil)
        let rows = try rows(folder, "votes.csv")
        let heads = ["technical", "volume", "ict", "structure"]
        #expect(
            rows[0] == ["time", "instrument", "verdict", "outcome", "probability", "confidence", "available", "agreeing", "dissenting"]
                + heads.flatMap { ["\($0)_direction", "\($0)_probability", "\($0)_confidence"] })
        #expect(rows.count == 601)
        for (index, row) in rows.dropFirst().enumerated() {
            let votes = series.votes[index / 300]
            let place = index % 300
            #expect(Timestamp(row[0])?.milliseconds == votes.openTimes[place] + votes.timeframe.milliseconds)
            #expect(row[1] == votes.instrument.description)
            #expect(Int8(row[2]) == votes.verdicts[place].direction.rawValue)
            #expect(row[7] == votes.verdicts[place].agreeing.heads.map(\.name).joined(separator: "+"))
            for head in 0..<4 {
                let vote = votes.votes[head][place]
                let cells = Array(row[(9 + 3 * head)..<(12 + 3 * head)])
                if vote.isAbstention {
                    #expect(cells == ["", "", ""])
                } else {
                    #expect(Int8(cells[0]) == vote.direction.rawValue)
                    #expect(Score(Double(cells[1]) ?? .nan) == vote.probability && Score(Double(cells[2]) ?? .nan) == vote.confidence)
                }
            }
        }
    }

    @Test func tradesHaveTheirHeaderAndExactMoney() throws {
        let home = try TemporaryDirectory()
        let (document, series) = RunFixture(trades: 20).make()
        let folder = try RunFolder.write(document, series, into: home.url, charts: nil)
        let rows = try rows(folder, "trades.csv")
        #expect(
            rows[0].joined(separator: ",")
                == "number,instrument,direction,signal_time,entry_time,exit_time,entry_price,exit_price,quantity,stop_price,gross_profit,"
                + "fees,slippage,net_profit,profit_share,risk_multiple,worst_open_profit,best_open_profit,exit_reason,raw_probability,"
                + "calibrated_probability,confidence,agreeing,votes")
        #expect(rows.count == 21)
        for (row, expected) in zip(rows.dropFirst(), series.trades) {
            #expect(row.count == 24)
            #expect(row[6] == expected.entryPriceText && Double(row[7]) == expected.trade.exitPrice)
            #expect(row[19] == ScoreText.text(expected.trade.probability) && row[20].isEmpty)
            #expect(Cash(Double(row[13]) ?? .nan) == expected.trade.netProfit)
            #expect(row[23].split(separator: " ").count == 4 && row[23].hasPrefix("technical:"))
        }
    }

    @Test func perpetualsHaveAColumnOfFunding() throws {
        let home = try TemporaryDirectory()
        var (document, series) = RunFixture(candles: 200, trades: 5).make()
        for index in document.instruments.indices { document.instruments[index].market = .perpetual }
        for index in series.trades.indices { series.trades[index].trade.funding = Cash(units: Int64(index - 2) * 123_456_789) }
        let folder = try RunFolder.write(document, series, into: home.file("reports"), charts: Self.charts)
        let rows = try rows(folder, "trades.csv")
        #expect(Array(rows[0][10...14]) == ["gross_profit", "fees", "slippage", "funding", "net_profit"])
        for (row, expected) in zip(rows.dropFirst(), series.trades) {
            #expect(row.count == 25)
            #expect(Cash(Double(row[13]) ?? .nan) == expected.trade.funding)
            #expect(Cash(Double(row[14]) ?? .nan) == expected.trade.netProfit)
        }
    }
}
