/// One observation of a side series.
@frozen
public struct SidePoint: Hashable, Sendable {
    /// When it became known, in milliseconds since the epoch: the only time that a decision may look at (P3). What it describes may lie earlier.
    public let knownAt: Int64
    public let value: Double
    /// How much it counts among its like; 1 where the source says nothing.
    public let weight: Double

    @inlinable
    public init(knownAt: Int64, value: Double, weight: Double = 1) {
        self.knownAt = knownAt
        self.value = value
        self.weight = weight
    }
}
