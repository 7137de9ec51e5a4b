/// The sum s[t] = x[t] + b s[t-1], in groups of four values that are aligned to the start of the column whatever the cutting: l is summed within the
/// group, and the sum c at the end of the group before is carried in, s = l + b^j c. Then the chain from one value to the next has one link a group.
struct DecayingSum: Sendable {
    typealias Pair = SIMD2<Double>

    let decay: Double
    private let decay2: Double
    private let decay3: Double
    private let decay4: Double
    /// s at the end of the group before; of the newest value until the first group begins.
    private var carry = 0.0
    /// In a group begun: its newest value, and l of its second.
    private var last = 0.0
    private var local = 0.0
    /// Place of the next value in its group, 0...3.
    private(set) var place = 0
    /// Whether the recurrence has come to its first aligned group.
    private(set) var isGrouped = false

    init(decay: Double) {
        self.decay = decay
        decay2 = decay * decay
        decay3 = decay2 * decay
        decay4 = decay2 * decay2
    }

    /// Counts values that are not part of the sum.
    mutating func pass(_ count: Int) { place = (place + count) & 3 }

    /// Starts from a sum that stands for the newest value passed.
    mutating func start(from sum: Double) {
        carry = sum
        isGrouped = place == 0
    }

    /// One value.
    @inline(__always)
    mutating func add(_ x: Double) -> Double {
        let sum: Double
        if isGrouped {
            switch place {
            case 0: sum = x + decay * carry
            case 1:
                local = x + decay * last
                sum = local + decay2 * carry
            case 2: sum = (x + decay * local) + decay3 * carry
            default:
                sum = ((x + decay * last) + decay2 * local) + decay4 * carry
                carry = sum
            }
            last = x
            place = (place + 1) & 3
        } else {
            sum = x + decay * carry
            carry = sum
            place = (place + 1) & 3
            isGrouped = place == 0
        }
        return sum
    }

    /// The four values of a group, with the same operations on lanes. Place must be 0.
    @inline(__always)
    mutating func add(_ low: Pair, _ high: Pair) -> (Pair, Pair) {
        let step = Pair(0, decay)
        let lowLocal = low + step * Pair(low.x, low.x)
        let highLocal = (high + step * Pair(high.x, high.x)) + Pair(decay, decay2) * Pair(lowLocal.y, lowLocal.y)
        let carries = Pair(carry, carry)
        let sums = (lowLocal + Pair(decay, decay2) * carries, highLocal + Pair(decay3, decay4) * carries)
        carry = sums.1.y
        return sums
    }
}
