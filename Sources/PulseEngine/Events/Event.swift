import PulseCore

/// What can happen to the engine; a closed set.
///
/// For each close time the driver sends the candles that close then, in any order, `sliceClosed`, and the signals decided on them, in
/// instrument order.
@frozen
public enum Event: Sendable {
    /// A candle closed. At most one of an instrument in a slice; nothing is filled before the slice is complete.
    case candle(instrument: Int, MarketCandle)
    /// All candles of this close time were given. Slices ascend in time.
    case sliceClosed(Timestamp)
    /// A candle became known after the slice that it belongs to was closed without it (live: it was lost and had to be fetched). What waits
    /// for it is filled and what is open is settled on it, at its own times and before the next slice; the account's rules wait for that.
    /// Candles of an instrument ascend all the same.
    case late(instrument: Int, MarketCandle)
    /// Decided on the slice that closed last.
    case signal(Signal)
    /// A perpetual's holders settle: longs pay `notional * rate` to shorts at the mark price. The rate is in 1e-8, as the venue gives it.
    case funding(instrument: Int, time: Timestamp, rate: Int64, markPrice: Double)
    /// The run is over: open positions are recorded as trades at their last mark, without a fill. Nothing may follow.
    case end
}
