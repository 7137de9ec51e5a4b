import PulseCore

/// Appel's MACD on the close: the difference of a fast and a slow exponential mean, its own exponential mean (signal), and their difference (histogram).
///
/// As in TA-Lib, the fast mean is seeded so that its first value falls on the slow one's.
public struct MovingAverageConvergence: Indicator {
    public static let parts = ["", "signal", "histogram"]
    public let warmup: Int
    private var fast: ExponentialMean
    private var slow: ExponentialMean
    private var signal: ExponentialMean
    private var mask: WarmupMask

    /// Traps unless 1 <= fast <= slow and signal >= 1.
    public init(fast fastPeriod: Int = 8, slow slowPeriod: Int = 24, signal signalPeriod: Int = 9) {
        precondition(fastPeriod >= 1 && fastPeriod <= slowPeriod, "the fast mean is not slower than the slow one")
        fast = ExponentialMean(alpha: 2 / Double(fastPeriod + 1), seed: .mean(of: fastPeriod), skipping: slowPeriod - fastPeriod)
        slow = ExponentialMean(period: slowPeriod)
        signal = ExponentialMean(period: signalPeriod)
        warmup = slow.warmup + signal.warmup
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let (line, smoothed, histogram) = (outputs[0], outputs[1], outputs[2])
        Tile.withColumns(1) { scratch in
            block.forEachTile { tile, offset in
                fast.process(tile.close, count: tile.count, into: scratch[0])
                slow.process(tile.close, count: tile.count, into: line + offset)
                ColumnMath.map(scratch[0], line + offset, tile.count, into: line + offset) { $0 - $1 }
                signal.process(line + offset, count: tile.count, into: smoothed + offset)
                ColumnMath.map(line + offset, smoothed + offset, tile.count, into: histogram + offset) { $0 - $1 }
            }
        }
        mask.apply(line, count: block.count)
    }
}
