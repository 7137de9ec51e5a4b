import PulseCore

/// Le Beau's chandelier exits: the highest high less, and the lowest low plus, a multiple of the average true range.
public struct ChandelierExit: Indicator {
    public static let parts = ["long", "short"]
    public var warmup: Int { range.warmup }
    private var highest: RollingMaximum
    private var lowest: RollingMinimum
    private var range: AverageTrueRange
    private let width: Double

    /// Traps on a period below 1.
    public init(period: Int = 22, width: Double = 3) {
        highest = RollingMaximum(period: period)
        lowest = RollingMinimum(period: period)
        range = AverageTrueRange(period: period)
        self.width = width
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let width = width
        Tile.withColumns(1) { scratch in
            block.forEachTile { tile, offset in
                let (long, short) = (outputs[0] + offset, outputs[1] + offset)
                highest.process(tile.high, count: tile.count, into: long)
                lowest.process(tile.low, count: tile.count, into: short)
                range.process(tile, into: scratch[0])
                ColumnMath.map(long, scratch[0], tile.count, into: long) { $0 - width * $1 }
                ColumnMath.map(short, scratch[0], tile.count, into: short) { $0 + width * $1 }
            }
        }
    }
}
