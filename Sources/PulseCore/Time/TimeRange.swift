/// A half-open span of time: `from` belongs to it, `to` does not.
public struct TimeRange: Hashable, Sendable, Codable {
    public var from: Timestamp
    public var to: Timestamp

    public init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }

    /// Every plausible instant.
    public static var all: TimeRange { Timestamp.plausible }

    @inlinable
    public func contains(_ instant: Timestamp) -> Bool { from <= instant && instant < to }

    public var isEmpty: Bool { to <= from }

    /// Length in milliseconds, 0 when empty.
    public var milliseconds: Int64 { max(0, to.milliseconds - from.milliseconds) }

    /// What both ranges contain (empty if nothing).
    public func intersection(_ other: TimeRange) -> TimeRange {
        TimeRange(from: max(from, other.from), to: min(to, other.to))
    }
}
