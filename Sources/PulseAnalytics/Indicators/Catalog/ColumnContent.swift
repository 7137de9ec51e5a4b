/// What a column holds, where indicators of different names hold the same one: Bollinger's middle band is a simple mean, Keltner's an exponential one.
///
/// Equal contents are equal bits, NaN of the warm-up included, so that an `IndicatorSet` computes them once.
public enum ColumnContent: Hashable, Sendable {
    /// `SimpleMean` of the close.
    case simpleMean(period: Int)
    /// `ExponentialMean` of the close, alpha = 2 / (period + 1).
    case exponentialMean(period: Int)
}
