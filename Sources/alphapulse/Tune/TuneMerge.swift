import ArgumentParser
import Foundation
import PulseCore
import PulseResearch
import PulseStore

struct TuneMerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Put the parts of a plan together and write the study's report.",
        discussion: """
            Gives the bytes that 'tune' gives in one process. The trials go on record and into the ledger. A missing part is an error that names it.
            Example: alphapulse tune merge plan.json shards/*.json
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The plan.")
    var plan: String

    @Argument(help: "The parts' files.")
    var parts: [String]

    @Option(help: ArgumentHelp("Folder that receives the study's folder.", valueName: "dir"))
    var out: String?

    func run() throws {
        let started = ProcessInfo.processInfo.systemUptime
        let threads = try Settings(options: options).threads()
        let plan = try StudyPlanFile.read(plan)
        let context = try plan.context(options, threads: threads)
        let records = try records(context, plan)
        try context.commit(records)
        let session = StudySession(context: context, options: options, threads: threads, out: out)
        try session.finish(try context.study.run(threads: threads, recorded: records), candleTrialsPerSecond: 0, started: started)
    }

    /// All trials in their order, each checked against what the study asks for.
    private func records(_ context: StudyContext, _ plan: StudyPlanFile) throws -> [TrialRecord] {
        var found: [TrialRecord?] = [TrialRecord?](repeating: nil, count: context.study.trials)
        for path in parts {
            let file = try StudyShardFile.read(path)
            let location = SourceLocation(file: path)
            guard file.study == plan.study else {
                throw PulseError(
                    .badData, "this is a part of study \(file.study.prefix(12)), not of \(plan.study.prefix(12))", at: location)
            }
            guard let stored = file.stored else { throw PulseError(.badData, "a trial of this part cannot be read", at: location) }
            for trial in stored {
                guard found.indices.contains(trial.number), let record = TrialRecord(trial) else {
                    throw PulseError(.badData, "trial \(trial.number) of this part cannot be read", at: location)
                }
                if let other = found[trial.number], other != record {
                    throw PulseError(.badData, "trial \(trial.number) is in another part as well, and differs", at: location)
                }
                found[trial.number] = record
            }
        }
        // A grid may be over before the trials are: what is missing after its last point was never there.
        let end = context.study.plan.method == .grid ? (found.lastIndex { $0 != nil } ?? -1) + 1 : found.count
        let missing = (0..<end).filter { found[$0] == nil }
        if let first = missing.first {
            throw PulseError(
                .missing, "\(missing.count) trials are in no part, the first one is \(first)",
                hint: "run the parts that are missing with 'tune run'")
        }
        return found.compactMap(\.self)
    }
}
