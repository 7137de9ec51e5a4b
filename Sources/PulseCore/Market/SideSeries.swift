/// Observations beside the candles (funding, open interest, sentiment ...), ascending by the time at which each became known.
public struct SideSeries: Hashable, Sendable {
    /// Ascending by `knownAt`; observations that became known together keep the order of their arrival.
    public private(set) var points: [SidePoint] = []

    public init() {}

    /// Sorts by the time at which each became known; equal times keep their order.
    public init(_ points: [SidePoint]) {
        let isSorted = zip(points, points.dropFirst()).allSatisfy { $0.knownAt <= $1.knownAt }
        // `sort` is not documented to be stable, so the position decides among equals.
        self.points =
            isSorted
            ? points
            : points.enumerated().sorted { ($0.element.knownAt, $0.offset) < ($1.element.knownAt, $1.offset) }.map(\.element)
    }

    public var isEmpty: Bool { points.isEmpty }
    public var count: Int { points.count }

    /// Adds what has just become known. Traps where it became known before the last one: live, time does not run backwards.
    public mutating func append(_ point: SidePoint) {
        precondition(points.last.map { $0.knownAt <= point.knownAt } ?? true, "observations come in the order in which they became known")
        points.append(point)
    }

    /// Number of observations known at an instant.
    public func count(asOf instant: Timestamp) -> Int {
        var low = 0
        var high = points.count
        while low < high {
            let middle = (low + high) / 2
            if points[middle].knownAt <= instant.milliseconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The latest observation known at an instant; nil before the first.
    public func value(asOf instant: Timestamp) -> SidePoint? {
        let count = count(asOf: instant)
        return count == 0 ? nil : points[count - 1]
    }
}
