import PulseCore

/// Blau's true strength index: 100 times the doubly smoothed change of the close over its doubly smoothed size, -100...100.
///
/// Neutral value: 0 where the close has not moved.
public struct TrueStrengthIndex: Indicator {
    public let warmup: Int
    private var previous = PreviousValue()
    private var changes: (long: ExponentialMean, short: ExponentialMean)
    private var sizes: (long: ExponentialMean, short: ExponentialMean)

    /// Traps on a period below 1.
    public init(long: Int = 25, short: Int = 13) {
        changes = (ExponentialMean(period: long), ExponentialMean(period: short))
        sizes = (ExponentialMean(period: long), ExponentialMean(period: short))
        warmup = 1 + changes.long.warmup + changes.short.warmup
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                let (change, size) = (scratch[0], scratch[1])
                previous.process(tile.close, count: tile.count, into: size)
                @inline(__always)
                func body(_ at: LaneSpan) {
                    let difference = at.load(tile.close) - at.load(size)
                    at.store(difference, change)
                    at.store(ColumnMath.magnitude(difference), size)
                }
                ColumnMath.sweep(tile.count, body)
                changes.long.process(change, count: tile.count, into: change)
                changes.short.process(change, count: tile.count, into: change)
                sizes.long.process(size, count: tile.count, into: size)
                sizes.short.process(size, count: tile.count, into: size)
                ColumnMath.map(change, size, tile.count, into: outputs[0] + offset) { 100 * ColumnMath.ratio($0, $1) }
            }
        }
    }
}
