import PulseCore

/// Volume over its mean of n candles, this one included.
///
/// Neutral value: 1 where nothing was traded in any of them.
public struct VolumeRatio: Indicator {
    public var warmup: Int { mean.warmup }
    private var mean: SimpleMean

    /// Traps on a period below 1.
    public init(period: Int = 20) {
        mean = SimpleMean(period: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        mean.process(block.volume, count: block.count, into: outputs[0])
        ColumnMath.map(block.volume, outputs[0], block.count, into: outputs[0]) { $1 == 0 ? 1 : $0 / $1 }
    }
}
