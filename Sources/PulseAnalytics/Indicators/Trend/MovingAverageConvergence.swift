import PulseCore

/// Appel's MACD on the close: the difference of a fast and a slow exponential mean, its own exponential mean (signal), and their difference (histogram).
///
/// As in TA-Lib, the fast mean is seeded so that its first value falls on the slow one's.
public struct MovingAverageConvergence: Indicator {
    public static let parts = ["", "signal", "histogram"]
    public let warmup: Int
    private var line: ExponentialDifference
    private var signal: ExponentialMean
    private var mask: WarmupMask

    /// Traps unless 1 <= fast <= slow and signal >= 1.
    public init(fast: Int = 8, slow: Int = 24, signal signalPeriod: Int = 9) {
        line = ExponentialDifference(fast: fast, slow: slow)
        signal = ExponentialMean(period: signalPeriod)
        warmup = line.warmup + signal.warmup
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            let (difference, smoothed, histogram) = (outputs[0] + offset, outputs[1] + offset, outputs[2] + offset)
            line.process(tile.close, count: tile.count, into: difference)
            signal.process(difference, count: tile.count, into: smoothed)
            ColumnMath.map(difference, smoothed, tile.count, into: histogram) { $0 - $1 }
        }
        mask.apply(outputs[0], count: block.count)
    }
}
