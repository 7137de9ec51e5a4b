/// The percentile of each value among the last n, itself included: 0 for the smallest, 1 for the largest, equal ones in the middle of
/// their places.
///
/// The values are kept in order. The one that leaves and the place of the new one are found by bisection, and what stands between them is
/// moved by one.
package struct PercentileWindow: Sendable {
    package let length: Int
    /// The values by age: a ring, the oldest at `next`; behind them the same values in ascending order.
    /// As bit patterns, which are ordered as the numbers are where none is negative, and compared without branches.
    private var storage: [Int64]
    private var next = 0
    private var count = 0
    private let scale: Double

    package init(length: Int) {
        precondition(length >= 2, "a percentile needs others to compare with")
        self.length = length
        storage = [Int64](repeating: 0, count: 2 * length)
        scale = 0.5 / Double(length - 1)
    }

    /// Takes a value, at least 0 and not NaN, and returns its percentile; NaN until there are n values.
    @inline(__always)
    package mutating func add(_ number: Double) -> Double {
        // Plus 0, so that a negative zero is none.
        let value = Int64(bitPattern: (number + 0).bitPattern)
        let (length, filled, position) = (length, count, next)
        next = position + 1 == length ? 0 : position + 1
        var places = 0
        storage.withUnsafeMutableBufferPointer { storage in
            guard let ring = storage.baseAddress else { return }
            let sorted = ring + length
            let isFull = filled == length
            // Where the free place is: at the end, or where the oldest value stands. And where the new one belongs.
            let hole = isFull ? Self.lowerBound(of: ring[position], in: sorted, count: length) : filled
            var place = Self.lowerBound(of: value, in: sorted, count: filled)
            ring[position] = value
            if place > hole {
                place -= 1
                (sorted + hole).update(from: sorted + (hole + 1), count: place - hole)
            } else {
                (sorted + (place + 1)).update(from: sorted + place, count: hole - place)
            }
            sorted[place] = value
            let last = isFull ? length - 1 : filled
            var above = place
            while above < last, sorted[above + 1] == value { above += 1 }
            places = place + above
        }
        if filled < length {
            count = filled + 1
            if count < length { return .nan }
        }
        return Double(places) * scale
    }

    /// The first place whose value is not below `value`. The sign of a difference, spread over all bits, takes the place of a branch that
    /// no processor could guess.
    @inline(__always)
    private static func lowerBound(of value: Int64, in sorted: UnsafeMutablePointer<Int64>, count: Int) -> Int {
        if count == 0 { return 0 }
        var base = 0
        var size = count
        // Quarters first: three comparisons that do not wait for one another.
        while size >= 4 {
            let quarter = size >> 2
            let probe = sorted + (base &+ quarter &- 1)
            let first = Int((probe[0] &- value) >> 63)
            let second = Int((probe[quarter] &- value) >> 63)
            let third = Int((probe[2 &* quarter] &- value) >> 63)
            base &+= (quarter & first) &+ (quarter & second) &+ (quarter & third)
            size &-= 3 &* quarter
        }
        while size > 1 {
            let half = size >> 1
            base &+= half & Int((sorted[base &+ half &- 1] &- value) >> 63)
            size &-= half
        }
        return base &- Int((sorted[base] &- value) >> 63)
    }
}
