import PulseAnalytics
import PulseCore
import PulseEngine
import PulseStore
import PulseStrategy

extension Study {
    /// What has been done so far.
    public struct Progress: Sendable {
        public var trials: Int
        /// The best value of the first objective in the search of all days.
        public var best: Double?
    }

    /// Makes all trials that are not recorded yet, in portions: `commit` keeps each portion before the next one is begun. An interrupted study that is
    /// run again with what was kept asks for the same trials and ends the same.
    ///
    /// Throws `configuration` where the recorded trials are not this study's, and whatever `commit` throws. Returns what there is when `isStopped` says so.
    public func run(
        threads: Int, recorded: [TrialRecord] = [], isStopped: () -> Bool = { false }, progress: (Progress) -> Void = { _ in },
        commit: ([TrialRecord]) throws -> Void = { _ in }
    ) throws -> StudyTrials {
        var trials = StudyTrials(searches: searches.count, recorded: recorded)
        for search in searches {
            var runner = StudyRunner(study: self, search: search, threads: threads)
            var searcher = try runner.searcher(replaying: trials.bySearch[search.number])
            while !isStopped(), let portion = try runner.portion(&searcher, done: trials.bySearch[search.number].count) {
                try commit(portion)
                trials.append(portion)
                progress(Progress(trials: trials.count, best: search.fold == nil ? runner.best : nil))
            }
        }
        return trials
    }

    /// Runs a trial whose values somebody else has chosen, by path; what is not named is as in the given strategy's file.
    public func trial(_ values: [String: String], number: Int) throws(PulseError) -> TrialRecord {
        let paths = space.valuePaths
        for path in values.keys.sorted() where !paths.contains(path) {
            throw PulseError(
                .badData, "'\(path)' is no parameter of this space",
                hint: NearestName.of(path, among: paths).map { "did you mean '\($0)'?" } ?? "they are \(paths.joined(separator: ", "))")
        }
        let texts = zip(paths, givenTexts).map { values[$0] ?? $1 }
        return try record(specification(texts), search: 0, point: SearchPoint(number: number, coordinates: []), texts: texts)
    }

    /// Trials of some numbers alone, of a search that is not guided: what a part of a plan makes. `progress` is told how many more are done.
    public func run(numbers: Range<Int>, threads: Int, progress: (Int) -> Void = { _ in }) throws(PulseError) -> [TrialRecord] {
        precondition(!plan.method.isGuided, "trials of a guided search depend on the ones before")
        let runner = StudyRunner(study: self, search: searches[0], threads: threads)
        return try runner.trials(numbers, progress: progress)
    }

    /// The given strategy's own trial.
    public func given() throws(PulseError) -> TrialRecord {
        let point = SearchPoint(number: 0, coordinates: [])
        return try record(strategy, search: -1, point: point, texts: givenTexts)
    }

    /// Buy and hold of the market's instruments, as a trial would be kept.
    public func hold() throws(PulseError) -> TrialRecord {
        let result = try Simulation.hold(home.market, EngineConfiguration(strategy, fillPolicy: .nextOpen))
        return TrialRecord(
            search: -1, point: SearchPoint(number: 0, coordinates: []), texts: [], strategyHash: "", result: result, market: home.market,
            days: days)
    }

    /// What the given strategy's file says, or would say, in the place of each parameter.
    public var givenTexts: [String] {
        let effective = strategy.describe()
        return space.valuePaths.map { path in
            if case .scalar(let text)? = space.document.value(at: path.split(separator: ".").map(String.init))?.content { return text }
            return effective.first { $0.key == path }.map { String($0.value.prefix { $0 != " " }) } ?? "default"
        }
    }

    /// Runs a trial over all days, or over the first ones, where a library of a lower rung is given.
    func record(
        _ trial: StrategySpecification, search: Int, point: SearchPoint, texts: [String], from library: VoteLibrary? = nil
    ) throws(PulseError) -> TrialRecord {
        let market = try (library ?? self.library).market(for: trial)
        return TrialRecord(
            search: search, point: point, texts: texts, strategyHash: ContentDigest.hex(of: trial.canonicalForm),
            result: try market.run(trial), market: market.market,
            days: market.market.range == home.market.range ? days : TrialDays(market.market))
    }
}
