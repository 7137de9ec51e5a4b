import PulseCore

/// How far a pipeline has read each of its side series.
struct SideCursor: Sendable {
    private var starts = [Int](repeating: 0, count: SideKind.allCases.count)
    private var ends = [Int](repeating: 0, count: SideKind.allCases.count)

    /// Lends what became known after the last call and until `instant` (milliseconds since the epoch).
    mutating func withFrame<Result>(_ inputs: SideInputs, until instant: Int64, _ body: (SideFrame) -> Result) -> Result {
        for kind in SideKind.allCases {
            let points = inputs[kind].points
            var end = ends[kind.rawValue]
            precondition(end <= points.count, "a side series only grows")
            starts[kind.rawValue] = end
            while end < points.count, points[end].knownAt <= instant { end += 1 }
            ends[kind.rawValue] = end
        }
        return SideFrame.with(inputs, from: starts, to: ends, body)
    }
}
