import PulseCore

/// The difference of a fast and a slow exponential mean of the close in percent of the slow one. Each is seeded from its own first values.
public struct PercentagePriceOscillator: Indicator {
    public var warmup: Int { max(fast.warmup, slow.warmup) }
    private var fast: ExponentialMean
    private var slow: ExponentialMean

    /// Traps on a period below 1.
    public init(fast fastPeriod: Int = 12, slow slowPeriod: Int = 26) {
        fast = ExponentialMean(period: fastPeriod)
        slow = ExponentialMean(period: slowPeriod)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                fast.process(tile.close, count: tile.count, into: scratch[0])
                slow.process(tile.close, count: tile.count, into: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], tile.count, into: outputs[0] + offset) { 100 * (($0 - $1) / $1) }
            }
        }
    }
}
