import PulseCore

/// Side inputs as they were known at each moment: what lies ahead is not there at all.
struct GrowingSide {
    private let all: SideInputs
    private let kinds: [SideKind]
    private var known = SideInputs()
    private var next: [Int]

    init(_ all: SideInputs) {
        self.all = all
        kinds = all.kinds
        next = kinds.map { _ in 0 }
    }

    /// Adds what became known until an instant, in milliseconds since the epoch.
    mutating func advance(to instant: Int64) -> SideInputs {
        for (index, kind) in kinds.enumerated() {
            let points = all[kind].points
            while next[index] < points.count, points[next[index]].knownAt <= instant {
                known[kind].append(points[next[index]])
                next[index] += 1
            }
        }
        return known
    }
}
