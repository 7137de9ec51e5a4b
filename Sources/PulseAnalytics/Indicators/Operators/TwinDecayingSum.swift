/// Two decaying sums with one decay, or one each, that go side by side through the processor's lanes.
struct TwinDecayingSum: Sendable {
    typealias Pair = SIMD2<Double>

    private let decay: Pair
    private let decay2: Pair
    private let decay3: Pair
    private let decay4: Pair
    private var carry = Pair(0, 0)
    private var local = Pair(0, 0)
    private(set) var place = 0
    private(set) var isGrouped = false

    init(decay: Pair) {
        self.decay = decay
        decay2 = decay * decay
        decay3 = decay2 * decay
        decay4 = decay2 * decay2
    }

    /// Counts values that are not part of the sums.
    mutating func pass(_ count: Int) { place = (place + count) & 3 }

    /// Starts from sums that stand for the newest values passed.
    mutating func start(from sums: Pair) {
        carry = sums
        isGrouped = place == 0
    }

    /// One value of each.
    @inline(__always)
    mutating func add(_ x: Pair) -> Pair {
        let sum: Pair
        if isGrouped {
            local = place == 0 ? x : x + decay * local
            switch place {
            case 0: sum = local + decay * carry
            case 1: sum = local + decay2 * carry
            case 2: sum = local + decay3 * carry
            default:
                sum = local + decay4 * carry
                carry = sum
            }
            place = (place + 1) & 3
        } else {
            sum = x + decay * carry
            carry = sum
            place = (place + 1) & 3
            isGrouped = place == 0
        }
        return sum
    }

    /// One group. Place must be 0.
    @inline(__always)
    mutating func add(_ x0: Pair, _ x1: Pair, _ x2: Pair, _ x3: Pair) -> (Pair, Pair, Pair, Pair) {
        let local1 = x1 + decay * x0
        let local2 = x2 + decay * local1
        let local3 = x3 + decay * local2
        let (sum0, sum1, sum2) = (x0 + decay * carry, local1 + decay2 * carry, local2 + decay3 * carry)
        carry = local3 + decay4 * carry
        return (sum0, sum1, sum2, carry)
    }
}
