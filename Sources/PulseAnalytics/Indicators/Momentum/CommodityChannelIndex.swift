import PulseCore

/// Lambert's commodity channel index: the distance of the typical price to its mean, in units of 0.015 mean absolute deviations over n candles.
///
/// The mean absolute deviation has no O(1) update: it costs n operations a candle. Neutral value: 0 where the typical price has not moved.
public struct CommodityChannelIndex: Indicator {
    public var warmup: Int { mean.warmup }
    private let period: Int
    private var mean: SimpleMean
    private var typical: SlidingRows

    /// Traps on a period below 1.
    public init(period: Int = 20) {
        self.period = period
        mean = SimpleMean(period: period)
        typical = SlidingRows(rows: 1, past: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                process(tile, mean: scratch[0], deviation: scratch[1], into: outputs[0] + offset)
            }
        }
    }

    private mutating func process(
        _ tile: CandleBlock, mean means: UnsafeMutablePointer<Double>, deviation: UnsafeMutablePointer<Double>,
        into output: UnsafeMutablePointer<Double>
    ) {
        let count = tile.count
        let period = period
        let scale = 0.015 / Double(period)
        typical.extend(by: count) { prices, _ in
            ColumnMath.map(tile.high, tile.low, tile.close, count, into: prices) { ($0 + $1 + $2) / 3 }
            mean.process(prices, count: count, into: means)
            deviation.update(repeating: 0, count: count)
            for back in 0..<period {
                ColumnMath.map(deviation, prices - back, means, count, into: deviation) { $0 + ColumnMath.magnitude($1 - $2) }
            }
            ColumnMath.map(prices, means, deviation, count, into: output) { ColumnMath.ratio($0 - $1, $2 * scale) }
        }
    }
}
