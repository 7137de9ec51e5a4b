import Foundation
import PulseAnalytics
import PulseCore
import PulseReport
import PulseResearch
import PulseStore
import PulseStrategy

/// Judges the trials of a study, writes its folder and prints what came out.
struct StudySession {
    let context: StudyContext
    let options: GlobalOptions
    let threads: Int
    let out: String?

    func finish(_ trials: StudyTrials, candleTrialsPerSecond: Double, started: TimeInterval) throws {
        let study = context.study
        let selection = StudySelection(study, trials, given: try study.given(), threads: threads)
        let (ledgerTrials, sharpes) = try context.trialStore.ledger(of: context.data.instruments, context.data.range)
        let assembly = StudyAssembly(
            context: context, selection: selection, ledgerTrials: ledgerTrials,
            ledger: TrialPopulation(count: ledgerTrials, sharpes: sharpes),
            threads: threads)
        let document = try assembly.document()
        let reports = out.map { URL(fileURLWithPath: $0) } ?? context.settings.reportsURL
        let folder = try StudyFolder.write(
            document, trials: StudyRows(selection: selection, assembly: assembly).rows(), best: strategyFile(selection, document),
            into: reports, charts: context.settings.chartLibrary())
        let seconds = ProcessInfo.processInfo.systemUptime - started
        if options.json {
            return try JSONOutput.print(
                StudySummary(document, folder: folder.url.path, seconds: seconds, candleTrialsPerSecond: candleTrialsPerSecond))
        }
        try Console.print(StudyText(document, style: RunText.style(options)).text())
        let speed =
            candleTrialsPerSecond > 0 ? ", \(ProgressBar.compact(candleTrialsPerSecond)) candle-trials/s" : ", all trials from the record"
        try Console.print("\nStudy   \(document.shortStudy) (\(String(format: "%.2f", seconds)) s\(speed))")
        try Console.print("Report  \(RunText.relative(folder.file("report.html")))")
        if document.best != nil { try Console.print("Best    \(RunText.relative(folder.file("best.yaml")))") }
    }

    /// The chosen trial as a strategy file; nil where there is none.
    private func strategyFile(_ selection: StudySelection, _ document: StudyDocument) -> String? {
        guard let best = selection.best else { return nil }
        let comment = [
            "Trial \(best) of study \(document.shortStudy), the best of \(document.trials) by \(document.objectives.first ?? "the objective") over all days.",
            "\(document.verdict.headline)", "Made by: \(document.command)",
        ]
        let name = String(context.study.strategy.name.prefix(56)) + "-tuned"
        return context.study.space.file(selection.trials[best].texts, name: name, comment: comment)
    }
}
