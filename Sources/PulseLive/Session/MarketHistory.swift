import PulseCore
import PulseStore

/// What a venue can be asked for: candles that streams lost, what is told beside candles, and the time. The only thing that a session knows of it.
///
/// Requests return at once; the answer comes later, from any thread.
public protocol MarketHistory: Sendable {
    /// Asks for the closed candles of an instrument that open from `from` through `through`.
    func requestCandles(
        _ id: InstrumentID, _ timeframe: Timeframe, from: Timestamp, through: Timestamp,
        reply: @escaping @Sendable (Result<CandleAnswer, any Error>) -> Void)

    /// Market time after a candle's end, in milliseconds, by which history is final.
    var settling: Int64 { get }

    /// Asks for the clock of an instrument's market.
    func requestTime(_ id: InstrumentID, reply: @escaping @Sendable (Result<Timestamp, any Error>) -> Void)

    /// The side series of perpetuals that the venue answers for.
    var sideSchedules: [SideSchedule] { get }

    /// Asks for the observations of a side series of perpetuals whose event times lie in a range.
    func requestSide(
        _ kind: SideKind, _ ids: [InstrumentID], _ range: TimeRange,
        reply: @escaping @Sendable (Result<[InstrumentID: [SideObservation]], any Error>) -> Void)
}
