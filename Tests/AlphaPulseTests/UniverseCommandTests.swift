import Foundation
import PulseTesting
import Testing

/// Universes from the command line: past volumes in, the universe of a day out, and a backtest on it.
@Suite struct UniverseCommandTests {
    private static let volumes = """
        day,instrument,quote_volume
        2020-01-01,binance-um:DEMOUSDT,900
        2020-01-01,binance-um:USDCUSDT,990
        2020-01-01,binance-um:AUSDT,800
        2020-01-01,binance-um:BUSDT,700
        2020-02-01,binance-um:AUSDT,900
        2020-02-01,binance-um:BUSDT,800
        2020-02-01,binance-um:DEMOUSDT,10

        """

    private func members(_ outcome: Program.Outcome) throws -> [String] {
        let members = try #require(outcome.json["members"] as? [[String: Any]], "\(outcome.errors)")
        return members.compactMap { $0["instrument"] as? String }
    }

    @Test func importsAndShowsTheUniverseOfADay() throws {
        let program = try Program()
        #expect(try program.run("universe", "list").output.contains("No snapshots yet"))
        #expect(try program.run("universe", "show").status == 66)
        let file = try program.folder.write(Self.volumes, to: "volumes.csv")
        let first = try program.run("universe", "import", file.path, "--rule", "top2-futures", "--json").json
        #expect(first["days"] as? Int == 2 && first["known"] as? Int == 0 && first["rows"] as? Int == 7)
        #expect(try program.run("universe", "import", file.path, "--rule", "top2-futures", "--json").json["known"] as? Int == 2)

        let demo = "binance-um:DEMOUSDT"
        func show(_ day: String) throws -> Program.Outcome {
            try program.run("universe", "show", "--rule", "top2-futures", "--on", day, "--json")
        }
        #expect(try members(show("2020-01-01")) == [demo, "binance-um:AUSDT"])
        #expect(try members(show("2020-01-31")) == [demo, "binance-um:AUSDT"])
        #expect(try members(show("2020-02-01")) == ["binance-um:AUSDT", "binance-um:BUSDT"])
        let early = try show("2019-12-31")
        #expect(early.status == 66 && early.errors.contains("2020-01-01"), "\(early.errors)")
        #expect(try program.run("universe", "list").output.contains("2020-02-01"))
        #expect(try program.run("universe", "show", "--rule", "top5", "--json").status == 66)
    }

    @Test func backtestsOnTheUniverseOfTheDay() throws {
        let program = try Program()
        try program.synthesise(count: 5_000, timeframe: "1h")
        let list = try #require(try program.run("data", "list", "--json").json["series"] as? [[String: Any]])
        let day = String(try #require(list.first?["from"] as? String).prefix(10))
        let file = try program.folder.write(
            "day,instrument,quote_volume\n\(day),binance-um:DEMOUSDT,5\n\(day),binance-um:AUSDT,9\n", to: "volumes.csv")
        #expect(try program.run("universe", "import", file.path, "--rule", "top2-futures").status == 0)
        let strategy = Program.strategy("four-of-nine")
        func backtest(_ more: String...) throws -> Program.Outcome {
            try program.run(["backtest", strategy, "--timeframe", "1h", "--json"] + more)
        }
        let outcome = try backtest("--universe", "top2-futures", "--from", day)
        #expect(outcome.status == 0 && outcome.errors.contains("no candles of 1 of 2 instruments"), "\(outcome.errors)")
        let same = try backtest("--instrument", "binance-um:DEMOUSDT", "--from", day)
        #expect(outcome.json["run"] as? String == same.json["run"] as? String && same.json["run"] != nil)
        #expect(try backtest("--universe", "top2-futures").status == 64, "a universe has a day")
        #expect(try backtest("--universe", "top2-futures", "--on", day).status == 0)
        #expect(try backtest("--universe", "top2-futures", "--instrument", "BTCUSDT", "--from", day).status == 64)
        #expect(try backtest("--universe", "top3-futures", "--from", day).status == 66)
        #expect(try backtest("--universe", "binance-um:DEMOUSDT", "--from", day).status == 0)
    }

    @Test func namesWhatIsWrong() throws {
        let program = try Program()
        let file = try program.folder.write(
            "day,instrument,quote_volume\n2020-01,a:B,1\n2020-01-01,a:b:c,1\n2020-01-01,a:B,-1\n", to: "v.csv")
        let outcome = try program.run("universe", "import", file.path)
        #expect(outcome.status == 65)
        for line in 2...4 { #expect(outcome.errors.contains("v.csv:\(line)"), "\(outcome.errors)") }
        #expect(try program.run("universe", "show", "--rule", "best").status == 64)
        #expect(try program.run("universe", "refresh", "--rest", "http://127.0.0.1:1", "--rule", "binance:BTCUSDT").status == 64)
        _ = try program.folder.write("alerts:\n  slow:\n    when: latency\n    above: 5\n", to: "alphapulse.yaml")
        let config = try program.run("config", "show")
        #expect(config.status == 78 && config.errors.contains("alphapulse.yaml:3") && config.errors.contains("alerts.slow.when"))
    }
}
