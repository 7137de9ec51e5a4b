/// The sum of all values so far, in groups of four from the start on: summed within the group, then onto the total of the groups before.
public struct RunningTotal: ColumnOperator {
    public var warmup: Int { 0 }
    /// Total of the groups before.
    private var carry = 0.0
    /// In a group begun: its first value, then its first two, then those and the third apart.
    private var pair = 0.0
    private var third = 0.0
    private var place = 0

    public init() {}

    /// Starts anew with the next value.
    public mutating func restart() { self = RunningTotal() }

    @inline(__always)
    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        var index = 0
        while index < count, place != 0 {
            output[index] = add(input[index])
            index += 1
        }
        let grouped = (count - index) & ~3
        run(input + index, count: grouped, into: output + index)
        index += grouped
        while index < count {
            output[index] = add(input[index])
            index += 1
        }
    }

    /// The total with one value more.
    @inline(__always)
    mutating func add(_ x: Double) -> Double {
        defer { place = (place + 1) & 3 }
        switch place {
        case 0:
            pair = x
            return x + carry
        case 1:
            pair = x + pair
            return pair + carry
        case 2:
            third = x
            return (x + pair) + carry
        default:
            carry = ((x + third) + pair) + carry
            return carry
        }
    }

    /// Whether the next value is the first of a group.
    var isAtGroup: Bool { place == 0 }

    /// The totals at the next four values; `isAtGroup` must be true.
    @inline(__always)
    mutating func group(_ low: SIMD2<Double>, _ high: SIMD2<Double>) -> (SIMD2<Double>, SIMD2<Double>) {
        let firstTwo = low + SIMD2(0, low.x)
        let lastTwo = (high + SIMD2(0, high.x)) + SIMD2(firstTwo.y, firstTwo.y)
        let before = SIMD2(carry, carry)
        let totals = lastTwo + before
        carry = totals.y
        return (firstTwo + before, totals)
    }

    @inline(__always)
    private mutating func run(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        var total = self
        var start = 0
        while start < count {
            let (low, high) = total.group(ColumnMath.loadPair(input, start), ColumnMath.loadPair(input, start &+ 2))
            ColumnMath.storePair(low, output, start)
            ColumnMath.storePair(high, output, start &+ 2)
            start &+= 4
        }
        self = total
    }
}
