import PulseAnalytics
import PulseCore
import PulseStore
import PulseStrategy

/// A search for good parameters that can be interrupted anywhere, and knows which days each of its choices has not seen.
///
/// A trial is run once over the whole range, through the same venue as a backtest. What it is judged on, and what a fold tests, are different days of its one
/// history: so a position may be open where training ends, which the embargo allows for. The number of threads changes nothing but the time.
public struct Study: Sendable {
    public let plan: StudyPlan
    public let space: ParameterSpace
    /// The strategy as it was given, with models in their places.
    public let strategy: StrategySpecification
    public let home: TrialMarket
    public let days: TrialDays
    public let splits: [ValidationSplit]
    /// Trials of all searches together.
    public let trials: Int
    public let id: String
    let searches: [StudySearch]
    let library: VoteLibrary

    /// Trials of a study at most: what is kept of each stays in memory.
    public static let maximumTrials = 1_000_000

    /// Casts the votes. Throws `configuration` and `badData` where plan, space and market do not fit together.
    public init(
        plan: StudyPlan, space: ParameterSpace, strategy: StrategySpecification, market: Market, digests: [String], timeframe: Timeframe,
        engineVersion: String, trials: Int, threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(PulseError) {
        let days = TrialDays(market)
        guard days.count >= 30 else {
            throw PulseError(.badData, "the range has \(days.count) whole days; a study needs 30 or more", hint: "choose a longer range")
        }
        let splits = try plan.validation.splits(days.observations)
        let searches = try StudySearch.all(plan, trials: trials, splits: splits, days: days.count)
        let total = searches.reduce(0) { $0 + $1.trials }
        guard (1...Self.maximumTrials).contains(total), total * days.count <= TrialMatrix.maximumCells else {
            throw PulseError(
                .configuration, "\(trials) trials of \(days.count) days do not fit into memory",
                hint: "--trials \(min(Self.maximumTrials, TrialMatrix.maximumCells / days.count)) at most, or a shorter range")
        }
        if plan.method == .hitRates, space.parameters.count != 1 || space.parameters[0].path != "heads" {
            throw PulseError(
                .configuration, "'hit-rates' learns head weights and nothing else", hint: "give it a space that holds 'weights' alone")
        }
        guard strategy.calibration.name == nil else {
            throw PulseError(
                .configuration, "a calibration belongs to the decisions that it was fitted on, which tuning changes",
                hint: "take 'calibration' out of the strategy, tune, and calibrate what you choose")
        }
        for search in searches { _ = try search.searcher(plan, space.search) }
        self.plan = plan
        self.space = space
        self.strategy = strategy
        self.days = days
        self.splits = splits
        self.searches = searches
        self.trials = total
        id = RunIdentity(
            kind: "tune", engineVersion: engineVersion, strategy: strategy.canonicalForm, timeframe: timeframe, base: market.base,
            range: market.range, seed: plan.seed, parameters: plan.parameters(space)
        ).id(market: market, digests: digests)
        home = try TrialMarket(
            strategy: space.voting(strategy), market: market, timeframe: timeframe, floor: Self.floor(strategy, space),
            threads: threads, progress: progress)
        library = VoteLibrary(home: home)
    }

    /// The least that sixty-four random trials ask of votes; a trial that asks for less is judged on all decisions, which takes longer.
    private static func floor(_ strategy: StrategySpecification, _ space: ParameterSpace) -> TrialMarket.Floor {
        var floor = TrialMarket.Floor(strategy.consensus)
        let points = 64
        var random = SplitMix64(seed: 1)
        for _ in 0..<points {
            let values = space.search.decode(space.search.coordinates.map { _ in random.uniform() })
            guard let trial = try? space.specification(space.texts(values)) else { continue }
            floor = floor.least(TrialMarket.Floor(trial.consensus))
        }
        return floor
    }

    /// A trial's strategy, with the models of the given one.
    func specification(_ texts: [String]) throws(PulseError) -> StrategySpecification {
        var trial = try space.specification(texts)
        trial.heads.technicalModel = try Self.model(trial.heads.technicalModel, of: strategy.heads.technicalModel)
        trial.heads.priceActionModel = try Self.model(trial.heads.priceActionModel, of: strategy.heads.priceActionModel)
        return trial
    }

    private static func model(_ parameters: ModelParameters, of given: ModelParameters) throws(PulseError) -> ModelParameters {
        guard parameters.name == given.name else {
            throw PulseError(.configuration, "a study tunes around one trained model; '\(parameters.name ?? "none")' is another")
        }
        var result = parameters
        result.model = given.model
        return result
    }

    /// A trial's daily returns as one objective sees them: nil where it has too few trades there, or no figure.
    public func score(_ record: TrialRecord, on days: [Range<Int>], _ objective: TuningObjective, trades minimum: Int? = nil) -> Double? {
        guard record.fault == nil else { return nil }
        let (returns, entries) = record.returns(days)
        guard entries >= minimum ?? plan.minimumTrades, returns.count >= 2 else { return nil }
        return objective.score(returns)
    }
}
