import PulseCore

/// Arms' ease of movement: the mean over n candles of the middle's change over volume per range, in price^2 per unit of volume, unscaled.
///
/// Neutral value: 0 for a candle without volume or range.
public struct EaseOfMovement: Indicator {
    public let warmup: Int
    private var previous = PreviousValue()
    private var mean: SimpleMean

    /// Traps on a period below 1.
    public init(period: Int = 14) {
        mean = SimpleMean(period: period)
        warmup = period
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                let (middle, before) = (scratch[0], scratch[1])
                ColumnMath.map(tile.high, tile.low, tile.count, into: middle) { ($0 + $1) * 0.5 }
                previous.process(middle, count: tile.count, into: before)
                @inline(__always)
                func body(_ at: LaneSpan) {
                    let distance = at.load(middle) - at.load(before)
                    let volume = at.load(tile.volume)
                    let range = ColumnMath.eachLane(at.load(tile.high) - at.load(tile.low), volume) { $1 == 0 ? 0 : $0 }
                    at.store(distance * ColumnMath.ratio(range, volume), middle)
                }
                ColumnMath.sweep(tile.count, body)
                mean.process(middle, count: tile.count, into: outputs[0] + offset)
            }
        }
    }
}
