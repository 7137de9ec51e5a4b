import PulseCore

/// What a file brought to one side series, in observations.
public struct SideImport: Hashable, Sendable {
    /// Nil for what concerns all instruments.
    public var instrument: InstrumentID?
    public var kind: SideKind
    public var outcome = InsertOutcome()
    /// Times of the first and the last event.
    public var from: Timestamp
    public var to: Timestamp
}
