import PulseCore

/// Lane's slow stochastic: where the close stands between the lowest low and the highest high of n candles in percent, smoothed (%K), and smoothed once
/// more (%D).
///
/// Neutral value: 50 before smoothing where there is no range; differs from TA-Lib, which says 0.
public struct StochasticOscillator: Indicator {
    public static let parts = ["k", "d"]
    public let warmup: Int
    private var highest: RollingMaximum
    private var lowest: RollingMinimum
    private var slow: SimpleMean
    private var signal: SimpleMean
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int = 14, slowing: Int = 3, signal signalPeriod: Int = 3) {
        highest = RollingMaximum(period: period)
        lowest = RollingMinimum(period: period)
        slow = SimpleMean(period: slowing)
        signal = SimpleMean(period: signalPeriod)
        warmup = highest.warmup + slow.warmup + signal.warmup
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                highest.process(tile.high, count: tile.count, into: scratch[0])
                lowest.process(tile.low, count: tile.count, into: scratch[1])
                ColumnMath.map(tile.close, scratch[0], scratch[1], tile.count, into: scratch[0]) { close, high, low in
                    50 + 50 * ColumnMath.ratio((close - low) - (high - close), high - low)
                }
                slow.process(scratch[0], count: tile.count, into: outputs[0] + offset)
                signal.process(outputs[0] + offset, count: tile.count, into: outputs[1] + offset)
            }
        }
        mask.apply(outputs[0], count: block.count)
    }
}
