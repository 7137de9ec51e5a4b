/// A candle as a feed reports it: still forming, or closed.
public struct CandleUpdate: Hashable, Sendable {
    /// Position of the instrument in the list that the feed was given.
    public var instrument: Int
    public var timeframe: Timeframe
    /// Complete so far; final once it is closed.
    public var candle: Candle
    public var isClosed: Bool
    /// The venue's clock when it made the report.
    public var eventTime: Timestamp

    public init(instrument: Int, timeframe: Timeframe, candle: Candle, isClosed: Bool, eventTime: Timestamp) {
        self.instrument = instrument
        self.timeframe = timeframe
        self.candle = candle
        self.isClosed = isClosed
        self.eventTime = eventTime
    }
}
