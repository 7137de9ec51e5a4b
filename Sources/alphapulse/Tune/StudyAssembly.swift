import PulseAnalytics
import PulseCore
import PulseReport
import PulseResearch
import PulseStore
import PulseStrategy

/// Makes the document of a finished study.
struct StudyAssembly {
    let context: StudyContext
    let selection: StudySelection
    /// Trials that were ever made on these data, and what they were like; nil where fewer than two have a ratio.
    let ledgerTrials: Int
    let ledger: TrialPopulation?
    let threads: Int

    var study: Study { context.study }
    private var days: Range<Int> { 0..<study.days.count }

    /// Rows of the table of best trials.
    private static let rows = 20

    func document() throws -> StudyDocument {
        var document = StudyDocument()
        document.study = study.id
        document.engineVersion = EngineVersion.current
        document.command = context.command
        document.strategy = study.strategy.name
        document.instruments = context.market.instruments.map(\.id.description)
        document.timeframe = context.timeframe.description
        document.base = context.market.base.description
        document.from = context.market.range.from.description
        document.to = context.market.range.to.description
        document.days = study.days.count
        document.decisions = study.home.decisionCount
        describePlan(&document)
        document.trials = selection.trials.count
        document.failed = selection.trials.indices.count { index in
            selection.scores[index] == nil && selection.trials[index].dayCount == study.days.count
        }
        document.ledgerTrials = ledgerTrials
        let evidence = try selection.evidence()
        let top = Array(selection.ranking.prefix(Self.rows))
        let front = selection.front()
        let plateaus = selection.plateaus(of: Array(Set(top + front)))
        func row(_ position: Int) -> StudyTrial {
            var row = trial(selection.trials[position])
            row.trial = position
            row.deflatedSharpe = selection.deflatedSharpe(position, evidence?.population)
            row.plateau = plateaus[position].map {
                StudyTrial.Plateau(neighbours: $0.neighbours, radius: $0.radius, share: $0.share, median: shown($0.score))
            }
            row.folds = selection.folds(choosing: position)
            return row
        }
        document.table = top.map(row)
        document.best = document.table.first
        document.front = front.map(row)
        document.given = trial(selection.given)
        let hold = try study.hold()
        document.hold = figures(hold, on: [days])
        document.folds = selection.choices.indices.map(fold)
        document.paths = selection.paths.map { path($0, hold: hold) }
        if let evidence { document.evidence = figures(evidence) }
        document.maps = maps()
        document.profiles = profiles()
        document.robustness = try selection.best.map(robustness)
        document.verdict = verdict(document)
        return document
    }

    private func describePlan(_ document: inout StudyDocument) {
        let plan = study.plan
        document.search = plan.method.title + (plan.method.isGuided ? ", each fold searched for itself" : ", the same trials for all folds")
        document.seed = plan.seed
        document.parameters = study.space.parameters.flatMap { parameter in
            parameter.paths.map { StudyDocument.Parameter(path: $0, domain: parameter.words) }
        }
        document.constraints = study.space.constraints
        document.objectives = plan.objectives.map(\.title)
        document.validation = plan.validation.description
        document.minimumTrades = plan.minimumTrades
    }

    /// A score as it is shown: drawdowns count as they are, though the least one is the best.
    func shown(_ score: Double) -> Double { study.plan.objectives[0] == .drawdown ? -score : score }

    private func trial(_ record: TrialRecord) -> StudyTrial {
        var row = StudyTrial()
        row.parameters = record.texts
        row.objectives = study.plan.objectives.map { record.fault == nil ? $0.figure(record.returns) : nil }
        row.figures = figures(record, on: [days])
        row.tested = figures(record, on: selection.testedDays)
        return row
    }

    func figures(_ record: TrialRecord, on ranges: [Range<Int>]) -> StudyFigures {
        guard record.fault == nil else { return StudyFigures() }
        let (returns, entries) = record.returns(ranges)
        return figures(returns, trades: entries)
    }

    func figures(_ returns: [Double], trades: Int) -> StudyFigures {
        var figures = StudyFigures()
        figures.days = returns.count
        figures.totalReturn = TuningObjective.totalReturn.figure(returns)
        figures.sharpe = TuningObjective.sharpe.figure(returns)
        figures.maxDrawdown = TuningObjective.drawdown.figure(returns)
        figures.trades = trades
        return figures
    }

    private func fold(_ index: Int) -> StudyFold {
        let choice = selection.choices[index]
        var fold = StudyFold()
        fold.number = index + 1
        fold.training = choice.split.training.map(study.days.words)
        fold.test = choice.split.test.map(study.days.words)
        fold.purged = choice.split.purged
        fold.candidates = choice.candidates
        fold.chosen = choice.chosen
        fold.inSample = choice.inSample
        fold.outOfSample = choice.outOfSample
        fold.median = choice.median
        fold.given = choice.given
        if let chosen = choice.chosen {
            fold.parameters = selection.trials[chosen].texts
            fold.tested = figures(selection.trials[chosen], on: choice.split.test)
        }
        return fold
    }

    private func path(_ path: StudySelection.Path, hold: TrialRecord) -> StudyPath {
        var result = StudyPath()
        result.figures = figures(path.returns, trades: path.entries)
        result.objective = study.plan.objectives[0].figure(path.returns)
        guard let first = path.days.first else { return result }
        func curve(_ returns: [Double]) -> [Double] {
            var equity = 1.0
            return [1.0]
                + returns.map { value in
                    equity *= 1 + value
                    return equity
                }
        }
        func picked(_ record: TrialRecord) -> [Double] {
            let all = record.returns
            return path.days.map { record.fault == nil ? all[$0] : 0 }
        }
        result.times = [study.days.times[first]] + path.days.map { study.days.times[$0 + 1] }
        result.equity = curve(path.returns)
        result.given = curve(picked(selection.given))
        result.hold = curve(picked(hold))
        return result
    }
}
