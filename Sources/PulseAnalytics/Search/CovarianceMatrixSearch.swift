import PulseCore

/// Covariance matrix adaptation evolution strategy (CMA-ES; Hansen & Ostermeier 2001; Hansen 2016, arXiv:1604.00772): a normal distribution
/// that moves to where values are better and takes on the shape of the hill. For continuous coordinates; integers and choices are rounded
/// as they are decoded.
///
/// Points outside the cube are reflected into it (the distribution lives in the unfolded space). A generation's points may all be asked
/// before any is told, and the next generation awaits all of them: its size, not `batch`, bounds the trials under way. A distribution that
/// has converged restarts at random with twice the population (Auger & Hansen 2005), up to `Settings.largestGrowth` times the first.
/// History kept: one generation, and one matrix.
public struct CovarianceMatrixSearch: Searcher {
    public struct Settings: Hashable, Sendable {
        /// Points of a generation; 4 + floor(3 ln n) if nil.
        public var population: Int?
        /// Standard deviation at the start, as a part of the cube's edge.
        public var step = 0.3
        /// Where to start; the cube's middle if nil.
        public var start: [Double]?
        /// Whether bad points shrink the matrix (active CMA-ES, negative weights).
        public var active = false
        /// Whether a search that has converged starts again; otherwise it is over.
        public var restarts = true

        /// The population stops doubling here.
        public static let largestGrowth = 8

        public init() {}
    }

    public let space: SearchSpace
    public var window: TrialWindow
    public let settings: Settings
    private var random: SplitMix64
    private var state: EvolutionState
    /// The first trial of this generation.
    private var generationStart = 0
    /// Distributions so far.
    public private(set) var restarts = 0
    private var isConverged = false

    public init(_ space: SearchSpace, seed: UInt64, settings: Settings = Settings()) {
        precondition(settings.start.map { $0.count == space.count } ?? true, "the start is a point of the cube")
        precondition(settings.step > 0, "the first step is positive")
        // A space without coordinates still has a distribution, of a number that nobody sees.
        let count = max(space.count, 1)
        let population = max(settings.population ?? EvolutionParameters.standardPopulation(count), 4)
        self.space = space
        self.settings = settings
        window = TrialWindow(batch: population)
        random = SplitMix64(seed: seed)
        let start = settings.start.flatMap { $0.isEmpty ? nil : $0 } ?? [Double](repeating: 0.5, count: count)
        state = EvolutionState(
            mean: start, step: settings.step,
            parameters: EvolutionParameters(count: count, population: population, active: settings.active))
    }

    /// Points of the present generation.
    public var population: Int { state.parameters.population }

    /// All trials of earlier generations; of this one too once it is asked whole.
    public var awaited: Int {
        window.asked - generationStart < population ? generationStart : window.asked
    }

    public mutating func propose(_ number: Int) -> SearchPoint? {
        guard !isConverged else { return nil }
        let point = state.draw(&random)
        return SearchPoint(number: number, coordinates: (0..<space.count).map { Self.reflect(point[$0]) })
    }

    /// The point was not refused: it is one of the generation's.
    public mutating func accept(_ point: SearchPoint) { state.keep() }

    public mutating func learn(_ point: SearchPoint, _ values: [Double]) {
        guard state.learn(values.objective) else { return }
        generationStart = point.number + 1
        guard state.isDone else { return }
        if settings.restarts { restart() } else { isConverged = true }
    }

    private mutating func restart() {
        restarts += 1
        let first = window.batch
        let next = min(population * 2, first * Settings.largestGrowth)
        state = EvolutionState(
            mean: state.mean.map { _ in random.uniform() }, step: settings.step,
            parameters: EvolutionParameters(count: state.count, population: next, active: settings.active))
    }

    /// Folds the line onto 0...1, as between two mirrors.
    static func reflect(_ x: Double) -> Double {
        let inPeriod = x - 2 * (x / 2).rounded(.down)
        return inPeriod > 1 ? 2 - inPeriod : inPeriod
    }
}
