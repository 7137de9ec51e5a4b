import ArgumentParser
import PulseCore
import PulseReport
import PulseResearch
import PulseStore

struct TuneAsk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Let the search propose trials for somebody else to judge: a line of JSON each.",
        discussion: """
            Tell what they were worth with 'tune tell'. Until then the same trials are asked again, so nothing is lost when either side stops.
            Example: alphapulse tune ask strategies/four-of-nine.yaml --space spaces/exits.yaml --instrument binance:BTCUSDT --search tpe --count 4
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var tune: TuneOptions

    @Option(help: "Trials to ask for, up to \(StudyPlan.batch).")
    var count = 1

    func run() throws {
        guard (1...StudyPlan.batch).contains(count) else {
            throw PulseError(.usage, "--count must be in 1...\(StudyPlan.batch), not \(count)")
        }
        let context = try StudyContext(tune, global: options, threads: try Settings(options: options).threads())
        var dialogue = try StudyDialogue(context.study, told: context.trialStore.told(of: context.study.id))
        for trial in dialogue.ask(count) {
            let parameters = Dictionary(zip(context.study.space.valuePaths, trial.texts)) { first, _ in first }
            try Console.write(try CanonicalJSON.encode(AskedTrial(trial: trial.number, parameters: parameters), onOneLine: true))
        }
    }
}

/// A line of `tune ask`.
private struct AskedTrial: Encodable {
    var schema = "alphapulse.ask.v1"
    var trial: Int
    var parameters: [String: String]
}
