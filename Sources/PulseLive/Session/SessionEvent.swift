import PulseCore
import PulseResearch
import PulseStore

/// Everything that a session's decisions depend on, in the order in which it happened: what the journal keeps (P7), and all that replaying it needs.
///
/// Instruments are positions in the session's list. Nothing here is a reading of a local clock.
public enum SessionEvent: Hashable, Sendable {
    /// A base candle of the slice that is being collected, closed and final.
    case candle(instrument: Int, Candle)
    /// The slice that opens then is decided on with the candles that came.
    case slice(Timestamp)
    /// Slices go on without an instrument, whose candle that opens then is missing.
    case blocked(instrument: Int, missing: Timestamp)
    /// A candle of a blocked instrument: its exits are settled on it, nothing is decided.
    case late(instrument: Int, Candle)
    /// A blocked instrument has caught up.
    case unblocked(instrument: Int)
    /// The venue has no candles of an instrument that open in the range: a fact of the market.
    case absent(instrument: Int, TimeRange)
    /// A settlement of a perpetual became known.
    case funding(instrument: Int, FundingSettlement)
    /// An observation beside the candles became known; nil for all instruments alike.
    case side(instrument: Int?, SideKind, SideObservation)
    /// An instrument was added to the list, as its last; candles before `from` only warm it up.
    case joined(Instrument, from: Timestamp, warmup: SessionWarmup)
    /// An instrument is not of the universe any more: nothing new is opened.
    case left(instrument: Int)
    /// It is again.
    case returned(instrument: Int)
    /// The session was taken up again after an end that may have been a crash.
    case resumed
    /// The session ended in an orderly way.
    case stopped
    /// The venue told something else of a candle that was decided on already. The decisions stand.
    case revised(instrument: Int, Candle)
    /// Something that a reader of the journal should know: an alert, a lost connection.
    case note(String)
}
