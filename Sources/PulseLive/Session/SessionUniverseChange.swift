import PulseCore

/// What changes in a session's universe.
public struct SessionUniverseChange: Sendable {
    /// New ones with the candles before `from`, which is the same for all.
    public var joining: [SessionInstrument]
    /// Open time of the first candle that is theirs.
    public var from: Timestamp
    /// Those that are wanted, new ones and old ones alike; all others leave.
    public var wanted: [InstrumentID]

    public init(joining: [SessionInstrument], from: Timestamp, wanted: [InstrumentID]) {
        self.joining = joining
        self.from = from
        self.wanted = wanted
    }
}
