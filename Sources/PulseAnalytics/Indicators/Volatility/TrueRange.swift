import PulseCore

/// Wilder's true range: the larger of high and previous close less the smaller of low and previous close. NaN for the first candle, which has none.
public struct TrueRange: Sendable {
    private var previousClose = Double.nan

    public init() {}

    /// Takes the next candles.
    @inline(__always)
    mutating func process(_ tile: CandleBlock, into output: UnsafeMutablePointer<Double>) {
        let count = tile.count
        if count == 0 { return }
        // The first candle of the tile looks back to the tile before, the others to their neighbour.
        Self.process(1, tile.high, tile.low, &previousClose, into: output)
        Self.process(count - 1, tile.high + 1, tile.low + 1, tile.close, into: output + 1)
        previousClose = tile.close[count - 1]
    }

    @inline(__always)
    private static func process(
        _ count: Int, _ highs: UnsafePointer<Double>, _ lows: UnsafePointer<Double>, _ oldCloses: UnsafePointer<Double>,
        into output: UnsafeMutablePointer<Double>
    ) {
        ColumnMath.map(highs, lows, oldCloses, count, into: output) { high, low, close in
            ColumnMath.larger(high, close) - ColumnMath.smaller(low, close)
        }
    }
}
