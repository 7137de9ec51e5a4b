/// What the data pipeline met.
public struct AssemblyCounts: Hashable, Sendable, Codable {
    /// Closed candles that came over streams.
    public var received = 0
    /// Those that had come before, with the same numbers.
    public var duplicates = 0
    /// Those that said something else of a candle that was delivered.
    public var revised = 0
    /// Those that came before one that opens earlier.
    public var outOfOrder = 0
    /// Those that break a rule of candles, or are not of the session's timeframe.
    public var invalid = 0
    /// Those that were so far from the last close that they were asked for again.
    public var outliers = 0
    /// Requests for missing candles.
    public var requests = 0
    public var failedRequests = 0
    /// Candles that requests brought.
    public var repaired = 0
    /// Candles that the venue does not have.
    public var absent = 0
    /// Times that slices went on without an instrument.
    public var blocks = 0
    /// Candles that came after their slice.
    public var late = 0
    /// Candles that were dropped because too many were held.
    public var dropped = 0

    public init() {}
}
