import PulseCore

/// Wilder's average directional index, 0...100: the smoothed difference of the directional movements over their sum. The range that divides both
/// directional indicators cancels in it; `DirectionalIndicators` are those.
///
/// Smoothing starts as in TA-Lib with the sum of n - 1 movements. Neutral value: 0 where nothing moves.
public struct AverageDirectionalIndex: Indicator {
    public let warmup: Int
    private var movements: DirectionalSums
    private var mean: WilderMean

    /// Traps on a period below 2.
    public init(period: Int = 14) {
        movements = DirectionalSums(period: period)
        mean = WilderMean(period: period)
        warmup = 2 * period - 1
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                let output = outputs[0] + offset
                let (ups, downs) = (scratch[0], scratch[1])
                movements.process(tile, plus: ups, minus: downs)
                ColumnMath.map(ups, downs, tile.count, into: output) { up, down in
                    100 * ColumnMath.ratio(ColumnMath.magnitude(up - down), up + down)
                }
                mean.process(output, count: tile.count, into: output)
            }
        }
    }
}
