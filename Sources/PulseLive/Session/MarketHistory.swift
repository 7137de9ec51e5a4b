import PulseCore
import PulseStore

/// What a venue can be asked for: candles that streams lost, and what is told beside candles. The only thing that a session knows of it.
///
/// Requests return at once; the answer comes later, from any thread.
public protocol MarketHistory: Sendable {
    /// Asks for the closed candles of an instrument that open from `from` through `through`.
    func requestCandles(
        _ id: InstrumentID, _ timeframe: Timeframe, from: Timestamp, through: Timestamp,
        reply: @escaping @Sendable (Result<CandleAnswer, any Error>) -> Void)

    /// Asks for the settlements of perpetuals that lie in a range, as observations of `SideKind.fundingRate`.
    func requestFunding(
        _ ids: [InstrumentID], _ range: TimeRange,
        reply: @escaping @Sendable (Result<[InstrumentID: [SideObservation]], any Error>) -> Void)
}
