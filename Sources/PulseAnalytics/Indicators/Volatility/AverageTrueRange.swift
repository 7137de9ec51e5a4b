import PulseCore

/// Wilder's average true range. The first candle has no true range, so the first value is that of candle n.
public struct AverageTrueRange: Indicator {
    public let warmup: Int
    private var range = TrueRange()
    private var smooth: WilderMean

    /// Traps on a period below 1.
    public init(period: Int = 14) {
        smooth = WilderMean(period: period)
        warmup = period
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            range.process(tile, into: outputs[0] + offset)
            smooth.process(outputs[0] + offset, count: tile.count, into: outputs[0] + offset)
        }
    }
}
