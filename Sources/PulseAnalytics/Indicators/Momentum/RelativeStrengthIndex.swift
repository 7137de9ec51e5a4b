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
                ColumnMath.sweep(tile.count) { at in
                    let change = at.load(tile.close) - at.load(gain)
                    at.store(ColumnMath.positivePart(change), gain)
                    at.store(ColumnMath.magnitude(change), move)
                }
                gains.process(gain, count: tile.count, into: gain)
                moves.process(move, count: tile.count, into: move)
                // Gains over gains plus losses: 100 exactly where there were no losses, because both means are then the same numbers.
                ColumnMath.map(gain, move, tile.count, into: outputs[0] + offset) { 100 * ColumnMath.ratio($0, $1, neutral: 0.5) }
            }
        }
    }
}
