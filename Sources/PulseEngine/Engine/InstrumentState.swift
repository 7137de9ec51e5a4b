import PulseCore

/// What the engine keeps of one instrument between events.
@usableFromInline
struct InstrumentState: Sendable {
    /// Number of the slice that `candle` belongs to; -1 before the first.
    var slice = -1
    @usableFromInline var hasPending = false
    var candle = MarketCandle(
        openTime: Timestamp(milliseconds: 0), closeTime: Timestamp(milliseconds: 0), open: 0, high: 0, low: 0, close: 0)
    /// Extremes of the candle before, whose range the slippage model takes; 0 before there is one.
    var previousHigh = 0.0
    var previousLow = 0.0
    @usableFromInline var position = Position()

    /// Prices from here on do not fit in the grid of ticks.
    let priceBound: Double

    init(instrument: Int, priceBound: Double) {
        self.priceBound = priceBound
        position.instrument = instrument
    }

    /// Takes in a candle; returns whether it leaves the position as it is: no barrier inside it (its open lies between low and high), no
    /// expiry.
    @inline(__always)
    mutating func keep(
        slice: Int, openTime: Timestamp, closeTime: Timestamp, open: Double, high: Double, low: Double, close: Double
    ) -> Bool {
        precondition(self.slice != slice, "an instrument has one candle in a slice")
        self.slice = slice
        previousHigh = candle.high
        previousLow = candle.low
        candle.openTime = openTime
        candle.closeTime = closeTime
        candle.open = open
        candle.high = high
        candle.low = low
        candle.close = close
        return low > position.lower && high < position.upper && openTime.milliseconds < position.expiry
    }

    /// Marks the position at the candle's close and sees its extremes; returns whether its stop trails.
    @inline(__always)
    mutating func markAtClose(_ contract: borrowing Contract, _ portfolio: inout Portfolio) -> Bool {
        position.note(candle.low)
        position.note(candle.high)
        position.mark(at: contract.ticks(candle.close), contract, &portfolio)
        return position.isTrailing
    }

    /// Sees a stretch of candles that leave the position as it is, and marks it at the close of the last.
    mutating func hold(
        _ candles: CandleBlock, from start: Int, _ stretch: PriceExtremes.Stretch, length: Int64, _ contract: borrowing Contract,
        _ portfolio: inout Portfolio
    ) {
        let last = stretch.end - 1
        previousHigh = last > start ? candles.high[last - 1] : candle.high
        previousLow = last > start ? candles.low[last - 1] : candle.low
        candle.openTime = Timestamp(milliseconds: candles.openTime[last])
        candle.closeTime = candle.openTime.advanced(byMilliseconds: length)
        candle.open = candles.open[last]
        candle.high = candles.high[last]
        candle.low = candles.low[last]
        candle.close = candles.close[last]
        position.note(stretch.lowest)
        position.note(stretch.highest)
        position.mark(at: contract.ticks(candle.close), contract, &portfolio)
    }
}
