import PulseCore

/// Chande's momentum oscillator: 100 (up - down) / (up + down), the sums of the rises and falls of the close over n candles, -100...100.
///
/// Differs from TA-Lib: its CMO smooths the sums as Wilder does, which makes it 2 RSI - 100; Chande's own sums are what TA-Lib calls CMOU.
/// Neutral value: 0 where the close has not moved.
public struct ChandeMomentum: Indicator {
    public let warmup: Int
    private var previous = PreviousValue()
    private var rises: RollingSum
    private var falls: RollingSum

    /// Traps on a period below 1.
    public init(period: Int = 14) {
        rises = RollingSum(period: period)
        falls = RollingSum(period: period)
        warmup = period
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                let (up, down) = (scratch[0], scratch[1])
                previous.process(tile.close, count: tile.count, into: down)
                @inline(__always)
                func body(_ at: LaneSpan) {
                    let change = at.load(tile.close) - at.load(down)
                    at.store(ColumnMath.positivePart(change), up)
                    at.store(ColumnMath.positivePart(-change), down)
                }
                ColumnMath.sweep(tile.count, body)
                rises.process(up, count: tile.count, into: up)
                falls.process(down, count: tile.count, into: down)
                ColumnMath.map(up, down, tile.count, into: outputs[0] + offset) { 100 * ColumnMath.ratio($0 - $1, $0 + $1) }
            }
        }
    }
}
