import PulseCore

/// The difference of a fast and a slow exponential mean of the close in percent of the slow one. Both are seeded to become valid together.
public struct PercentagePriceOscillator: Indicator {
    public var warmup: Int { pair.warmup }
    private var pair: ExponentialPair

    /// Traps unless 1 <= fast <= slow.
    public init(fast: Int = 12, slow: Int = 26) {
        pair = ExponentialPair(fast: fast, slow: slow)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                pair.process(tile.close, count: tile.count, fast: scratch[0], slow: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], tile.count, into: outputs[0] + offset) { 100 * (($0 - $1) / $1) }
            }
        }
    }
}
