import PulseCore

/// Dorsey's mass index: the sum over n candles of the ratio of an exponential mean of the range to its own exponential mean.
///
/// Neutral value: a ratio of 1 where there is no range, so n.
public struct MassIndex: Indicator {
    public let warmup: Int
    private var once: ExponentialMean
    private var twice: ExponentialMean
    private var sum: RollingSum

    /// Traps on a period below 1.
    public init(meanPeriod: Int = 9, sumPeriod: Int = 25) {
        once = ExponentialMean(period: meanPeriod)
        twice = ExponentialMean(period: meanPeriod)
        sum = RollingSum(period: sumPeriod)
        warmup = once.warmup + twice.warmup + sum.warmup
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                ColumnMath.map(tile.high, tile.low, tile.count, into: scratch[0]) { $0 - $1 }
                once.process(scratch[0], count: tile.count, into: scratch[0])
                twice.process(scratch[0], count: tile.count, into: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], tile.count, into: scratch[0]) {
                    ColumnMath.ratio($0, $1, neutral: ColumnMath.Lanes(repeating: 1))
                }
                sum.process(scratch[0], count: tile.count, into: outputs[0] + offset)
            }
        }
    }
}
