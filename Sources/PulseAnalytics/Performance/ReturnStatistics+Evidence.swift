extension ReturnStatistics {
    private func inference(_ body: (_ sharpe: Double, _ skew: Double, _ kurtosis: Double) -> Double?, otherwise reason: String)
        -> MetricValue
    {
        periodSharpe.flatMap { sharpe in
            skew.flatMap { skew in
                kurtosis.flatMap { kurtosis in MetricValue(body(sharpe, skew, kurtosis), otherwise: reason) }
            }
        }
    }

    private static let noVariance = "the moments of the returns give the Sharpe ratio no variance"

    /// Of the ratio per period.
    public var sharpeStandardError: MetricValue {
        inference(
            { SharpeInference.standardError(sharpe: $0, skew: $1, kurtosis: $2, count: returns.count) }, otherwise: Self.noVariance)
    }

    /// Against a true ratio of zero.
    public var probabilisticSharpe: MetricValue {
        inference(
            { SharpeInference.probabilistic(sharpe: $0, skew: $1, kurtosis: $2, count: returns.count) }, otherwise: Self.noVariance)
    }

    /// Returns needed to tell the ratio from zero with 95 %.
    public var minimumTrackRecord: MetricValue {
        inference(
            { SharpeInference.minimumTrackRecord(sharpe: $0, skew: $1, kurtosis: $2) }, otherwise: "the Sharpe ratio is not above zero")
    }

    /// Returns needed to tell the ratio from `reference`, per period, with 95 %.
    public func minimumTrackRecord(above reference: Double) -> MetricValue {
        inference(
            { SharpeInference.minimumTrackRecord(sharpe: $0, reference: reference, skew: $1, kurtosis: $2) },
            otherwise: "the Sharpe ratio is not above the reference")
    }

    /// The probabilistic ratio against the best of so many trials' luck.
    public func deflatedSharpe(_ trials: TrialPopulation) -> MetricValue {
        inference(
            {
                SharpeInference.deflated(
                    sharpe: $0, trials: trials.count, variance: trials.sharpeVariance, skew: $1, kurtosis: $2, count: returns.count)
            }, otherwise: "needs a number and a variance of trials")
    }
}
