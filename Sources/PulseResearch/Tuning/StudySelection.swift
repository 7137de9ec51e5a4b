import PulseAnalytics
import PulseCore

/// What a study chose: on each fold's training days, judged on its test; and on all days, for use from now on.
public struct StudySelection: Sendable {
    /// What a fold chose on its training days.
    public struct Choice: Sendable {
        public let split: ValidationSplit
        /// Trials that could be chosen.
        public let candidates: Int
        /// Position among all trials; nil where none could be judged.
        public let chosen: Int?
        /// The first objective's figure of the chosen trial, on training days and on test days.
        public let inSample: Double?
        public let outOfSample: Double?
        /// Median of all candidates on the test days.
        public let median: Double?
        /// The given strategy on the test days.
        public let given: Double?
    }

    /// One history of tested days, each gone through by a choice that had not seen it.
    public struct Path: Sendable {
        /// Days, ascending, and their returns; a day whose fold chose nothing has none.
        public let days: [Int]
        public let returns: [Double]
        public let entries: Int
    }

    public let study: Study
    /// All trials, search after search: the position here is a trial's number in reports.
    public let trials: [TrialRecord]
    /// Positions of the trials that were judged on all days and could be, best first; the earlier of equals.
    public let ranking: [Int]
    /// The first objective's score over all days, by position; nil where there is none.
    public let scores: [Double?]
    public let choices: [Choice]
    public let paths: [Path]
    public let given: TrialRecord

    public init(_ study: Study, _ trials: StudyTrials, given: TrialRecord, threads: Int) {
        self.study = study
        self.given = given
        let all = trials.all
        self.trials = all
        let objective = study.plan.objectives[0]
        let whole = [0..<study.days.count]
        // Trials of a lower rung were not run on all days.
        let full = all.map { $0.dayCount == study.days.count }
        let scores = Parallel.map(all.count, threads: threads) { full[$0] ? study.score(all[$0], on: whole, objective) : nil }
        self.scores = scores
        let finals = study.plan.method.isGuided ? study.searches.last.map { [$0.number] } ?? [] : [0]
        ranking = all.indices.filter { finals.contains(all[$0].search) && scores[$0] != nil }
            .sorted { (-(scores[$0] ?? 0), $0) < (-(scores[$1] ?? 0), $1) }
        let choices = Parallel.map(study.splits.count, threads: threads) { fold in
            let search = study.plan.method.isGuided ? fold : 0
            let candidates = all.indices.filter { all[$0].search == search && full[$0] }
            return Self.choice(study, study.splits[fold], all, candidates, given)
        }
        self.choices = choices
        paths = ValidationPath.assemble(study.splits).map { path in Self.path(path, choices, all) }
    }

    /// The trial to be used from now on: the best over all days.
    public var best: Int? { ranking.first }

    /// Days on which the validation tests, ascending ranges.
    public var testedDays: [Range<Int>] {
        var tested = [Bool](repeating: false, count: study.days.count)
        for split in study.splits {
            for range in split.test { for day in range { tested[day] = true } }
        }
        var ranges: [Range<Int>] = []
        for day in tested.indices where tested[day] {
            if let last = ranges.last, last.upperBound == day {
                ranges[ranges.count - 1] = last.lowerBound..<day + 1
            } else {
                ranges.append(day..<day + 1)
            }
        }
        return ranges
    }

    /// Numbers from 1 of the folds that chose a trial.
    public func folds(choosing trial: Int) -> [Int] { choices.indices.filter { choices[$0].chosen == trial }.map { $0 + 1 } }

    /// The mean of the first objective's figure over the paths that have one.
    public var outOfSample: Double? {
        let values = paths.compactMap { study.plan.objectives[0].figure($0.returns) }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func choice(
        _ study: Study, _ split: ValidationSplit, _ all: [TrialRecord], _ candidates: [Int], _ given: TrialRecord
    ) -> Choice {
        let objective = study.plan.objectives[0]
        var chosen: (index: Int, score: Double)?
        var eligible = 0
        var tested: [Double] = []
        for index in candidates {
            guard let score = study.score(all[index], on: split.training, objective) else { continue }
            eligible += 1
            if let figure = objective.figure(all[index].returns(split.test).returns) { tested.append(figure) }
            if score > chosen?.score ?? -.infinity { chosen = (index, score) }
        }
        return Choice(
            split: split, candidates: eligible, chosen: chosen?.index,
            inSample: chosen.flatMap { objective.figure(all[$0.index].returns(split.training).returns) },
            outOfSample: chosen.flatMap { objective.figure(all[$0.index].returns(split.test).returns) },
            median: tested.isEmpty ? nil : Quantile.type7(sorted: tested.sorted(), 0.5),
            given: given.fault == nil ? objective.figure(given.returns(split.test).returns) : nil)
    }

    private static func path(_ path: ValidationPath, _ choices: [Choice], _ all: [TrialRecord]) -> Path {
        var days: [Int] = []
        var returns: [Double] = []
        var entries = 0
        for segment in path.segments {
            days += Array(segment.test)
            if let chosen = choices[segment.split].chosen {
                let part = all[chosen].returns([segment.test])
                returns += part.returns
                entries += part.entries
            } else {
                returns += [Double](repeating: 0, count: segment.test.count)
            }
        }
        return Path(days: days, returns: returns, entries: entries)
    }
}
