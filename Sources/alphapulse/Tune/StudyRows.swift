import PulseReport
import PulseResearch

/// The rows of a study's `trials.csv`.
struct StudyRows {
    let selection: StudySelection
    let assembly: StudyAssembly

    func rows() -> [StudyTrialRow] {
        let plan = selection.study.plan
        let last = selection.study.splits.count
        let days = selection.study.days.count
        return selection.trials.enumerated().map { position, record in
            StudyTrialRow(
                trial: position, search: plan.method.isGuided ? (record.search == last ? 0 : record.search + 1) : 0,
                rung: plan.method == .halving ? record.rung : nil, parameters: record.texts,
                objectives: plan.objectives.map { record.fault == nil ? $0.figure(record.returns) : nil },
                figures: assembly.figures(record, on: [0..<days]), failure: failure(record, position))
        }
    }

    /// Why a trial could not be judged on all days.
    private func failure(_ record: TrialRecord, _ position: Int) -> String? {
        if let fault = record.fault { return fault }
        if record.dayCount < selection.study.days.count { return "run on \(record.dayCount) days alone" }
        guard selection.scores[position] == nil else { return nil }
        let minimum = selection.study.plan.minimumTrades
        return record.trades < minimum ? "fewer than \(minimum) trades" : "the objective is undefined"
    }
}
