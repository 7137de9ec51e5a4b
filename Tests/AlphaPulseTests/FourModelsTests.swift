import Foundation
import PulseTesting
import Testing

/// The ensemble with trained models, from nothing to a report, as its strategy file says.
@Suite struct FourModelsTests {
    private static let instrument = "synthetic-um:DEMOUSDT"
    private static let boundary = "2024-04-01"

    /// Five months of candles and what is known beside them.
    private static func market() throws -> Program {
        let program = try Program()
        let made = try program.run(
            "data", "synth", "--instrument", instrument, "--timeframe", "5m", "--count", "43776", "--from", "2024-01-01", "--seed", "7",
            "--side")
        try #require(made.status == 0, "\(made.errors)")
        return program
    }

    private static func train(_ program: Program, _ name: String, _ features: String) throws {
        let outcome = try program.run(
            "train", "--name", name, "--features", features, "--timeframe", "1h", "--instrument", instrument, "--to", boundary)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    private static func backtest(_ program: Program, _ more: String...) throws -> Program.Outcome {
        try program.run(["backtest", Program.strategy("four-models"), "--instrument", instrument, "--json"] + more)
    }

    @Test func itIsTrainedOnTheFirstMonthsAndJudgedOnTheLater() throws {
        let program = try Self.market()
        try Self.train(program, "technical-1h", "technical")
        try Self.train(program, "price-action-1h", "priceAction")

        let later = try Self.backtest(program, "--from", Self.boundary)
        #expect(later.status == 0, "\(later.errors)")
        let run = try Self.document(later)
        let heads = try #require(run["heads"] as? [[String: Any]])
        #expect(heads.map { $0["head"] as? String } == ["sentiment", "technicalModel", "priceActionModel", "regime"])
        for head in heads {
            let votes = ["long", "short", "flat"].reduce(0) { $0 + (head[$1] as? Int ?? 0) }
            #expect(votes > 100, "\(head)")
        }
        let verdicts = try #require(run["verdicts"] as? [[String: Any]])
        #expect(verdicts.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } > 700)
        #expect(Self.warnings(run).allSatisfy { !$0.contains("IN-SAMPLE") && !$0.contains("From the future") })

        // What the models were fitted on is refused, all of it or a part.
        for span in [["--to", Self.boundary], []] {
            let refused = try program.run(
                ["backtest", Program.strategy("four-models"), "--instrument", Self.instrument, "--from", "2024-02-01"] + span)
            #expect(refused.status == 65)
            #expect(refused.errors.contains("was trained on candles from") && refused.errors.contains("--allow-training-span"))
        }

        // Asked for, it is run, and says what it is before anything else.
        let seen = try Self.backtest(program, "--from", "2024-02-01", "--allow-training-span")
        #expect(seen.status == 0, "\(seen.errors)")
        let warnings = Self.warnings(try Self.document(seen))
        #expect(warnings.count >= 2 && warnings[0].hasPrefix("IN-SAMPLE: the technical model was trained on candles from 2024-01-01"))
        #expect(warnings[1].hasPrefix("IN-SAMPLE: the priceAction model") && warnings[1].contains("no evidence"))
        let folder = try #require(seen.json["folder"] as? String)
        let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
        #expect(page.contains("IN-SAMPLE: the technical model"))
        // From its folder too.
        let again = try Self.backtest(program, "--from", "2024-02-01", "--allow-training-span")
        #expect(again.json["cached"] as? Bool == true)
        #expect(Self.warnings(try Self.document(again)) == warnings)
    }

    @Test func modelsThatAreNotThereAreNamedWithTheCommandsThatMakeThem() throws {
        let program = try Self.market()
        let none = try Self.backtest(program, "--from", Self.boundary)
        #expect(none.status == 66)
        for line in [
            "there is no trained model 'technical-1h'", "there is no trained model 'price-action-1h'",
            "'alphapulse train --name technical-1h --features technical --timeframe 1h --instrument \(Self.instrument) --to \(Self.boundary)'",
            "'alphapulse train --name price-action-1h --features priceAction --timeframe 1h",
        ] {
            #expect(none.errors.contains(line), "\(none.errors)")
        }
        // The command is one that works; the other model is then still asked for.
        try Self.train(program, "technical-1h", "technical")
        let one = try Self.backtest(program, "--from", Self.boundary)
        #expect(one.status == 66 && !one.errors.contains("'technical-1h'") && one.errors.contains("'price-action-1h'"))
    }

    @Test func modelsOfOtherCandlesOrFeaturesAreRefused() throws {
        let program = try Self.market()
        try Self.train(program, "technical-1h", "technical")
        try Self.train(program, "price-action-1h", "technical")
        let features = try Self.backtest(program, "--from", Self.boundary)
        #expect(features.status == 78 && features.errors.contains("'heads.priceActionModel' needs priceAction"))
        try Self.train(program, "price-action-1h", "priceAction")
        let length = try Self.backtest(program, "--from", Self.boundary, "--timeframe", "2h")
        #expect(length.status == 78 && length.errors.contains("was trained on candles of 1h; this run decides on candles of 2h"))
    }

    /// A model of a span that comes after the run.
    @Test func modelsFromTheFutureAreWarnedAbout() throws {
        let program = try Self.market()
        for (name, features) in [("technical-1h", "technical"), ("price-action-1h", "priceAction")] {
            let outcome = try program.run(
                "train", "--name", name, "--features", features, "--instrument", Self.instrument, "--from", Self.boundary)
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        let run = try Self.backtest(program, "--to", "2024-03-01")
        #expect(run.status == 0, "\(run.errors)")
        #expect(Self.warnings(try Self.document(run)).first?.hasPrefix("From the future: the technical model") == true)
    }

    /// Instead of no trades without a reason.
    @Test func aModelWhoseRecordIsTooWeakToVoteIsNamed() throws {
        let program = try Self.market()
        try Self.train(program, "technical-1h", "technical")
        try Self.train(program, "price-action-1h", "priceAction")
        let text = try String(contentsOfFile: Program.strategy("four-models"), encoding: .utf8)
        // More than eight folds won of eight can give.
        let strict = try program.folder.write(
            text.replacingOccurrences(of: "minimumConfidence: 0.60", with: "minimumConfidence: 0.95"), to: "strict.yaml")
        let outcome = try program.run("backtest", strict.path, "--instrument", Self.instrument, "--from", Self.boundary, "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let warnings = Self.warnings(try Self.document(outcome))
        for model in ["technical", "priceAction"] {
            #expect(warnings.contains { $0.hasPrefix("The \(model) model cannot vote") && $0.contains("from 0.95 on") }, "\(warnings)")
        }
    }

    private static func document(_ outcome: Program.Outcome) throws -> [String: Any] {
        let folder = try #require(outcome.json["folder"] as? String)
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/run.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func warnings(_ run: [String: Any]) -> [String] { run["warnings"] as? [String] ?? [] }
}
