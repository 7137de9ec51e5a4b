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
        output[0] = ColumnMath.larger(tile.high[0], previousClose) - ColumnMath.smaller(tile.low[0], previousClose)
        let closes = tile.close - 1
        for i in 1..<count {
            output[i] = ColumnMath.larger(tile.high[i], closes[i]) - ColumnMath.smaller(tile.low[i], closes[i])
        }
        previousClose = tile.close[count - 1]
    }
}
