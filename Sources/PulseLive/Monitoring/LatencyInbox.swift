import Synchronization

/// Spans on their way to a `LatencyRecorder`: whoever measures one leaves it here, and never waits for somebody who reckons percentiles.
public final class LatencyInbox: Sendable {
    /// Spans that are held (P9): further ones are not counted until these were taken, which a session does twice a second.
    public static let capacity = 65_536

    private let spans = Mutex<[(stage: LatencyStage, nanoseconds: UInt64)]>([])

    public init() {}

    /// Leaves a span; from any thread.
    public func add(_ stage: LatencyStage, nanoseconds: UInt64) {
        spans.withLock { spans in
            if spans.count < Self.capacity { spans.append((stage, nanoseconds)) }
        }
    }

    /// Hands out what is held, in the order in which it came.
    public func take() -> [(stage: LatencyStage, nanoseconds: UInt64)] {
        spans.withLock { spans in
            defer { spans = [] }
            return spans
        }
    }
}
