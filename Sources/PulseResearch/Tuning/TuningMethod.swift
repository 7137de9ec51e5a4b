/// How a study proposes trials.
public enum TuningMethod: String, Hashable, Sendable, CaseIterable, Codable {
    case grid
    case random
    case sobol
    /// Tree-structured Parzen estimator.
    case tpe
    /// Covariance matrix adaptation.
    case cmaes
    /// Successive halving over growing parts of the training days.
    case halving
    /// Head weights from how often heads were right.
    case hitRates = "hit-rates"

    /// Whether trials depend on what earlier ones gave. Such a search must not see the days that it is judged on, so each fold has one of its own.
    public var isGuided: Bool {
        switch self {
        case .grid, .random, .sobol: false
        case .tpe, .cmaes, .halving, .hitRates: true
        }
    }

    /// In words.
    public var title: String {
        switch self {
        case .grid: "grid"
        case .random: "random points"
        case .sobol: "Sobol sequence"
        case .tpe: "tree-structured Parzen estimator"
        case .cmaes: "CMA-ES"
        case .halving: "successive halving over the training days"
        case .hitRates: "head weights from realised hit rates"
        }
    }
}
