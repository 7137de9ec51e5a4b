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

    @inline(__always)
    private mutating func add(_ x: Double) -> Double {
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

    @inline(__always)
    private mutating func run(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        typealias Pair = SIMD2<Double>
        let source = UnsafeRawPointer(input)
        let target = UnsafeMutableRawPointer(output)
        var carry = Pair(repeating: carry)
        var byte = 0
        let end = count &* 8
        while byte < end {
            let a = source.loadUnaligned(fromByteOffset: byte, as: Pair.self)
            let b = source.loadUnaligned(fromByteOffset: byte &+ 16, as: Pair.self)
            let firstTwo = a + Pair(0, a.x)
            let lastTwo = (b + Pair(0, b.x)) + Pair(firstTwo.y, firstTwo.y)
            let totals = lastTwo + carry
            target.storeBytes(of: firstTwo + carry, toByteOffset: byte, as: Pair.self)
            target.storeBytes(of: totals, toByteOffset: byte &+ 16, as: Pair.self)
            carry = Pair(totals.y, totals.y)
            byte &+= 32
        }
        self.carry = carry.x
    }
}
