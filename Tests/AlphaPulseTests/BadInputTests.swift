import Foundation
import PulseTesting
import Testing

/// What a user can get wrong: each with its message, its exit code, and nothing half-written.
@Suite struct BadInputTests {
    @Test func aMisspeltKeyNamesFileLineAndTheNearestKey() throws {
        let program = try Program()
        let file = try program.folder.write("name: a\nconsensus:\n  profile: spec4\n  confidenceGat: 0.7\n", to: "a.yaml")
        let outcome = try program.run("strategy", "check", file.path)
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("a.yaml:4:"))
        #expect(outcome.errors.contains("did you mean 'confidenceGate'?"))
    }

    @Test func weightsThatDoNotSumToOneAreNamed() throws {
        let program = try Program()
        let file = try program.folder.write(
            "name: a\nheads:\n  technical: {weight: 0.5}\n  volume: {weight: 0.4}\n  rules: {weight: 0.3}\n", to: "a.yaml")
        let outcome = try program.run("backtest", file.path, "--instrument", "binance:BTCUSDT")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("must sum to 1, not 1.2"))
    }

    @Test func aMisspeltHeadIsNamedWithTheNearest() throws {
        let program = try Program()
        let file = try program.folder.write(
            "name: a\nheads:\n  technical: {weight: 0.5}\n  regimes: {weight: 0.5}\n", to: "a.yaml")
        let outcome = try program.run("strategy", "check", file.path)
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("a.yaml:4:") && outcome.errors.contains("'heads.regimes' is not a head (did you mean 'regime'?)"))
    }

    @Test func anInstrumentThatTheStoreLacksIsNamedWithTheNearest() throws {
        let program = try Program()
        try program.synthesise(count: 2_000)
        let outcome = try program.run("backtest", Program.strategy("four-heads"), "--instrument", "binance-um:DEMOUSD")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("did you mean binance-um:DEMOUSDT?"))
        #expect(!FileManager.default.fileExists(atPath: program.folder.file("reports").path))
    }

    @Test func withoutAStoreThereIsAHint() throws {
        let outcome = try Program().run("backtest", Program.strategy("four-heads"), "--instrument", "binance:BTCUSDT")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("data import"))
    }

    @Test func rangesWithoutCandlesAreRefused() throws {
        let program = try Program()
        try program.synthesise(count: 2_000)
        let run = { (from: String, to: String) in
            try program.run(
                "backtest", Program.strategy("four-heads"), "--instrument", "binance-um:DEMOUSDT", "--from", from, "--to", to)
        }
        #expect(try run("2030-01-01", "2031-01-01").status == 66)
        #expect(try run("2024-02-01", "2024-01-01").status == 64)
        #expect(try run("yesterday", "2024-01-01").status == 64)
    }

    private static let mistakes: [(arguments: String, status: Int32)] = [
        ("backtest", 64), ("backtest nowhere.yaml --instrument binance:BTCUSDT", 66), ("simulate --signals nowhere.csv", 66),
        ("metrics --equity nowhere.csv", 66), ("runs show abc", 66), ("indicators compute binance:X --timeframe 1h --indicator rsj", 64),
        ("indicators compute binance:X --timeframe 1h --indicator rsi:0", 64), ("nonsense", 64), ("data synth --count 0", 64),
        ("data synth --count 10 --from 2024-01-01T00:00:30", 64), ("bench nonsense", 64),
    ]

    @Test(arguments: mistakes)
    func exitCodesSayWhatKindOfTroubleItIs(arguments: String, status: Int32) throws {
        let outcome = try Program().run(arguments.split(separator: " ").map(String.init))
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.lowercased().contains("error"))
    }

    @Test func faultsInASignalFileAreAllListedWithTheirLines() throws {
        let program = try Program()
        let file = try program.folder.write(
            """
            time,instrument,direction,size
            2024-01-01T00:00:00Z,binance-um:DEMOUSDT,long,1
            2024-01-01T01:00:00Z,binance-um:DEMOUSDT,sideways,1
            2024-01-01T02:00:00Z,binance-um:DEMOUSDT,flat,-1
            2023-01-01T00:00:00Z,binance-um:DEMOUSDT,flat,
            nonsense

            """, to: "signals.csv")
        let outcome = try program.run("simulate", "--signals", file.path)
        #expect(outcome.status == 65)
        for line in [
            "signals.csv:3: direction must be long, short or flat", "signals.csv:4: size", "signals.csv:5: time", "signals.csv:6: 1 fields",
        ] {
            #expect(outcome.errors.contains(line), "\(line)")
        }
    }

    @Test func anEquityCurveMustBeSortedFiniteAndPositiveAtItsStart() throws {
        let program = try Program()
        let cases = [
            "time,equity\n2024-01-02,1\n2024-01-01,2\n", "time,equity\n2024-01-01,nan\n", "time,equity\n2024-01-01,0\n", "", "a,b\n1,2\n",
        ]
        for (index, text) in cases.enumerated() {
            let file = try program.folder.write(text, to: "equity-\(index).csv")
            #expect(try program.run("metrics", "--equity", file.path).status == 65, "\(text)")
        }
    }

    @Test func aWrongConfigurationFileIsAnErrorWithItsPlace() throws {
        let program = try Program()
        _ = try program.folder.write("hom: elsewhere\n", to: "alphapulse.yaml")
        let outcome = try program.run("config", "show")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("alphapulse.yaml:1:") && outcome.errors.contains("did you mean 'home'?"))
    }

    @Test func reportsThatCannotBeWrittenLeaveNothingBehind() throws {
        let program = try Program()
        try program.synthesise(count: 4_000)
        _ = try program.folder.write("a file where a folder should be", to: "taken")
        let outcome = try program.run(
            "backtest", Program.strategy("four-heads"), "--instrument", "binance-um:DEMOUSDT", "--out", "taken")
        #expect(outcome.status == 74)
        #expect(try program.run("runs", "list").output.contains("No runs yet."))
    }
}
