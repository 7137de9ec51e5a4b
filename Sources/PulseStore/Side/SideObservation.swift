import PulseCore

/// One observation of a side series as the store keeps it: a `SidePoint`, and what it describes.
public struct SideObservation: Hashable, Sendable {
    /// What it describes: a settlement, a snapshot, the open of a candle, the publication of a headline.
    public var eventTime: Timestamp
    /// Tells apart what happened at the same instant: a hash of source and headline for news, 0 for everything that there is one of.
    public var item: Int64
    /// When it became known; not before `eventTime`.
    public var knownAt: Timestamp
    public var value: Double
    public var weight: Double

    public init(eventTime: Timestamp, item: Int64 = 0, knownAt: Timestamp, value: Double, weight: Double = 1) {
        self.eventTime = eventTime
        self.item = item
        self.knownAt = knownAt
        self.value = value
        self.weight = weight
    }

    /// What a head sees of it.
    public var point: SidePoint { SidePoint(knownAt: knownAt.milliseconds, value: value, weight: weight) }
}
