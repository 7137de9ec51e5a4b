import PulseCore
import PulseStore

/// What came of something that a session asked for.
enum SessionReply: Sendable {
    case candles(CandleRequest, CandleAnswer)
    case failed(CandleRequest, String)
    case verification(instrument: Int, CandleAnswer?)
    case universe(SessionUniverseChange)
    case funding(through: Timestamp, [InstrumentID: [SideObservation]])
    case fundingFailed(String)
}
