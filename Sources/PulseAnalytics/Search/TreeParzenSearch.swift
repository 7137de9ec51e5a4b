import PulseCore

/// Tree-structured Parzen estimator (TPE; Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization") with the defaults of Optuna
/// 5: it models where the best trials lie and where the others lie, draws candidates from the former and asks for the one with the greatest
/// ratio of the two densities. Trials of several objectives are ranked by fronts (as Ozaki et al. 2022, "Multiobjective Tree-Structured
/// Parzen Estimator", with NSGA-II's crowding distance).
///
/// A trial costs time and memory proportional to the trials kept: the best, and the latest `Settings.capacity` others.
public struct TreeParzenSearch: Searcher {
    public struct Settings: Hashable, Sendable {
        /// Random trials before the first model.
        public var startup = 10
        /// Candidates for each trial.
        public var candidates = 24
        /// What the prior weighs beside a trial.
        public var priorWeight = 1.0
        /// Whether a candidate's coordinates are drawn and judged together, from the same kernel, instead of each for itself.
        public var multivariate = false
        /// Trials kept besides the best.
        public var capacity = 2048

        public init() {}
    }

    public let space: SearchSpace
    public var window: TrialWindow
    public let settings: Settings
    var random: SplitMix64
    var history: ParzenHistory
    /// The trial that was proposed last, and how often.
    private var proposed = (number: -1, times: 0)

    public init(_ space: SearchSpace, seed: UInt64, settings: Settings = Settings(), batch: Int = 1) {
        precondition(settings.candidates >= 1 && settings.priorWeight > 0 && settings.capacity >= 1, "the settings are positive")
        self.space = space
        self.settings = settings
        window = TrialWindow(batch: batch)
        random = SplitMix64(seed: seed)
        history = ParzenHistory(space.coordinates, priorWeight: settings.priorWeight, capacity: settings.capacity)
    }

    public mutating func propose(_ number: Int) -> SearchPoint? {
        proposed = (number, proposed.number == number ? proposed.times + 1 : 1)
        if history.told < settings.startup || history.good.members.isEmpty || isStuck {
            return SearchPoint(number: number, coordinates: space.coordinates.map { _ in random.uniform() })
        }
        if settings.multivariate { return SearchPoint(number: number, coordinates: bestJointCandidate()) }
        var point: [Double] = []
        point.reserveCapacity(space.count)
        for column in space.coordinates.indices { point.append(bestCandidate(column)) }
        return SearchPoint(number: number, coordinates: point)
    }

    public mutating func learn(_ point: SearchPoint, _ values: [Double]) {
        history.insert(ParzenSet.Trial(number: point.number, values: values, point: point.coordinates))
    }

    /// The model knows nothing of refusals, and what the constraint refuses is far from all trials, which can look promising for ever.
    /// After some refusals chance has every other say.
    private var isStuck: Bool { proposed.times > 16 && proposed.times % 2 == 0 }

    /// The candidate of one coordinate with the greatest ratio of densities, the first among equals.
    private mutating func bestCandidate(_ column: Int) -> Double {
        var candidates: [Double] = []
        candidates.reserveCapacity(settings.candidates)
        for _ in 0..<settings.candidates {
            candidates.append(history.good.draw(column, kernel: history.good.drawKernel(&random), &random))
        }
        let good = history.good.densities(column, at: candidates)
        return candidates[history.rest.greatestRatio(column, of: good, at: candidates)]
    }
}
