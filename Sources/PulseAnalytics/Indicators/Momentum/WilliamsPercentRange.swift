import PulseCore

/// Williams' %R: how far the close is below the highest high, in percent of the range of n candles, -100...0.
///
/// Neutral value: -50 where there is no range; differs from TA-Lib, which says 0.
public struct WilliamsPercentRange: Indicator {
    public var warmup: Int { highest.warmup }
    private var highest: RollingMaximum
    private var lowest: RollingMinimum

    /// Traps on a period below 1.
    public init(period: Int = 14) {
        highest = RollingMaximum(period: period)
        lowest = RollingMinimum(period: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                highest.process(tile.high, count: tile.count, into: scratch[0])
                lowest.process(tile.low, count: tile.count, into: scratch[1])
                ColumnMath.map(tile.close, scratch[0], scratch[1], tile.count, into: outputs[0] + offset) { close, high, low in
                    50 * ColumnMath.ratio((close - low) - (high - close), high - low) - 50
                }
            }
        }
    }
}
