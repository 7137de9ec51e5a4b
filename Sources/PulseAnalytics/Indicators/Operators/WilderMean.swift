/// Wilder's smoothing: the exponential mean with alpha = 1 / n, started with the mean of the first n values (Wilder 1978).
public struct WilderMean: ColumnOperator {
    public var warmup: Int { mean.warmup }
    private var mean: ExponentialMean

    /// Traps on a period below 1.
    public init(period: Int) {
        mean = ExponentialMean(alpha: 1 / Double(period), seed: .mean(of: period))
    }

    /// As in directional movement, where the first candle has no movement and the start is the sum of n - 1.
    init(directionalPeriod period: Int) {
        mean = ExponentialMean(alpha: 1 / Double(period), seed: .shortMean(of: period))
    }

    @inline(__always)
    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        mean.process(input, count: count, into: output)
    }
}
