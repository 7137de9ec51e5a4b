import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseResearch
import PulseStore

struct TuneTell: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell",
        abstract: "Tell what asked trials were worth, or have trials of your own optimiser run: lines of JSON from standard input.",
        discussion: """
            {"trial": 3, "values": [1.25]}            what trial 3 of 'tune ask' was worth, more is better
            {"parameters": {"risk.stop.atr": 2}}      run this trial; the answer holds the objectives over all days

            Each line is answered by one line, as soon as it is known, so Optuna or any other program can drive a search by a pipe. Every trial is
            counted in the ledger. An optimiser of your own sees all days of the range: keep some back with --to, and judge its choice on them.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var tune: TuneOptions

    /// The longest line that is read, in bytes.
    private static let longestLine = 1 << 16

    func run() throws {
        let context = try StudyContext(tune, global: options, threads: try Settings(options: options).threads())
        // Trials of other optimisers are a study of their own: none of ours asked for them.
        let study = context.study.id + "/outside"
        var dialogue = try StudyDialogue(context.study, told: context.trialStore.told(of: context.study.id))
        var next = try context.trialStore.trials(of: study).count
        var line = 0
        while let text = readLine() {
            line += 1
            guard text.utf8.count <= Self.longestLine else {
                throw PulseError(.badData, "line \(line) is longer than \(Self.longestLine) bytes")
            }
            guard !text.allSatisfy(\.isWhitespace) else { continue }
            try Console.write(try CanonicalJSON.encode(try answer(text, line: line, context, study, &next, &dialogue), onOneLine: true))
        }
    }

    private func answer(
        _ text: String, line: Int, _ context: StudyContext, _ study: String, _ next: inout Int, _ dialogue: inout StudyDialogue
    ) throws -> ToldTrial {
        let location = SourceLocation(file: "standard input", line: line)
        guard let told = try? JSONDecoder().decode(Telling.self, from: Data(text.utf8)) else {
            throw PulseError(
                .badData, "this is neither a told trial nor one to run", at: location,
                hint: "write {\"trial\": 3, \"values\": [1.25]} or {\"parameters\": {\"risk.stop.atr\": 2}}")
        }
        if let parameters = told.parameters {
            let record = try context.study.trial(parameters.mapValues(\.text), number: next)
            try context.trialStore.append([record.stored], study: study, data: context.data)
            defer { next += 1 }
            let values = context.study.plan.objectives.map { context.study.score(record, on: [0..<context.study.days.count], $0) }
            return ToldTrial(trial: next, values: values, trades: record.trades, fault: record.fault)
        }
        guard let trial = told.trial, let values = told.values, values.count == context.study.plan.objectives.count else {
            throw PulseError(
                .badData, "a told trial has its number and \(context.study.plan.objectives.count) values", at: location)
        }
        let numbers = values.map { $0 ?? .nan }
        guard dialogue.tell(trial, numbers) else {
            throw PulseError(.badData, "trial \(trial) was not asked, or was told before", at: location)
        }
        try context.trialStore.tell(trial, numbers, study: context.study.id, data: context.data)
        return ToldTrial(trial: trial, values: values, trades: nil, fault: nil)
    }
}

/// A line of standard input.
private struct Telling: Decodable {
    /// A number or a text, as a strategy file would hold it.
    struct Value: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let flag = try? container.decode(Bool.self) {
                text = flag ? "true" : "false"
            } else if let whole = try? container.decode(Int.self) {
                text = String(whole)
            } else {
                text = "\(try container.decode(Double.self))"
            }
        }
    }

    var trial: Int?
    /// Null for a trial that failed.
    var values: [Double?]?
    var parameters: [String: Value]?
}

/// The answer to it.
private struct ToldTrial: Encodable {
    var schema = "alphapulse.tell.v1"
    var trial: Int
    var values: [Double?]
    var trades: Int?
    var fault: String?
}
