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
        var best: Double?
        for search in searches {
            let runner = StudyRunner(study: self, search: search, threads: threads)
            let isFinal = search.fold == nil
            if isFinal { best = trials.bySearch[search.number].compactMap { runner.values($0).first }.filter { !$0.isNaN }.max() }
            var searcher = try runner.searcher(replaying: trials.bySearch[search.number])
            while !isStopped(), let portion = try runner.portion(&searcher, done: trials.bySearch[search.number].count) {
                try commit(portion)
                trials.append(portion)
                if isFinal {
                    for value in portion.compactMap({ runner.values($0).first }) where !value.isNaN && value > best ?? -.infinity {
                        best = value
                    }
                }
                progress(Progress(trials: trials.count, best: best))
            }
        }
        return trials
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

    /// Runs a trial over all days, or over the first ones of a rung's market.
    func record(
        _ trial: StrategySpecification, search: Int, point: SearchPoint, texts: [String], on market: TrialMarket? = nil
    ) throws(PulseError) -> TrialRecord {
        let market = if let market { market } else { try library.market(for: trial) }
        return TrialRecord(
            search: search, point: point, texts: texts, strategyHash: ContentDigest.hex(of: trial.canonicalForm),
            result: try market.run(trial), market: market.market,
            days: market.market.range == home.market.range ? days : TrialDays(market.market))
    }
}
