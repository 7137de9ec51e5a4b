/// What the search proves about the chosen trial. Ratios here are per day; see `SearchEvidence` for their sources.
public struct StudyEvidence: Hashable, Sendable, Codable {
    public var sharpePerDay: Double?
    /// The best ratio per day that luck is expected to show among so many trials.
    public var luckPerDay: Double?
    /// Probability that the true ratio is above 0, had this been the only trial.
    public var probabilisticSharpe: Double?
    /// Probability that it is above the best of luck, with every trial of the study counted; this is the verdict.
    public var deflatedSharpe: Double?
    /// The same with the effective number of trials, by average correlation.
    public var deflatedSharpeEffective: Double?
    /// The same with every trial that was ever made on these data.
    public var deflatedSharpeLedger: Double?
    public var effectiveByCorrelation: Double?
    public var effectiveByEigenvalues: Double?
    /// Days needed to tell the ratio from the best of luck with 95 %.
    public var minimumTrackRecord: Double?
    /// Probability of backtest overfitting by CSCV, its blocks, and why there is none.
    public var overfitting: Double?
    public var overfittingBlocks = 0
    public var overfittingReason: String?
    /// Share of its splits in which the chosen trial lost out of sample, and the slope of out-of-sample on in-sample ratios.
    public var probabilityOfLoss: Double?
    public var degradationSlope: Double?
    /// Histogram of its logits: lower ends of the bins, which are of one width, and counts.
    public var logitBins: [Double] = []
    public var logitCounts: [Int] = []

    public init() {}
}
