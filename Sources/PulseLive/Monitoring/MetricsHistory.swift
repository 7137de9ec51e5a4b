/// The points of the last 24 hours, one every 30 seconds, in a ring of fixed size (P9).
public struct MetricsHistory: Sendable {
    /// Seconds between points.
    public static let interval = 30.0
    public static let capacity = 2_880

    private var ring: [MetricsPoint] = []
    /// Where the next point goes once the ring is full: the place of the oldest.
    private var next = 0
    private var slot: Int?

    public init() {}

    /// Keeps a status as a point if a new interval of its uptime has begun; returns whether it did.
    @discardableResult
    public mutating func observe(_ status: SessionStatus) -> Bool {
        let slot = Int((status.uptime / Self.interval).rounded(.down))
        if let last = self.slot, slot <= last { return false }
        self.slot = slot
        let point = MetricsPoint(status)
        if ring.count < Self.capacity {
            ring.append(point)
        } else {
            ring[next] = point
            next = (next + 1) % Self.capacity
        }
        return true
    }

    /// The oldest first.
    public var points: [MetricsPoint] { Array(ring[next...] + ring[..<next]) }
    public var latest: MetricsPoint? { ring.isEmpty ? nil : ring[(next + ring.count - 1) % ring.count] }
    public var count: Int { ring.count }
}
