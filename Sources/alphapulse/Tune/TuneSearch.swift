import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseResearch
import PulseStore

struct TuneSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Make the trials of a study that are not made yet, and write its report.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var tune: TuneOptions

    @Option(help: "Threads; by default one a core. Changes nothing but the time.")
    var threads: Int?

    @Option(help: ArgumentHelp("Folder that receives the study's folder.", valueName: "dir"))
    var out: String?

    @Flag(help: "Make all trials again, even those on record. The ledger keeps its count.")
    var fresh = false

    func run() throws {
        let started = ProcessInfo.processInfo.systemUptime
        let threads = try Settings(options: options).threads(threads)
        let context = try StudyContext(tune, global: options, threads: threads)
        if fresh { try context.trialStore.removeTrials(of: context.study.id) }
        let recorded = try context.recorded()
        if !recorded.isEmpty, !options.quiet {
            Console.note("\(recorded.count) of \(context.study.trials) trials are on record; going on from there")
        }
        let searching = ProcessInfo.processInfo.systemUptime
        let trials = try search(context, recorded, threads)
        let seconds = ProcessInfo.processInfo.systemUptime - searching
        let rate = Double(max(0, trials.count - recorded.count)) * Double(context.market.candleCount) / max(seconds, 1e-9)
        let report = StudySession(context: context, options: options, threads: threads, out: out)
        try report.finish(trials, candleTrialsPerSecond: rate, started: started)
    }

    private func search(_ context: StudyContext, _ recorded: [TrialRecord], _ threads: Int) throws -> StudyTrials {
        let bar = ProgressBar("Trials", total: context.study.trials - recorded.count, unit: "trials", isQuiet: options.quiet)
        defer { bar.finish() }
        let interrupt = Interrupt()
        var done = recorded.count
        let trials = try context.study.run(threads: threads, recorded: recorded, isStopped: { interrupt.isRaised }) { progress in
            let best = progress.best.map { "  best \(DecimalText.text($0.magnitude, decimals: 2))" }
            bar.advance(by: progress.trials - done, note: best)
            done = progress.trials
        } commit: {
            try context.commit($0)
        }
        guard !interrupt.isRaised else {
            bar.finish()
            throw PulseError(
                .tryAgain, "stopped with \(trials.count) of \(context.study.trials) trials made; all of them are kept",
                hint: "the same command goes on from there")
        }
        return trials
    }
}
