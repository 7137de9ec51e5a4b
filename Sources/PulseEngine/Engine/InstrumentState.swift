import PulseCore

/// What the engine keeps of one instrument between events.
struct InstrumentState: Sendable {
    /// Number of the slice that `candle` belongs to; -1 before the first.
    var slice = -1
    var hasPending = false
    var candle = MarketCandle(
        openTime: Timestamp(milliseconds: 0), closeTime: Timestamp(milliseconds: 0), open: 0, high: 0, low: 0, close: 0)
    /// Extremes of the candle before, whose range the slippage model takes; 0 before there is one.
    var previousHigh = 0.0
    var previousLow = 0.0
    var position = Position()

    init(instrument: Int) {
        position.instrument = instrument
    }

    /// Whether nothing can happen to the position at the candle's open.
    @inline(__always)
    var opensQuietly: Bool {
        candle.open > position.lower && candle.open < position.upper && candle.openTime.milliseconds < position.expiry
    }

    /// Whether no barrier lies inside the candle.
    @inline(__always)
    var staysQuiet: Bool { candle.low > position.lower && candle.high < position.upper }
}
