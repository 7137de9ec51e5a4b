/// The non-decreasing step function nearest to outcomes in least squares, by pooling adjacent violators (Ayer et al. 1955).
public struct IsotonicRegression: Hashable, Sendable {
    /// Where each step starts, ascending; the first step also holds for everything below it.
    public let starts: [Double]
    /// The value of each step, non-decreasing.
    public let values: [Double]

    public init(starts: [Double], values: [Double]) {
        precondition(starts.count == values.count && !starts.isEmpty, "each step starts somewhere")
        self.starts = starts
        self.values = values
    }

    /// Fits outcomes by their places; nil for none. Observations at the same place are pooled first, so that their order does not matter.
    /// `weights`, one for each outcome and above 0, say how many observations each stands for; one by default.
    public init?(places: [Double], outcomes: [Double], weights: [Double]? = nil) {
        precondition(places.count == outcomes.count, "a place for each outcome")
        precondition(weights.map { $0.count == outcomes.count && $0.allSatisfy { $0 > 0 } } ?? true, "a weight for each outcome")
        guard !places.isEmpty, places.allSatisfy(\.isFinite) else { return nil }
        var pools: [(start: Double, sum: Double, count: Double)] = []
        for index in places.indices.sorted(by: { (places[$0], $0) < (places[$1], $1) }) {
            if let last = pools.indices.last, pools[last].start == places[index] {
                pools[last].sum += (weights?[index] ?? 1) * outcomes[index]
                pools[last].count += weights?[index] ?? 1
            } else {
                let weight = weights?[index] ?? 1
                pools.append((places[index], weight * outcomes[index], weight))
            }
        }
        var merged: [(start: Double, sum: Double, count: Double)] = []
        for pool in pools {
            merged.append(pool)
            while merged.count > 1 {
                let (a, b) = (merged[merged.count - 2], merged[merged.count - 1])
                guard a.sum * b.count >= b.sum * a.count else { break }
                merged.removeLast(2)
                merged.append((a.start, a.sum + b.sum, a.count + b.count))
            }
        }
        self.init(starts: merged.map(\.start), values: merged.map { $0.sum / $0.count })
    }

    /// The value of the step that a place lies on.
    public func value(at place: Double) -> Double {
        var index = 0
        for candidate in starts.indices where starts[candidate] <= place { index = candidate }
        return values[index]
    }
}
