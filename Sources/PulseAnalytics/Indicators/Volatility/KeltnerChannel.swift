import PulseCore

/// Keltner's channel in its usual form: an exponential mean of the close, and that many of Wilder's average true ranges above and below.
///
/// Differs from TA-Lib: its KC takes the mean of the typical price and a range of its own.
public struct KeltnerChannel: Indicator {
    public static let parts = ["upper", "middle", "lower"]
    public let warmup: Int
    /// The middle is the mean, unless it waits for the range.
    public var contents: [ColumnContent?] { [nil, warmup == mean.warmup ? mean.contentOfClose : nil, nil] }
    private var mean: ExponentialMean
    private var range: AverageTrueRange
    private let width: Double
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int = 20, rangePeriod: Int = 10, width: Double = 2) {
        mean = ExponentialMean(period: period)
        range = AverageTrueRange(period: rangePeriod)
        self.width = width
        warmup = max(mean.warmup, range.warmup)
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let width = width
        Tile.withColumns(1) { scratch in
            block.forEachTile { tile, offset in
                let (upper, middle, lower) = (outputs[0] + offset, outputs[1] + offset, outputs[2] + offset)
                mean.process(tile.close, count: tile.count, into: middle)
                range.process(tile, into: scratch[0])
                let ranges = scratch[0]
                ColumnMath.sweep(tile.count) { at in
                    let (mean, distance) = (at.load(middle), at.load(ranges) * width)
                    at.store(mean + distance, upper)
                    at.store(mean - distance, lower)
                }
                let masked = mask.take(tile.count)
                for output in [upper, middle, lower] { ColumnMath.fillNaN(output, count: masked) }
            }
        }
    }
}
