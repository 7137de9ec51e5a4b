import PulseCore

/// Elder's force index: the exponential mean of the close's change times volume.
public struct ForceIndex: Indicator {
    public let warmup: Int
    private var previous = PreviousValue()
    private var mean: ExponentialMean

    /// Traps on a period below 1.
    public init(period: Int = 13) {
        mean = ExponentialMean(period: period)
        warmup = period
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            let output = outputs[0] + offset
            previous.process(tile.close, count: tile.count, into: output)
            ColumnMath.map(tile.close, output, tile.volume, tile.count, into: output) { ($0 - $1) * $2 }
            mean.process(output, count: tile.count, into: output)
        }
    }
}
