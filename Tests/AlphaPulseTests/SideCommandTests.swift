import Foundation
import PulseTesting
import Testing

/// Side series from the command line: in, listed, out, in again; and headlines scored.
@Suite struct SideCommandTests {
    private func side(_ program: Program) throws -> [[String: Any]] {
        try #require(try program.run("data", "list", "--json").json["side"] as? [[String: Any]])
    }

    @Test func importListExportImport() throws {
        let program = try Program()
        let rates = (0..<90).map { "\(1_704_067_200_000 + $0 * 28_800_000),8,0.0001" }.joined(separator: "\n")
        let funding = try program.folder.write(rates + "\n", to: "BTCUSDT-fundingRate-2024-01.csv")
        let news = try program.folder.write(
            "time,source,headline\n2024-01-10,reuters,SEC approves spot bitcoin ETF\n2024-01-11,x,Hello\n", to: "news.csv")
        let first = try program.run("data", "import", funding.path, news.path, "--json").json
        let files = try #require(first["files"] as? [[String: Any]])
        #expect(files.map { $0["inserted"] as? Int } == [90, 2])
        #expect(files.map { $0["instrument"] as? String } == ["binance-um:BTCUSDT", "*"])
        let again = try program.run("data", "import", funding.path, news.path)
        #expect(again.status == 0 && again.output.contains("90 known") && again.output.contains("2 known"))

        let list = try side(program)
        #expect(list.map { $0["kind"] as? String } == ["sentiment", "fundingRate"])
        #expect(list.last?["points"] as? Int == 90 && list.last?["from"] as? String == "2024-01-01T00:00:00Z")
        #expect(try program.run("data", "list").output.contains("fundingRate"))

        for (instrument, kind) in [("*", "sentiment"), ("binance-um:BTCUSDT", "fundingRate")] {
            let exported = try program.run("data", "export", instrument, "--side", kind)
            #expect(exported.status == 0 && exported.output.hasPrefix("kind,instrument,time,known_at,value,weight,item\n"))
            let file = try program.folder.write(exported.output, to: "exported.csv")
            let outcome = try program.run("data", "import", file.path, "--json").json["files"] as? [[String: Any]]
            #expect(outcome?.first?["inserted"] as? Int == 0 && outcome?.first?["revised"] as? Int == 0, "\(kind)")
        }
        // A delay is another time at which they became known: counted, and told.
        let later = try program.run("data", "import", funding.path, "--known-delay", "10m")
        #expect(later.output.contains("90 revised") && later.errors.contains("contradict"))
    }

    @Test func wrongOptionsAreNamed() throws {
        let program = try Program()
        let file = try program.folder.write("time,value\n2024-01-01,5\n", to: "values.csv")
        let cases: [([String], Int32)] = [
            ([file.path, "--kind", "fundingrate"], 64), ([file.path, "--kind", "fearGreed", "--known-delay", "10"], 64),
            ([file.path, "--kind", "fearGreed", "--known-delay", "99d"], 64), ([file.path, "--kind", "openInterest"], 65),
            ([file.path], 65),
            ([file.path, "--kind", "candles"], 65),
        ]
        for (arguments, status) in cases {
            #expect(try program.run(["data", "import"] + arguments).status == status, "\(arguments)")
        }
        #expect(try program.run("data", "import", file.path, "--kind", "fearGreed").status == 0)
        #expect(try program.run("data", "export", "*", "--side", "fearGreed").status == 0)
        #expect(try program.run("data", "export", "*", "--side", "fearGreed", "--timeframe", "1h").status == 64)
        #expect(try program.run("data", "export", "*", "--side", "sentiment").status == 66)
        #expect(try program.run("data", "export", "*").status == 64)
    }

    @Test func synthesisedNewsReadAgainAreTheSame() throws {
        let program = try Program()
        let made = try program.run(
            "data", "synth", "--instrument", "binance-um:DEMOUSDT", "--timeframe", "5m", "--count", "3000", "--side", "--json")
        #expect(made.status == 0, "\(made.errors)")
        let kinds = try #require(made.json["side"] as? [[String: Any]])
        #expect(kinds.count == 6 && kinds.allSatisfy { ($0["points"] as? Int ?? 0) > 0 && $0["points"] as? Int == $0["inserted"] as? Int })
        let headlines = try #require(made.json["headlines"] as? String)
        let read = try program.run("data", "import", headlines, "--instrument", "binance-um:DEMOUSDT", "--json")
        let file = try #require((read.json["files"] as? [[String: Any]])?.first)
        #expect(file["duplicates"] as? Int == file["rows"] as? Int && file["revised"] as? Int == 0)
    }

    @Test func sideSeriesThatNoHeadReadsDoNotChangeARun() throws {
        let program = try Program()
        func run() throws -> [String: Any] {
            let outcome = try program.run(
                "backtest", Program.strategy("trend-following"), "--instrument", "binance:DEMOUSDT", "--timeframe", "1h", "--json")
            try #require(outcome.status == 0, "\(outcome.errors)")
            return outcome.json
        }
        // Spot: a perpetual pays funding whether a head reads it or not.
        try program.synthesise("binance:DEMOUSDT", count: 20_000)
        let before = try run()
        try program.run(
            "data", "synth", "--instrument", "binance:DEMOUSDT", "--timeframe", "5m", "--count", "20000", "--seed", "7", "--side")
        let after = try run()
        #expect(before["run"] as? String == after["run"] as? String && after["cached"] as? Bool == true)
    }

    @Test func headlinesAreScored() throws {
        let program = try Program()
        let one = try program.run("sentiment", "score", "Exchange hacked, millions stolen", "--source", "reuters", "--json")
        let found = try #require((one.json["headlines"] as? [[String: Any]])?.first)
        #expect((found["score"] as? Double ?? 0) < -0.5 && found["event"] as? String == "hack")
        #expect((found["words"] as? [[String: Any]])?.count == 2)
        let many = try program.run(["sentiment", "score"], input: "Bitcoin soars\n\nHello\n")
        #expect(many.status == 0 && many.output.contains("soars +0.70") && many.output.contains("no word that the lexicon knows"))
        #expect(try program.run(["sentiment", "score"], input: "").status == 64)
    }
}
