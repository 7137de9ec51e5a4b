import PulseCore

/// What the store knows of one side series.
public struct SideSeriesSummary: Hashable, Sendable {
    /// Nil for what concerns all instruments.
    public var instrument: InstrumentID?
    public var kind: SideKind
    /// Time of the first event.
    public var from: Timestamp
    /// Time of the last event.
    public var to: Timestamp
    public var points: Int
    /// Observations that were changed by a later import.
    public var revisions: Int
}
