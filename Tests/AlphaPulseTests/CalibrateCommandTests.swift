import Foundation
import PulseTesting
import Testing

/// From candles to calibrated sizes, on a market of five months.
@Suite struct CalibrateCommandTests {
    private static let instrument = "synthetic-um:DEMOUSDT"
    private static let boundary = "2024-04-01"

    private static func market() throws -> Program {
        let program = try Program()
        let made = try program.run(
            "data", "synth", "--instrument", instrument, "--timeframe", "5m", "--count", "43776", "--from", "2024-01-01", "--seed", "7")
        try #require(made.status == 0, "\(made.errors)")
        return program
    }

    /// The strategy `trend-following`, with a calibration and perhaps other lines.
    private static func strategy(_ program: Program, _ file: String, calibration: String?, _ change: (String) -> String = { $0 }) throws
        -> String
    {
        let text = try String(contentsOfFile: Program.strategy("trend-following"), encoding: .utf8)
        let section = calibration.map { "\ncalibration: {name: \($0)}\n" } ?? ""
        return try program.folder.write(change(text) + section, to: file).path
    }

    private static func calibrate(_ program: Program, _ strategy: String, _ more: String...) throws -> Program.Outcome {
        try program.run(
            ["calibrate", strategy, "--name", "demo", "--timeframe", "15m", "--instrument", instrument, "--to", boundary] + more)
    }

    private static func backtest(_ program: Program, _ strategy: String, _ more: String...) throws -> Program.Outcome {
        try program.run(["backtest", strategy, "--instrument", instrument, "--timeframe", "15m", "--json"] + more)
    }

    @Test(arguments: ["isotonic", "platt"]) func itIsFittedOnTheFirstMonthsAndUsedOnTheLater(method: String) throws {
        let program = try Self.market()
        let plain = try Self.strategy(program, "plain.yaml", calibration: nil)
        let named = try Self.strategy(program, "named.yaml", calibration: "demo")

        // Not there yet: the command that makes it is named.
        let none = try Self.backtest(program, named, "--from", Self.boundary)
        #expect(none.status == 66 && none.errors.contains("there is no calibration 'demo'"))
        #expect(none.errors.contains("--name demo --timeframe 15m --instrument \(Self.instrument) --to \(Self.boundary)"))

        let made = try Self.calibrate(program, plain, "--method", method)
        #expect(made.status == 0, "\(made.errors)")
        for text in ["base rate alone", "raw, read as a probability", "Advantage", "Realised"] { #expect(made.output.contains(text)) }
        #expect(!made.output.contains("win rate"))
        let file = program.folder.file(".alphapulse/calibrations/demo.json")
        let bytes = try Data(contentsOf: file)
        // The same again, from the strategy that names it, on another number of threads.
        #expect(try Self.calibrate(program, named, "--method", method, "--threads", "1").status == 0)
        #expect(try Data(contentsOf: file) == bytes)

        let raw = try Self.document(Self.backtest(program, plain, "--from", Self.boundary))
        let outcome = try Self.backtest(program, named, "--from", Self.boundary)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let calibrated = try Self.document(outcome)
        #expect(raw["calibration"] == nil)
        #expect((calibrated["calibration"] as? [String: Any])?["method"] as? String == method)
        #expect(raw["votesDigest"] as? String == calibrated["votesDigest"] as? String)
        #expect(raw["ledgerDigest"] as? String != calibrated["ledgerDigest"] as? String)
        #expect(raw["run"] as? String != calibrated["run"] as? String)

        let folder = try #require(outcome.json["folder"] as? String)
        for name in ["signals", "trades"] {
            let values = try Self.columns(folder + "/\(name).csv", ["raw_probability", "calibrated_probability"])
            #expect(values.count > 3 && values.allSatisfy { (Double($0[1]) ?? 2) < (Double($0[0]) ?? 0) }, "\(values)")
        }
    }

    @Test func whatItWasFittedOnIsRefusedUnlessAsked() throws {
        let program = try Self.market()
        let named = try Self.strategy(program, "named.yaml", calibration: "demo")
        #expect(try Self.calibrate(program, named).status == 0)
        let refused = try Self.backtest(program, named, "--from", "2024-02-01")
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("the calibration 'demo' was fitted on candles from") && refused.errors.contains("--allow-training-span")
        )
        let seen = try Self.backtest(program, named, "--from", "2024-02-01", "--allow-training-span")
        #expect(seen.status == 0, "\(seen.errors)")
        let warnings = try #require(try Self.document(seen)["warnings"] as? [String])
        #expect(warnings.first?.hasPrefix("IN-SAMPLE: the calibration 'demo' was fitted on candles from 2024-01-01") == true, "\(warnings)")
    }

    @Test func otherDecisionsOrCandlesAreRefusedWithWhatToDo() throws {
        let program = try Self.market()
        let named = try Self.strategy(program, "named.yaml", calibration: "demo")
        #expect(try Self.calibrate(program, named).status == 0)
        let length = try program.run(
            "backtest", named, "--instrument", Self.instrument, "--timeframe", "30m", "--from", Self.boundary)
        #expect(length.status == 78 && length.errors.contains("fitted on decisions on candles of 15m; this run decides on candles of 30m"))
        let other = try program.run(
            "backtest", try program.folder.write("name: other\ncalibration: {name: demo}\n", to: "other.yaml").path, "--instrument",
            Self.instrument, "--timeframe", "15m", "--from", Self.boundary)
        #expect(other.status == 78 && other.errors.contains("was fitted on other decisions than those of 'other'"))
        #expect(other.errors.contains("alphapulse calibrate strategies/other.yaml --name demo"))
        // A misspelt name.
        let near = try Self.strategy(program, "near.yaml", calibration: "dem")
        let missing = try Self.backtest(program, near, "--from", Self.boundary)
        #expect(missing.status == 66 && missing.errors.contains("did you mean 'demo'?"))
    }

    @Test func tooFewOutcomesAreCounted() throws {
        let program = try Self.market()
        let named = try Self.strategy(program, "named.yaml", calibration: "demo")
        let few = try Self.calibrate(program, named, "--from", "2024-03-30")
        #expect(few.status == 65 && few.errors.contains("outcomes are too few to calibrate on (at least 100)"), "\(few.errors)")
        #expect(few.errors.contains("widen --from and --to"))
        let method = try Self.calibrate(program, named, "--method", "isotone")
        #expect(method.status == 64 && method.errors.contains("did you mean 'isotonic'?"))
    }

    private static func document(_ outcome: Program.Outcome) throws -> [String: Any] {
        let folder = try #require(outcome.json["folder"] as? String, "\(outcome.errors)")
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/run.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Some columns of a table, row by row.
    private static func columns(_ path: String, _ names: [String]) throws -> [[String]] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let table = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let places = try names.map { name in try #require(table.first?.firstIndex(of: name)) }
        return table.dropFirst().map { row in places.map { row[$0] } }
    }
}
