import PulseCore

/// Bollinger's bands: the mean of the close over n candles, and that many population standard deviations above and below.
public struct BollingerBands: Indicator {
    public static let parts = ["upper", "middle", "lower"]
    public var warmup: Int { moments.warmup }
    public var contents: [ColumnContent?] { [nil, .simpleMean(period: warmup + 1), nil] }
    private var moments: RollingMoments
    private let width: Double
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int = 20, width: Double = 2) {
        moments = RollingMoments(period: period)
        self.width = width
        mask = WarmupMask(warmup: period - 1)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let width = width
        let share = moments.share
        Tile.withColumns(3) { scratch in
            block.forEachTile { tile, offset in
                let (upper, middle, lower) = (
                    scratch.standIn(0, for: outputs[0] + offset, tile.count), scratch.standIn(1, for: outputs[1] + offset, tile.count),
                    scratch.standIn(2, for: outputs[2] + offset, tile.count)
                )
                moments.process(tile.close, count: tile.count) { at, mean, squares in
                    let distance = ColumnMath.squareRoot(squares * share) * width
                    ColumnMath.storePair(mean + distance, upper, at)
                    ColumnMath.storePair(mean, middle, at)
                    ColumnMath.storePair(mean - distance, lower, at)
                }
                let masked = mask.take(tile.count)
                for index in 0..<3 {
                    scratch.deliver(index, to: outputs[index] + offset, tile.count)
                    ColumnMath.fillNaN(outputs[index] + offset, count: masked)
                }
            }
        }
    }
}
