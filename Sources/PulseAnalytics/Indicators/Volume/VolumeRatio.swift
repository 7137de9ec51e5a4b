import PulseCore

/// Volume over its mean of n candles, this one included.
///
/// Differs from TA-Lib, whose RVOL divides by the mean of the n candles before. Neutral value: 1 where nothing was traded in any of them.
public struct VolumeRatio: Indicator {
    public var warmup: Int { mean.warmup }
    private var mean: SimpleMean

    /// Traps on a period below 1.
    public init(period: Int = 20) {
        mean = SimpleMean(period: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        mean.process(block.volume, count: block.count, into: outputs[0])
        ColumnMath.map(block.volume, outputs[0], block.count, into: outputs[0]) {
            ColumnMath.ratio($0, $1, neutral: ColumnMath.Lanes(repeating: 1))
        }
    }
}
