/// What a search proves about the trial that it chose: the figures that belong beside the Sharpe ratio of any tuned strategy.
public struct SearchEvidence: Hashable, Sendable {
    /// Of all trials; nil where fewer than two of them have a Sharpe ratio.
    public let population: TrialPopulation?
    public let effective: EffectiveTrials?
    /// The chosen trial's ratio per period.
    public let sharpe: MetricValue
    /// The best ratio per period that luck is expected to show among so many trials: the false strategy theorem.
    public let luck: MetricValue
    /// Probability that the true ratio is above 0, had there been this one trial only.
    public let probabilistic: MetricValue
    /// Probability that it is above the best of luck: the verdict, on the raw number of trials.
    public let deflated: MetricValue
    /// The same on the effective number by average correlation, rounded up: more lenient than it should be where trials are alike; to be read, not obeyed.
    public let deflatedByCorrelation: MetricValue
    /// Returns needed to tell the ratio from the best of luck with 95 %.
    public let minimumTrackRecord: MetricValue
    /// Nil where there are fewer than two trials or too few returns for the blocks.
    public let overfitting: BacktestOverfitting?

    /// - Parameters:
    ///   - matrix: Every trial of the search.
    ///   - chosen: The trial that was picked, by whatever objective.
    ///   - periodsPerYear: Of the returns; the figures here are per period all the same.
    ///   - blocks: S of the cross-validation.
    public init(_ matrix: TrialMatrix, chosen: Int, periodsPerYear: Double = 365, blocks: Int = 16) {
        let statistics = ReturnStatistics(Array(matrix[chosen]), periodsPerYear: periodsPerYear)
        // A search of one trial picked nothing, and has nothing to be deflated for.
        let population = matrix.count == 1 ? TrialPopulation(count: 1, sharpeVariance: 0) : matrix.population
        let effective = EffectiveTrials(matrix)
        let reason = "fewer than two trials have returns that vary"
        self.population = population
        self.effective = effective
        sharpe = statistics.periodSharpe
        luck = MetricValue(
            population.flatMap { SharpeInference.luck(trials: $0.count, variance: $0.sharpeVariance) }, otherwise: reason)
        probabilistic = statistics.probabilisticSharpe
        deflated = population.map { statistics.deflatedSharpe($0) } ?? .undefined(reason: reason)
        deflatedByCorrelation =
            if let population, let effective {
                statistics.deflatedSharpe(
                    TrialPopulation(
                        count: Int(effective.byAverageCorrelation.rounded(.up)), sharpeVariance: population.sharpeVariance))
            } else {
                deflated
            }
        minimumTrackRecord = luck.flatMap { statistics.minimumTrackRecord(above: $0) }
        overfitting = (try? TrialBlocks(matrix, blocks: blocks)).flatMap { BacktestOverfitting($0) }
    }
}
