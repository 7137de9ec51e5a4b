/// The percentile of each value among the last n, itself included: 0 for the smallest, 1 for the largest, equal ones in the middle of
/// their places.
///
/// The values are kept in order. The one that leaves is found by bisection and the new one shifted into place past those between them:
/// some thirty steps for two hundred values, and mostly fewer, because a value is near the one before it.
package struct PercentileWindow: Sendable {
    package let length: Int
    /// The values by age: a ring, the oldest at `next`; behind them the same values in ascending order.
    private var storage: [Double]
    private var next = 0
    private var count = 0
    private let scale: Double

    package init(length: Int) {
        precondition(length >= 2, "a percentile needs others to compare with")
        self.length = length
        storage = [Double](repeating: 0, count: 2 * length)
        scale = 0.5 / Double(length - 1)
    }

    /// Takes a value (not NaN) and returns its percentile; NaN until there are n values.
    @inline(__always)
    package mutating func add(_ value: Double) -> Double {
        let (length, filled, position) = (length, count, next)
        next = position + 1 == length ? 0 : position + 1
        var place = 0
        storage.withUnsafeMutableBufferPointer { storage in
            guard let ring = storage.baseAddress else { return }
            let sorted = ring + length
            // Where the free place is: at the end, or where the oldest value stood.
            var hole = filled
            if filled == length { hole = Self.lowerBound(of: ring[position], in: sorted, count: length) }
            ring[position] = value
            while hole > 0, sorted[hole - 1] > value {
                sorted[hole] = sorted[hole - 1]
                hole -= 1
            }
            let last = min(filled, length - 1)
            while hole < last, sorted[hole + 1] < value {
                sorted[hole] = sorted[hole + 1]
                hole += 1
            }
            sorted[hole] = value
            var (below, above) = (hole, hole)
            while below > 0, sorted[below - 1] == value { below -= 1 }
            while above < last, sorted[above + 1] == value { above += 1 }
            place = below + above
        }
        if filled < length {
            count = filled + 1
            if count < length { return .nan }
        }
        return Double(place) * scale
    }

    /// The first place whose value is not below `value`, without branches.
    @inline(__always)
    private static func lowerBound(of value: Double, in sorted: UnsafeMutablePointer<Double>, count: Int) -> Int {
        var base = 0
        var size = count
        while size > 1 {
            let half = size >> 1
            base = sorted[base + half - 1] < value ? base + half : base
            size -= half
        }
        return base
    }
}
