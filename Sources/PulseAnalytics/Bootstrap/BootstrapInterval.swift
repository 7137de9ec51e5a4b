/// What resampling says about how far a figure could have come out otherwise.
public struct BootstrapInterval: Hashable, Sendable {
    /// Of the series itself.
    public let estimate: Double
    /// The percentile interval: type 7 quantiles of the resamples' figures.
    public let lower: Double
    public let upper: Double
    /// Mean and standard deviation of the resamples' figures.
    public let mean: Double
    public let standardError: Double

    /// Nil for fewer than two resamples.
    public init?(estimate: Double, resamples: [Double], confidence: Double) {
        precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
        let moments = SampleMoments(resamples)
        guard let deviation = moments.standardDeviation else { return nil }
        let sorted = resamples.sorted()
        self.estimate = estimate
        lower = Quantile.type7(sorted: sorted, (1 - confidence) / 2)
        upper = Quantile.type7(sorted: sorted, (1 + confidence) / 2)
        mean = moments.mean
        standardError = deviation
    }
}
