import PulseCore

/// Searches where there is nothing to find: what the program's own verdicts say of the best of many worthless strategies.
///
/// Each search makes up N series of T noisy returns of mean zero, picks the one with the best Sharpe ratio, and asks for the evidence
/// as a tuner does. A verdict
/// worth having calls at most 5 % of them skilled.
public struct LuckExperiment: Hashable, Sendable {
    /// What the returns are made of; their daily spread is 1 %.
    public enum Law: Hashable, Sendable {
        /// Independent normal numbers.
        case independent
        /// Each return holds this share of the one before it.
        case autoregressive(Double)
        /// Any two strategies have this correlation, as variations of one idea have.
        case correlated(Double)
    }

    public let searches: Int
    public let strategies: Int
    public let days: Int
    public let law: Law
    public let seed: UInt64

    /// What was said of one search.
    public struct Search: Hashable, Sendable {
        /// The best trial's ratio, per day.
        public let sharpe: Double
        /// Probability that it is skilled, by the number of trials that are counted: one, all, all but alike ones by average correlation, and by eigenvalues.
        public let probabilistic: Double
        public let deflated: Double
        public let deflatedByCorrelation: Double
        public let deflatedByEigenvalues: Double
        /// PBO of the search.
        public let overfitting: Double
    }

    /// What was said of all.
    public struct Outcome: Hashable, Sendable {
        public let searches: [Search]
        /// A probability above this one is a pass.
        public static let confidence = 0.95
        /// How far the mean PBO of an honest experiment may be from one half.
        public static let overfittingTolerance = 0.05

        public init(searches: [Search]) { self.searches = searches }

        /// Share of searches that a verdict calls skilled.
        public func passing(_ verdict: (Search) -> Double) -> Double {
            Double(searches.count { verdict($0) > Self.confidence }) / Double(searches.count)
        }

        public var meanOverfitting: Double { searches.reduce(0) { $0 + $1.overfitting } / Double(searches.count) }

        /// Whether a verdict is honest: at most 5 % of the searches pass, and the mean PBO is near one half.
        public func isHonest(_ verdict: (Search) -> Double) -> Bool {
            passing(verdict) <= 1 - Self.confidence + 1e-12 && (meanOverfitting - 0.5).magnitude <= Self.overfittingTolerance
        }
    }

    /// Traps for fewer than two strategies, fewer than 32 days (two a block), or a share outside -1...1 (0..<1 for strategies).
    public init(searches: Int, strategies: Int, days: Int, law: Law = .independent, seed: UInt64) {
        precondition(searches > 0 && strategies >= 2 && days >= 32, "an experiment needs searches, strategies and days")
        switch law {
        case .independent: break
        case .autoregressive(let share): precondition(share > -1 && share < 1, "the returns are stationary")
        case .correlated(let share): precondition(share >= 0 && share < 1, "the strategies differ")
        }
        self.searches = searches
        self.strategies = strategies
        self.days = days
        self.law = law
        self.seed = seed
    }

    public func run() -> Outcome { Outcome(searches: (0..<searches).map(search)) }

    /// One search: a pure function of its number, so that searches can be made in any order.
    public func search(_ number: Int) -> Search {
        let matrix = noise(number)
        // The first of equals; noise always has spread.
        var chosen = 0
        var best = -Double.infinity
        for trial in 0..<strategies {
            guard let sharpe = matrix.sharpe(trial), sharpe > best else { continue }
            best = sharpe
            chosen = trial
        }
        let evidence = SearchEvidence(matrix, chosen: chosen)
        var byEigenvalues = evidence.deflated
        if let population = evidence.population, let effective = evidence.effective {
            byEigenvalues = ReturnStatistics(Array(matrix[chosen]), periodsPerYear: 365).deflatedSharpe(
                TrialPopulation(count: Int(effective.byEigenvalues.rounded(.up)), sharpeVariance: population.sharpeVariance))
        }
        return Search(
            sharpe: best, probabilistic: evidence.probabilistic.number ?? 0, deflated: evidence.deflated.number ?? 0,
            deflatedByCorrelation: evidence.deflatedByCorrelation.number ?? 0, deflatedByEigenvalues: byEigenvalues.number ?? 0,
            overfitting: evidence.overfitting?.probability ?? 0)
    }

    /// The returns of a search's strategies.
    func noise(_ number: Int) -> TrialMatrix {
        // One number a return, and for each day one that all strategies share.
        let draws = UInt64(days * (strategies + 1))
        var random = SplitMix64(seed: seed, skipping: UInt64(number) &* draws)
        func normal() -> Double {
            // In the middle of 2^52 equal parts of 0...1, so never at an end.
            Elementary.normalQuantile((Double(random.next() >> 12) + 0.5) * 0x1p-52)
        }
        let common = (0..<days).map { _ in normal() }
        var matrix = TrialMatrix(periods: days)
        for _ in 0..<strategies {
            var state = 0.0
            let returns = (0..<days).map { day -> Double in
                let own = normal()
                switch law {
                case .independent: state = own
                case .autoregressive(let share):
                    state = day == 0 ? own : share * state + (1 - share * share).squareRoot() * own
                case .correlated(let share):
                    state = share.squareRoot() * common[day] + (1 - share).squareRoot() * own
                }
                return 0.01 * state
            }
            do {
                try matrix.append(returns)
            } catch {
                preconditionFailure("an experiment's returns are finite and within the bound")
            }
        }
        return matrix
    }
}
