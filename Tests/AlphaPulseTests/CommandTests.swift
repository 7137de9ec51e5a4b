import Foundation
import PulseTesting
import Testing

/// The commands as the README shows them.
@Suite struct CommandTests {
    @Test func fromSynthToReport() throws {
        let program = try Program()
        try program.synthesise(count: 60_000)
        let list = try program.run("data", "list", "--json").json
        #expect(list["schema"] as? String == "alphapulse.data.v1")
        #expect((list["series"] as? [[String: Any]])?.first?["candles"] as? Int == 60_000)

        let run = try program.run(
            "backtest", Program.strategy("trend-following"), "--instrument", "binance-um:DEMOUSDT", "--timeframe", "1h")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("Buy & hold") && run.output.contains("Report  reports/"))
        let report = try #require(run.output.split(separator: "\n").last { $0.hasPrefix("Report") }?.split(separator: " ").last)
        let page = try String(contentsOf: program.folder.file(String(report)), encoding: .utf8)
        #expect(page.contains("<html") && page.contains("Assumptions"))
        #expect(try program.run("runs", "list").output.contains("trend-following"))
    }

    @Test func simulateFillsAtTheNextOpenAndCloseIsFlagged() throws {
        let program = try Program()
        try program.synthesise("binance:DEMOUSDT", count: 3_000)
        let rows = program.candles(try program.run("data", "export", "binance:DEMOUSDT", "--timeframe", "5m").output)
        let file = try program.folder.write(
            "time,instrument,direction,size\n\(rows[99].closes),binance:DEMOUSDT,long,0.01\n\(rows[199].closes),binance:DEMOUSDT,flat,\n",
            to: "signals.csv")
        let arguments = ["simulate", "--signals", file.path, "--fees", "0,0", "--slippage", "0", "--range-share", "0", "--json"]
        let open = try program.run(arguments)
        #expect(open.status == 0, "\(open.errors)")
        let expected = 10_000 + 0.01 * (rows[200].open - rows[100].open)
        #expect(abs((open.json["finalEquity"] as? Double ?? 0) - expected) < 1e-6)

        let close = try program.run(arguments + ["--fill", "close"])
        let atClose = 10_000 + 0.01 * (rows[199].close - rows[99].close)
        #expect(abs((close.json["finalEquity"] as? Double ?? 0) - atClose) < 1e-6)
        #expect((close.json["warnings"] as? [String])?.contains { $0.contains("Optimistic") } == true)
    }

    @Test func metricsOfAnyCurve() throws {
        let program = try Program()
        let file = try program.folder.write(
            "time,equity\n2024-01-01,100\n2024-01-02,110\n2024-01-03,99\n2024-01-04,108.9\n", to: "equity.csv")
        let json = try program.run("metrics", "--equity", file.path, "--json").json
        #expect(json["schema"] as? String == "alphapulse.metrics.v1")
        let metrics = try #require(json["metrics"] as? [String: Any])
        #expect(abs((metrics["totalReturn"] as? Double ?? 0) - 0.089) < 1e-12)
        #expect(abs((metrics["maxDrawdown"] as? Double ?? 0) - 0.1) < 1e-12)
        #expect(metrics["cagr"] is NSNull)
        #expect((json["undefined"] as? [String: String])?["cagr"]?.contains("30 days") == true)
    }

    @Test func indicatorsAreListedAndComputed() throws {
        let program = try Program()
        try program.synthesise(count: 1_000)
        #expect(try program.run("indicators", "list").output.contains("macd:fast,slow,signal"))
        let csv = try program.run(
            "indicators", "compute", "binance-um:DEMOUSDT", "--timeframe", "5m", "--indicator", "rsi:14", "--indicator", "macd:8,24,9",
            "--output", "csv")
        let lines = csv.output.split(separator: "\n", omittingEmptySubsequences: true)
        #expect(lines.first == "open_time,rsi:14,\"macd:8,24,9\",\"macd:8,24,9.signal\",\"macd:8,24,9.histogram\"")
        #expect(lines.count == 1_001)
        #expect(lines[1].hasSuffix(",,,,"))
        #expect(!lines[500].contains(",,"))
    }

    @Test func severalInstrumentsShareOnePortfolio() throws {
        let program = try Program()
        try program.synthesise("binance-um:AUSDT", count: 30_000, seed: 1)
        try program.synthesise("binance-um:BUSDT", count: 30_000, seed: 2)
        let outcome = try program.run(
            "backtest", Program.strategy("trend-following"), "--instrument", "binance-um:AUSDT", "binance-um:BUSDT", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let folder = try #require(outcome.json["folder"] as? String)
        let trades = try String(contentsOfFile: folder + "/trades.csv", encoding: .utf8)
        #expect(trades.contains("binance-um:AUSDT") && trades.contains("binance-um:BUSDT"))
        let both = try program.run(["runs", "compare", folder, folder])
        #expect(both.status == 0, "\(both.errors)")
    }

    @Test func settingsComeFromWhereTheyShould() throws {
        let program = try Program()
        _ = try program.folder.write("home: from-project\nreports: out\n", to: "alphapulse.yaml")
        let origin = { (environment: [String: String], arguments: [String]) in
            try program.run(["config", "show", "--origin", "--json"] + arguments, environment: environment).json
        }
        func home(_ json: [String: Any]) -> [String: String]? {
            (json["settings"] as? [[String: String]])?.first { $0["key"] == "home" }
        }
        #expect(home(try origin([:], []))?["value"] == "from-project")
        #expect(home(try origin(["ALPHAPULSE_HOME": "from-env"], []))?["value"] == "from-env")
        #expect(home(try origin(["ALPHAPULSE__HOME": "nested", "ALPHAPULSE_HOME": "from-env"], []))?["value"] == "nested")
        #expect(home(try origin(["ALPHAPULSE__HOME": "nested"], ["--home", "flag"]))?["origin"] == "flag --home")
    }

    @Test func helpNamesEveryCommand() throws {
        let help = try Program().run("--help")
        #expect(help.status == 0)
        for command in ["data", "indicators", "strategy", "backtest", "simulate", "metrics", "runs", "bench", "config", "doctor"] {
            #expect(help.output.contains("  \(command) "), "\(command)")
        }
    }
}

extension Program {
    /// Open price, close price and close time of exported candles.
    func candles(_ csv: String) -> [(open: Double, close: Double, closes: Int64)] {
        csv.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count >= 7, let open = Double(fields[1]), let close = Double(fields[4]), let closes = Int64(fields[6]) else {
                return nil
            }
            return (open, close, closes)
        }
    }
}
