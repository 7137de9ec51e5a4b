/// An event of a feed, and when its frame came in.
public struct FeedMessage: Hashable, Sendable {
    public var event: FeedEvent
    /// Nanoseconds of a monotonic clock, for latencies alone: nothing is decided by it.
    public var receivedAt: UInt64

    public init(_ event: FeedEvent, receivedAt: UInt64) {
        self.event = event
        self.receivedAt = receivedAt
    }
}
