import PulseCore

/// One instrument of a session with what it starts from.
public struct SessionInstrument: Sendable {
    public var instrument: Instrument
    /// Base candles before the session's start, ascending.
    public var warmup: CandleColumns
    /// What was known beside the candles at the start.
    public var side: SideInputs

    public init(_ instrument: Instrument, warmup: CandleColumns, side: SideInputs = SideInputs()) {
        self.instrument = instrument
        self.warmup = warmup
        self.side = side
    }
}
