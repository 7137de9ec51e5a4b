import PulseCore

/// What a frame was.
public enum FrameOutcome: Hashable, Sendable {
    /// This many events were appended.
    case events(Int)
    /// Understood, but of an instrument or a kind that nobody asked for.
    case ignored
    /// The answer to a request of ours; an error has a text.
    case reply(id: Int64?, error: String?)
    /// The server is about to close the connection.
    case shutdown
    /// Not understood: to be kept aside and counted, never fatal.
    case quarantined(reason: String)
}
