/// Confidence intervals of what a series of returns amounts to: daily returns, or the returns that trades made on the equity.
public struct ReturnBootstrap: Hashable, Sendable {
    /// Expected length of a block, in returns.
    public let meanBlockLength: Double
    public let resamples: Int
    /// mean / standard deviation per period, not annualised. Nil where the returns do not vary, or hardly any resample of them does.
    public let sharpe: BootstrapInterval?
    /// The returns compounded.
    public let totalReturn: BootstrapInterval
    /// The deepest fall of the compounded returns from a peak, the start included.
    public let maximumDrawdown: BootstrapInterval

    /// Blocks of returns.
    public enum Blocks: Hashable, Sendable {
        /// As Politis & White choose their length: for daily returns.
        case automatic
        /// Of this expected length; 1 for trades, whose order is taken for chance.
        case mean(Double)
    }

    /// Nil for fewer than two returns, or one that is not finite. O(resamples x returns).
    public init?(_ returns: [Double], blocks: Blocks = .automatic, resamples: Int = 1_000, confidence: Double = 0.95, seed: UInt64) {
        precondition(resamples >= 2, "an interval needs resamples")
        guard returns.count >= 2, returns.allSatisfy(\.isFinite) else { return nil }
        let length =
            switch blocks {
            case .automatic: BlockLength.automatic(returns)
            case .mean(let length): length
            }
        let bootstrap = StationaryBootstrap(count: returns.count, meanBlockLength: length, seed: seed)
        var sharpes: [Double] = []
        var totals: [Double] = []
        var drawdowns: [Double] = []
        for number in 0..<resamples {
            let sample = bootstrap.positions(number).map { returns[$0] }
            if let sharpe = Self.sharpe(sample) { sharpes.append(sharpe) }
            let path = Self.path(sample)
            totals.append(path.total)
            drawdowns.append(path.drawdown)
        }
        let path = Self.path(returns)
        guard let total = BootstrapInterval(estimate: path.total, resamples: totals, confidence: confidence),
            let drawdown = BootstrapInterval(estimate: path.drawdown, resamples: drawdowns, confidence: confidence)
        else { return nil }
        meanBlockLength = length
        self.resamples = resamples
        totalReturn = total
        maximumDrawdown = drawdown
        // Resamples without spread happen to very short or nearly constant series, where an interval would be make-believe.
        sharpe =
            2 * sharpes.count < resamples
            ? nil : Self.sharpe(returns).flatMap { BootstrapInterval(estimate: $0, resamples: sharpes, confidence: confidence) }
    }

    private static func sharpe(_ returns: [Double]) -> Double? {
        let moments = SampleMoments(returns)
        return moments.divisibleDeviation.map { moments.mean / $0 }
    }

    private static func path(_ returns: [Double]) -> (total: Double, drawdown: Double) {
        var equity = 1.0
        var peak = 1.0
        var deepest = 0.0
        for value in returns {
            equity *= 1 + value
            if equity > peak { peak = equity }
            deepest = max(deepest, 1 - equity / peak)
        }
        return (equity - 1, deepest)
    }
}
