import PulseAnalytics
import PulseCore

extension StudySelection {
    /// What the search proves about the chosen trial, every trial counted; nil where none was chosen.
    ///
    /// Trials without returns of all days (ruin, parameters that make no strategy, lower rungs) count as returns of 0: they were tried, and have no ratio.
    public func evidence() throws(PulseError) -> SearchEvidence? {
        guard let best else { return nil }
        var matrix = TrialMatrix(periods: study.days.count)
        let nothing = [Double](repeating: 0, count: study.days.count)
        for trial in trials { try matrix.append(trial.fault == nil && trial.dayCount == study.days.count ? trial.returns : nothing) }
        return SearchEvidence(matrix, chosen: best, periodsPerYear: PerformanceReport.periodsPerYear)
    }

    /// Probability that a trial's ratio is above the best that luck shows among a population of trials.
    public func deflatedSharpe(_ trial: Int, _ population: TrialPopulation?) -> Double? {
        guard let population, trials[trial].fault == nil else { return nil }
        return ReturnStatistics(trials[trial].returns, periodsPerYear: PerformanceReport.periodsPerYear).deflatedSharpe(population).number
    }

    /// How the objective looks around trials of the ranking: their 24 nearest neighbours, within a fifth of what the trial reached.
    public func plateaus(of positions: [Int]) -> [Int: Plateau] {
        var points: [[Double]] = []
        var objectives: [Double] = []
        var rows: [Int: Int] = [:]
        for position in ranking.sorted() {
            guard let score = scores[position], let point = study.space.point(trials[position].texts), !point.isEmpty else { continue }
            rows[position] = points.count
            points.append(point)
            objectives.append(score)
        }
        guard let width = try? PlateauWidth(points: points, objectives: objectives) else { return [:] }
        var found: [Int: Plateau] = [:]
        for position in positions {
            guard let row = rows[position] else { continue }
            found[position] = width.plateau(around: row, nearest: 24, tolerance: .relative(0.2))
        }
        return found
    }

    /// Trials that no other beats in all objectives, in the order of the first one; empty for one objective.
    public func front() -> [Int] {
        guard study.plan.objectives.count > 1 else { return [] }
        var front = ParetoFront(objectives: study.plan.objectives.count)
        let whole = [0..<study.days.count]
        for position in ranking.sorted() {
            let values = study.plan.objectives.map { study.score(trials[position], on: whole, $0) ?? .nan }
            front.insert(position, values)
        }
        return front.members.sorted { ($1.values[0], $0.number) < ($0.values[0], $1.number) }.map(\.number)
    }
}

extension ParameterSpace {
    /// The point of the unit cube that texts stand for, up to rounding; nil where one is no value of its parameter.
    func point(_ texts: [String]) -> [Double]? {
        var values: [Double] = []
        var start = 0
        for parameter in parameters {
            let end = start + parameter.paths.count
            guard end <= texts.count, let decoded = parameter.values(texts[start..<end]) else { return nil }
            values += decoded
            start = end
        }
        return search.encode(values)
    }
}

extension TunedParameter {
    /// Decoded values that texts stand for: the opposite of `texts`, up to rounding.
    func values(_ texts: ArraySlice<String>) -> [Double]? {
        guard let text = texts.first else { return nil }
        switch domain {
        case .number: return Double(text).map { [$0] }
        case .steps(let low, _, let step, _): return Double(text).map { [(($0 - low) / step).rounded()] }
        case .choices(let choices): return choices.firstIndex(of: text).map { [Double($0)] }
        case .weights:
            let weights = texts.compactMap(Double.init)
            let sum = weights.reduce(0, +)
            return weights.count == texts.count && sum > 0 ? weights.map { $0 / sum } : nil
        }
    }
}
