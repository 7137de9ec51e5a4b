import PulseCore

/// The data that trials were made on.
public struct TrialData: Hashable, Sendable {
    /// Digest of candles, side series, timeframes and range: trials of one key can be compared to the bit.
    public var key: String
    public var instruments: [InstrumentID]
    public var timeframe: Timeframe
    public var range: TimeRange

    public init(key: String, instruments: [InstrumentID], timeframe: Timeframe, range: TimeRange) {
        self.key = key
        self.instruments = instruments
        self.timeframe = timeframe
        self.range = range
    }
}
