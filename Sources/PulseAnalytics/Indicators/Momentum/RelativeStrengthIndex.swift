import PulseCore

/// Wilder's relative strength index of the close, 0...100.
///
/// Neutral value: 50 where the close has not moved at all; differs from TA-Lib, which says 0.
public struct RelativeStrengthIndex: Indicator {
    public let warmup: Int
    private var previous = PreviousValue()
    private var gains: WilderMean
    private var moves: WilderMean

    /// Traps on a period below 1.
    public init(period: Int = 14) {
        gains = WilderMean(period: period)
        moves = WilderMean(period: period)
        warmup = period
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                let (gain, move) = (scratch[0], scratch[1])
                previous.process(tile.close, count: tile.count, into: gain)
                for i in 0..<tile.count {
                    let change = tile.close[i] - gain[i]
                    gain[i] = change < 0 ? 0 : change
                    move[i] = change.magnitude
                }
                gains.process(gain, count: tile.count, into: gain)
                moves.process(move, count: tile.count, into: move)
                // Gains over gains plus losses: 100 exactly where there were no losses, because both means are then the same numbers.
                ColumnMath.map(gain, move, tile.count, into: outputs[0] + offset) { $1 == 0 ? 50 : 100 * ($0 / $1) }
            }
        }
    }
}
