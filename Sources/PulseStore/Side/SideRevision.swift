import PulseCore

/// An observation that changed after it was stored.
public struct SideRevision: Hashable, Sendable {
    public var old: SideObservation
    public var new: SideObservation
    /// Who brought the new value: a file's path, a feed's name.
    public var source: String
    /// When that was, where the caller said.
    public var recordedAt: Timestamp?
}
