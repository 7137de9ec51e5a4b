/// The trials among which a strategy was picked: what its Sharpe ratio must be judged against.
public struct TrialPopulation: Hashable, Sendable {
    /// Number of trials, or of independent clusters of them; 1 or more.
    public var count: Int
    /// Variance of the trials' daily Sharpe ratios (**not** annualised: an annual variance divided by 365).
    public var sharpeVariance: Double

    public init(count: Int, sharpeVariance: Double) {
        self.count = count
        self.sharpeVariance = sharpeVariance
    }

    /// Of trials of which these have a ratio; nil where fewer than two do. The others count, but do not narrow the variance.
    public init?(count: Int, sharpes: [Double]) {
        guard let deviation = SampleMoments(sharpes).standardDeviation else { return nil }
        self.init(count: count, sharpeVariance: deviation * deviation)
    }
}
