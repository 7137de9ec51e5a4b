import PulseCore

/// Bollinger's bands: the mean of the close over n candles, and that many population standard deviations above and below.
public struct BollingerBands: Indicator {
    public static let parts = ["upper", "middle", "lower"]
    public var warmup: Int { moments.warmup }
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
        block.forEachTile { tile, offset in
            let (upper, middle, lower) = (outputs[0] + offset, outputs[1] + offset, outputs[2] + offset)
            moments.process(tile.close, count: tile.count) { at, mean, squares in
                let distance = (squares * share).squareRoot() * width
                at.store(mean + distance, upper)
                at.store(mean, middle)
                at.store(mean - distance, lower)
            }
            let masked = mask.take(tile.count)
            for output in [upper, middle, lower] { ColumnMath.fillNaN(output, count: masked) }
        }
    }
}
