import PulseAnalytics
import PulseCore

/// One search of a study: a guided method has one for each fold of the validation, which sees that fold's training days alone, and one that sees all days
/// and finds what is to be used from now on. Any other method has a single one, whose trials serve every fold.
struct StudySearch: Sendable {
    /// Its number in the study.
    let number: Int
    /// Days that trials are judged on.
    let guide: [Range<Int>]
    /// The fold whose training days these are; nil for all days.
    let fold: Int?
    /// Trials that it makes at most.
    let trials: Int

    /// The searches of a study of `trials` trials. Throws `configuration` where each would have too few.
    static func all(
        _ plan: StudyPlan, trials: Int, splits: [ValidationSplit], days: Int
    ) throws(PulseError) -> [StudySearch] {
        guard plan.method.isGuided else { return [StudySearch(number: 0, guide: [0..<days], fold: nil, trials: trials)] }
        let searches = splits.count + 1
        let share = plan.method == .hitRates ? StudyPlan.strengths.count : trials / searches
        // Of successive halving, one trial in fifteen or so reaches all of its days.
        let least = plan.method == .halving ? 8 * StudyPlan.batch : 2 * StudyPlan.batch
        guard share >= least || plan.method == .hitRates else {
            throw PulseError(
                .configuration,
                "\(trials) trials are too few for '\(plan.method.rawValue)': each of \(splits.count) folds is searched for itself, and all days once more",
                hint: "give --trials \(least * searches) or more, fewer folds, or a search that is not guided, such as sobol")
        }
        return (0..<searches).map { number in
            let isFold = number < splits.count
            return StudySearch(
                number: number, guide: isFold ? splits[number].training : [0..<days], fold: isFold ? number : nil,
                // What does not divide evenly goes to the search of all days.
                trials: isFold || plan.method == .hitRates ? share : trials - share * splits.count)
        }
    }

    /// A fresh searcher. Throws `usage` where the space does not suit the method.
    func searcher(_ plan: StudyPlan, _ space: SearchSpace) throws(PulseError) -> any Searcher {
        // Far apart for neighbouring seeds and searches.
        var mix = SplitMix64(seed: plan.seed, skipping: UInt64(number))
        let seed = mix.next()
        switch plan.method {
        case .grid: return try GridSearch(space, levels: space.dimensions.map { _ in plan.levels }, batch: StudyPlan.batch)
        case .random: return RandomSearch(space, seed: seed, batch: StudyPlan.batch)
        case .sobol: return try SobolSearch(space, seed: seed, batch: StudyPlan.batch)
        case .tpe: return TreeParzenSearch(space, seed: seed, batch: StudyPlan.batch)
        case .cmaes:
            var settings = CovarianceMatrixSearch.Settings()
            // The standard size, 4 + 3 ln n, is smaller than a portion below 55 coordinates.
            if space.count < 55 { settings.population = StudyPlan.batch }
            return CovarianceMatrixSearch(space, seed: seed, settings: settings)
        case .halving:
            let base = TreeParzenSearch(space, seed: seed, batch: StudyPlan.batch)
            return SuccessiveHalving(base, rungs: StudyPlan.rungs, reduction: StudyPlan.reduction, batch: StudyPlan.batch)
        case .hitRates:
            let strengths = try SearchSpace([.choice("strength", count: StudyPlan.strengths.count)])
            return try GridSearch(strengths, levels: [StudyPlan.strengths.count], batch: StudyPlan.batch)
        }
    }

    /// The days that a trial of a rung is judged on: the first ninth, the first third, all of the guide.
    func days(rung: Int) -> [Range<Int>] {
        let total = guide.reduce(0) { $0 + $1.count }
        var part = total
        for _ in rung..<StudyPlan.rungs - 1 { part = max(1, part / StudyPlan.reduction) }
        var result: [Range<Int>] = []
        for range in guide where part > 0 {
            result.append(range.lowerBound..<range.lowerBound + min(range.count, part))
            part -= min(range.count, part)
        }
        return result
    }
}
