import PulseCore

/// The latest confirmed swing low and high at every candle: what a structure stop is put beyond, whichever heads vote.
///
/// A swing has a wing of five candles, so it is known five candles after its extreme and never earlier.
struct SwingLevels: Sendable {
    static let wing = 5

    private var window = PivotWindow()
    private var low = Double.nan
    private var high = Double.nan

    /// Takes the next candles and appends one level of each kind a candle, NaN while none is confirmed.
    mutating func advance(_ block: CandleBlock, low lows: inout [Double], high highs: inout [Double]) {
        for index in 0..<block.count {
            window.advance(high: block.high[index], low: block.low[index])
            if let pivot = window.confirmedLow(wing: Self.wing) { low = pivot.price }
            if let pivot = window.confirmedHigh(wing: Self.wing) { high = pivot.price }
            lows.append(low)
            highs.append(high)
        }
    }
}
