import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseResearch

struct TunePlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Write down a study, so that its trials can be made in parts, anywhere.",
        discussion: """
            The plan names the study by the hash of strategy, space, candles and settings; whoever runs a part must have the same. Parts are for
            searches that are not guided: sobol, random and grid.
            Example: alphapulse tune plan strategies/four-of-nine.yaml --space spaces/weights.yaml --instrument binance:BTCUSDT --trials 10000 > plan.json
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var tune: TuneOptions

    func run() throws {
        let context = try StudyContext(tune, global: options, threads: try Settings(options: options).threads())
        let method = context.study.plan.method
        guard !method.isGuided else {
            throw PulseError(
                .usage, "'\(method.rawValue)' learns from each trial what to try next, so it cannot be made in parts",
                hint: "take --search sobol, random or grid")
        }
        let plan = StudyPlanFile(context: context, tune: tune)
        try Console.write(try CanonicalJSON.encode(plan))
    }
}
