import PulseCore

/// A frame's observations of one kind, handed out candle by candle: none before the close at which it is known.
package struct SideQueue {
    private let points: UnsafeBufferPointer<SidePoint>
    private var next = 0

    @inline(__always)
    package init(_ points: UnsafeBufferPointer<SidePoint>) {
        self.points = points
    }

    /// The next observation that is known at `instant`, in milliseconds since the epoch; nil where there is none.
    @inline(__always)
    package mutating func take(until instant: Int64) -> SidePoint? {
        guard next < points.count, points[next].knownAt <= instant else { return nil }
        defer { next += 1 }
        return points[next]
    }
}
