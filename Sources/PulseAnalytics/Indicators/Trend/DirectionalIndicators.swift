import PulseCore

/// Wilder's directional indicators +DI and -DI, 0...100: smoothed directional movement over the smoothed true range.
///
/// Smoothing starts as in TA-Lib with the sum of n - 1 movements. Neutral values: both are 0 where nothing moves.
public struct DirectionalIndicators: Indicator {
    public static let parts = ["plus", "minus"]
    public let warmup: Int
    private let period: Int
    private var movements: DirectionalSums
    private var range = TrueRange()
    private var ranges: WilderMean

    /// Traps on a period below 2.
    public init(period: Int = 14) {
        self.period = period
        movements = DirectionalSums(period: period)
        ranges = WilderMean(directionalPeriod: period)
        warmup = period
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        // The movements are sums, the range is a mean: one factor of n apart.
        let scale = 100 / Double(period)
        Tile.withColumns(1) { scratch in
            block.forEachTile { tile, offset in
                let (plus, minus, means) = (outputs[0] + offset, outputs[1] + offset, scratch[0])
                range.process(tile, into: means)
                ranges.process(means, count: tile.count, into: means)
                movements.process(tile, plus: plus, minus: minus)
                @inline(__always)
                func body(_ at: LaneSpan) {
                    // One division for both. Where the range is 0, so are the movements.
                    let share = ColumnMath.ratio(ColumnMath.Lanes(repeating: scale), at.load(means))
                    at.store(at.load(plus) * share, plus)
                    at.store(at.load(minus) * share, minus)
                }
                ColumnMath.sweep(tile.count, body)
            }
        }
    }
}
