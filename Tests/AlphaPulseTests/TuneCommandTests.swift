import Foundation
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// A study as a user runs it: interrupted, in parts, on other numbers of threads, driven from outside.
@Suite struct TuneCommandTests {
    private static let instrument = "binance-um:DEMOUSDT"

    /// A market and a space; a strategy that trades often enough for it.
    private func program() throws -> (program: Program, arguments: [String]) {
        let program = try Program()
        try program.synthesise(Self.instrument)
        let space = try program.folder.write(
            """
            weights: {heads: all, minimumShare: 0.05}
            parameters:
              risk.stop.atr: {from: 1, to: 3, step: 0.25}
              consensus.minimumConfidence: {from: 0.6, to: 0.75}
            """, to: "space.yaml")
        let arguments = [
            Program.strategy("four-heads"), "--space", space.path, "--instrument", Self.instrument, "--timeframe", "15m", "--min-trades",
            "3",
            "--embargo", "1", "--folds", "3",
        ]
        return (program, arguments)
    }

    private func folder(_ outcome: Program.Outcome) throws -> [String: Data] {
        try #require(outcome.status == 0, "\(outcome.errors)")
        let path = try #require(outcome.json["folder"] as? String)
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name))
        }
        return files
    }

    private func ledger(_ program: Program) throws -> String {
        let store = try CandleStore.existing(at: program.folder.file(".alphapulse/alphapulse.sqlite"))
        return try StudyStore(store).ledgerText()
    }

    @Test(arguments: ["sobol", "tpe", "cmaes", "halving"])
    func p6SameStudySameBytesOnAnyNumberOfThreads(_ search: String) throws {
        let (program, arguments) = try program()
        let command = ["tune"] + arguments + ["--search", search, "--trials", search == "halving" ? "512" : "160", "--json"]
        let one = try folder(program.run(command + ["--threads", "1", "--out", "a"]))
        let first = try ledger(program)
        let two = try folder(program.run(command + ["--threads", "2", "--out", "b", "--fresh"]))
        #expect(one.count == 4 && one == two)
        #expect(try ledger(program) == first, "what was made again is not counted again")
        #expect(first.split(separator: "\n").count > 20)
    }

    /// Killed without warning at random points and begun again, a study ends with the same ledger, the same trials and the same report.
    @Test(arguments: ["sobol", "tpe"])
    func resumesAfterBeingKilledAnywhere(_ search: String) throws {
        let (program, arguments) = try program()
        let command = ["tune"] + arguments + ["--search", search, "--trials", "640", "--json"]
        let (other, otherArguments) = try self.program()
        let whole = try folder(other.run(["tune"] + otherArguments + ["--search", search, "--trials", "640", "--json", "--out", "a"]))
        var random = SplitMix64(seed: 5)
        var kills = 0
        for _ in 0..<12 {
            let delay = 0.05 + 0.4 * random.uniform()
            if try program.runAndKill(command, after: delay) { kills += 1 }
        }
        #expect(kills > 0, "the program was faster than the killer each time")
        let resumed = try folder(program.run(command + ["--out", "a"]))
        #expect(resumed == whole)
        #expect(try ledger(program) == ledger(other))
    }

    @Test func partsGiveWhatOneProcessGives() throws {
        let (program, arguments) = try program()
        let plan = try program.run(["tune", "plan"] + arguments + ["--trials", "50"])
        try #require(plan.status == 0, "\(plan.errors)")
        let file = try program.folder.write(plan.output, to: "plan.json")
        var parts: [String] = []
        for part in [3, 1, 2] {
            let outcome = try program.run("tune", "run", file.path, "--shard", "\(part)/3", "--out", "parts", "--json")
            try #require(outcome.status == 0, "\(outcome.errors)")
            parts.append(try #require(outcome.json["file"] as? String))
        }
        let again = try Data(contentsOf: URL(fileURLWithPath: parts[0]))
        _ = try program.run("tune", "run", file.path, "--shard", "3/3", "--out", "parts", "--threads", "1")
        #expect(try Data(contentsOf: URL(fileURLWithPath: parts[0])) == again, "a part is the same file whenever it is made")
        let merged = try folder(program.run(["tune", "merge", file.path] + parts + ["--out", "merged", "--json"]))
        let (other, otherArguments) = try self.program()
        let whole = try folder(other.run(["tune"] + otherArguments + ["--trials", "50", "--json"]))
        #expect(merged == whole)
        #expect(try ledger(program) == ledger(other))
        let missing = try program.run(["tune", "merge", file.path] + parts.dropLast())
        #expect(missing.status == 66 && missing.errors.contains("17 trials are in no part"))
        let damaged = try program.folder.write("{\"schema\":\"alphapulse.shard.v1\"}", to: "damaged.json")
        #expect(try program.run("tune", "merge", file.path, damaged.path).status == 65)
    }

    @Test func anybodysOptimiserCanDrive() throws {
        let (program, arguments) = try program()
        let ask = ["tune", "ask"] + arguments + ["--search", "tpe", "--count", "2"]
        let first = try program.run(ask).output
        #expect(try program.run(ask).output == first, "asked again until told")
        let told = try program.run(
            ["tune", "tell"] + arguments + ["--search", "tpe"],
            input: "{\"trial\": 0, \"values\": [0.5]}\n{\"parameters\": {\"risk.stop.atr\": 2}}\n")
        #expect(told.status == 0, "\(told.errors)")
        let lines = told.output.split(separator: "\n")
        #expect(lines.count == 2 && lines[1].contains("\"trades\""))
        let next = try program.run(ask).output
        #expect(next.hasPrefix(first.split(separator: "\n")[1].description))
        #expect(try ledger(program).split(separator: "\n").count == 2)
        let wrong = try program.run(["tune", "tell"] + arguments, input: "{\"parameters\": {\"risk.stop.atx\": 2}}\n")
        #expect(wrong.status == 65 && wrong.errors.contains("did you mean 'risk.stop.atr'?"))
    }

    /// The chosen trial's file is a strategy, and a backtest of it trades as the trial did; its report knows how many were tried.
    @Test func bestFileBacktestsAsItWasTried() throws {
        let (program, arguments) = try program()
        let outcome = try program.run(["tune"] + arguments + ["--trials", "64", "--json"])
        let folder = try #require(outcome.json["folder"] as? String)
        let study = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder)/study.json"))) as? [String: Any]
        let best = try #require(study?["best"] as? [String: Any])
        let figures = try #require(best["figures"] as? [String: Any])
        let run = try program.run("backtest", "\(folder)/best.yaml", "--instrument", Self.instrument, "--timeframe", "15m", "--json")
        try #require(run.status == 0, "\(run.errors)")
        let metrics = try #require(run.json["metrics"] as? [String: Any])
        #expect((figures["trades"] as? Int ?? 0) >= 3)
        let trades = try #require(metrics["trades"] as? Double ?? (metrics["numberOfTrades"] as? Double))
        #expect(abs(trades - Double(figures["trades"] as? Int ?? 0)) <= 2, "trades on whole days, and in all")
        let tried = try #require(metrics["numberOfTrials"] as? Double)
        #expect(tried == 64)
    }

    @Test func badSpacesNameTheirPlace() throws {
        let (program, arguments) = try program()
        func tune(_ space: String) throws -> Program.Outcome {
            let file = try program.folder.write(space, to: "bad.yaml")
            var arguments = arguments
            arguments[2] = file.path
            return try program.run(["tune"] + arguments)
        }
        let misspelt = try tune("parameters:\n  risk.stop.atrs: {from: 1, to: 2}\n")
        #expect(misspelt.status == 78 && misspelt.errors.contains("bad.yaml:2:3") && misspelt.errors.contains("did you mean 'atr'?"))
        let backwards = try tune("parameters:\n  risk.stop.atr: {from: 3, to: 2}\n")
        #expect(backwards.status == 78 && backwards.errors.contains("more than 'from'"))
        let unknown = try tune("parameters:\n  risk.stop.atr: {from: 1, to: 2}\nconstraints: [risk.stop.max < 2]\n")
        #expect(unknown.status == 78 && unknown.errors.contains("neither a number nor a parameter"))
        #expect(try tune("weights: some\n").status == 78)
        #expect(try tune("").status == 78)
        let few = try program.run(["tune"] + arguments + ["--search", "tpe", "--trials", "10"])
        #expect(few.status == 78 && few.errors.contains("too few"))
    }
}
