/// The probability of backtest overfitting by combinatorially symmetric cross-validation (CSCV).
///
/// Time is cut into S blocks. For each of the C(S, S/2) ways to take half of them as in-sample, the trial with the best Sharpe ratio there is looked up in the
/// other half: its rank among the N trials, divided by N + 1, is omega, and the logit is ln(omega / (1 - omega)). The probability is the share of splits with a
/// logit of 0 or less: where picking the best in-sample gave no more than the median out of sample. Bailey, Borwein, Lopez de Prado & Zhu 2017, "The
/// probability of backtest overfitting", Journal of Computational Finance 20(4).
///
/// Pure noise gives one half (by 1 / (2N) more where N is odd: the median itself counts as overfit); a search that finds something real, near 0.
public struct BacktestOverfitting: Hashable, Sendable {
    /// N and S.
    public let trials: Int
    public let blocks: Int
    /// One for each split, in the order of the in-sample blocks' bit pattern (block 0 is the lowest bit).
    public let logits: [Double]
    /// Sharpe ratios per period of the trial that was best in-sample, in each split: there and in the other half.
    public let inSample: [Double]
    public let outOfSample: [Double]
    /// Which trial was best in-sample, in each split; the first of equals.
    public let chosen: [Int]

    /// PBO: the share of logits that are not positive.
    public var probability: Double { Double(logits.count { $0 <= 0 }) / Double(logits.count) }

    /// Share of splits in which the chosen trial lost out of sample.
    public var probabilityOfLoss: Double { Double(outOfSample.count { $0 < 0 }) / Double(outOfSample.count) }

    /// Slope of the regression of the out-of-sample on the in-sample ratio of the chosen trials: below zero where a better backtest promises a worse future.
    /// Nil where the in-sample ratio never changes.
    public var degradationSlope: Double? { PairedMoments(outOfSample, inSample).slope }

    /// Intercept of the same.
    public var degradationIntercept: Double? {
        let moments = PairedMoments(outOfSample, inSample)
        return moments.slope.map { moments.meanX - $0 * moments.meanY }
    }

    /// Nil for fewer than two trials: there was nothing to choose. A trial that does not vary within a half counts there as a ratio of 0; equal trials share
    /// their mean rank.
    public init?(_ trials: TrialBlocks) {
        guard trials.count >= 2 else { return nil }
        self.trials = trials.count
        blocks = trials.blocks
        let kernel = SplitKernel(trials)
        let champions = kernel.champions()
        let ranks = kernel.doubledRanks(of: champions)
        var logits: [Double] = []
        var inSample: [Double] = []
        var outOfSample: [Double] = []
        for (index, mask) in kernel.masks.enumerated() {
            let omega = Double(ranks[index]) / Double(2 * (trials.count + 1))
            logits.append(Elementary.log(omega / (1 - omega)))
            inSample.append(kernel.sharpe(of: champions[index], mask))
            outOfSample.append(kernel.sharpe(of: champions[index], kernel.complement(mask)))
        }
        self.logits = logits
        self.inSample = inSample
        self.outOfSample = outOfSample
        chosen = champions
    }
}
