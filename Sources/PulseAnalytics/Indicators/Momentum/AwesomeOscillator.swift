import PulseCore

/// Williams' awesome oscillator: the difference of two simple means of the candles' middles.
public struct AwesomeOscillator: Indicator {
    public let warmup: Int
    private var fast: SimpleMean
    private var slow: SimpleMean

    /// Traps on a period below 1.
    public init(fast fastPeriod: Int = 5, slow slowPeriod: Int = 34) {
        fast = SimpleMean(period: fastPeriod)
        slow = SimpleMean(period: slowPeriod)
        warmup = max(fast.warmup, slow.warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                ColumnMath.map(tile.high, tile.low, tile.count, into: scratch[0]) { ($0 + $1) * 0.5 }
                slow.process(scratch[0], count: tile.count, into: scratch[1])
                fast.process(scratch[0], count: tile.count, into: scratch[0])
                ColumnMath.map(scratch[0], scratch[1], tile.count, into: outputs[0] + offset) { $0 - $1 }
            }
        }
    }
}
