import PulseCore
import PulseStore

/// What came of something that a session asked for.
enum SessionReply: Sendable {
    case candles(CandleRequest, CandleAnswer)
    case failed(CandleRequest, String)
    /// Candles of a range, to be compared; nil where the venue did not answer.
    case verification(instrument: Int, TimeRange, CandleAnswer?)
    case universe(SessionUniverseChange)
    case time(Timestamp)
    case timeFailed(String)
    case funding(through: Timestamp, [InstrumentID: [SideObservation]])
    case fundingFailed(String)
    case side(SideKind, [InstrumentID: [SideObservation]])
    case sideFailed(SideKind, String)
}
