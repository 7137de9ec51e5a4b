import PulseCore

/// Bollinger's bands: the mean of the close over n candles, and that many population standard deviations above and below.
public struct BollingerBands: Indicator {
    public static let parts = ["upper", "middle", "lower"]
    public var warmup: Int { moments.warmup }
    private var moments: RollingMoments
    private let width: Double

    /// Traps on a period below 1.
    public init(period: Int = 20, width: Double = 2) {
        moments = RollingMoments(period: period)
        self.width = width
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let width = width
        let share = moments.share
        Tile.withColumns(1) { scratch in
            block.forEachTile { tile, offset in
                let (upper, middle, lower) = (outputs[0] + offset, outputs[1] + offset, outputs[2] + offset)
                let squares = scratch[0]
                moments.process(tile.close, count: tile.count, mean: middle, squares: squares)
                ColumnMath.sweep(tile.count) { at in
                    let (mean, distance) = (at.load(middle), (at.load(squares) * share).squareRoot() * width)
                    at.store(mean + distance, upper)
                    at.store(mean - distance, lower)
                }
            }
        }
    }
}
