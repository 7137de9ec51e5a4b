import PulseCore

/// Lane's slow stochastic: where the close stands between the lowest low and the highest high of n candles in percent, smoothed (%K), and smoothed once
/// more (%D).
///
/// Neutral value: 50 before smoothing where there is no range; differs from TA-Lib, which says 0.
public struct StochasticOscillator: Indicator {
    public static let parts = ["k", "d"]
    public let warmup: Int
    private var highest: ExtremeFold
    private var lowest: ExtremeFold
    private var slow: SimpleMean
    private var signal: SimpleMean
    private var masks: (WarmupMask, WarmupMask)

    /// Traps on a period below 1.
    public init(period: Int = 14, slowing: Int = 3, signal signalPeriod: Int = 3) {
        highest = ExtremeFold(period: period)
        lowest = ExtremeFold(period: period)
        slow = SimpleMean(period: slowing)
        signal = SimpleMean(period: signalPeriod)
        warmup = highest.warmup + slow.warmup + signal.warmup
        masks = (WarmupMask(warmup: warmup), WarmupMask(warmup: warmup))
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            let (k, d) = (outputs[0] + offset, outputs[1] + offset)
            // Each step writes where the next one reads, so that nothing is copied between them.
            slow.process(count: tile.count, into: k) { Self.place(tile, &highest, &lowest, into: $0) }
            signal.process(count: tile.count, into: d) { $0.update(from: k, count: tile.count) }
        }
        masks.0.apply(outputs[0], count: block.count)
        masks.1.apply(outputs[1], count: block.count)
    }

    /// Where the closes stand in the range of n candles.
    @inline(__always)
    private static func place(
        _ tile: CandleBlock, _ highest: inout ExtremeFold, _ lowest: inout ExtremeFold, into output: UnsafeMutablePointer<Double>
    ) {
        highest.extend(tile.high, count: tile.count, ColumnMath.larger) { highs in
            lowest.extend(tile.low, count: tile.count, ColumnMath.smaller) { lows in
                @inline(__always)
                func body(_ at: LaneSpan) {
                    let close = at.load(tile.close)
                    let high = highs.extreme(at.start, ColumnMath.larger)
                    let low = lows.extreme(at.start, ColumnMath.smaller)
                    at.store(50 + 50 * ColumnMath.ratio((close - low) - (high - close), high - low), output)
                }
                ColumnMath.sweep(tile.count, body)
            }
        }
    }
}
