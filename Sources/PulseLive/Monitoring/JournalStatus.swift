/// The session's journal.
public struct JournalStatus: Hashable, Sendable, Codable {
    public var events: Int
    public var bytes: Int
    /// Milliseconds that the last commit took; nil before the first.
    public var lastCommit: Double?
    /// Seconds for which the oldest event has waited to be committed; 0 where none waits.
    public var lag: Double

    public init(events: Int = 0, bytes: Int = 0, lastCommit: Double? = nil, lag: Double = 0) {
        self.events = events
        self.bytes = bytes
        self.lastCommit = lastCommit
        self.lag = lag
    }
}
