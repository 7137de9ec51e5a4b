import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseResearch

struct TuneRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Make one part of a plan's trials and write it into a file.",
        discussion: """
            Parts depend on nothing but the plan: run them in any order, on any machine, as often as you like; the same part gives the same file.
            Example: alphapulse tune run plan.json --shard 3/8 --out shards
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The plan, as 'tune plan' wrote it.")
    var plan: String

    @Option(help: ArgumentHelp("Which part of how many, from 1.", valueName: "i/n"))
    var shard: String

    @Option(help: ArgumentHelp("Folder that receives the part's file.", valueName: "dir"))
    var out = "."

    @Option(help: "Threads; by default one a core. Changes nothing but the time.")
    var threads: Int?

    func run() throws {
        let parts = shard.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 2, parts[1] >= 1, parts[1] <= 100_000, (1...parts[1]).contains(parts[0]) else {
            throw PulseError(.usage, "--shard must be a part of a number of parts, such as 3/8, not '\(shard)'")
        }
        let count = try Settings(options: options).threads(threads)
        let plan = try StudyPlanFile.read(plan)
        let context = try plan.context(options, threads: count)
        let share = context.study.trials
        let range = (parts[0] - 1) * share / parts[1]..<parts[0] * share / parts[1]
        let bar = ProgressBar("Trials", total: range.count, unit: "trials", isQuiet: options.quiet)
        let records = try context.study.run(numbers: range, threads: count) { bar.advance(by: $0) }
        bar.finish()
        let file = StudyShardFile(study: plan.study, first: range.lowerBound, trials: records.map(\.stored))
        let url = URL(fileURLWithPath: out).appendingPathComponent("\(plan.study.prefix(12))-\(parts[0])-of-\(parts[1]).json")
        try OutputFile.write(Data(try CanonicalJSON.encode(file, onOneLine: true)), to: url, kind: "part")
        if options.json {
            try JSONOutput.print(["file": url.path, "study": plan.study])
        } else {
            try Console.print(
                "Trials \(range.lowerBound) to \(range.upperBound - 1) of study \(plan.study.prefix(12)): \(RunText.relative(url))")
        }
    }
}
