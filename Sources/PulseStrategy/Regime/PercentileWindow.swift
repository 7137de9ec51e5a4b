/// The percentile of each number among the last n, itself included: 0 for the smallest, 1 for the largest, equal ones in the middle of
/// their places.
///
/// Nothing is kept in order: those below and those equal are counted anew for each number, by short keys, eight at a time and without a
/// branch. Only where another number has the same key are the numbers themselves compared. (Bisection in an ordered window and
/// moving what stands between were mostly guesses that no processor could make: the regime detector took 126 ns a candle with them and
/// takes 97 with this, for 200 numbers.)
package struct PercentileWindow: Sendable {
    private typealias Keys = SIMD8<Int16>

    package let length: Int
    /// The last n numbers, a ring with the oldest at `next`, and their keys. Places that hold none are NaN and `blank`.
    private var numbers: [Double]
    private var keys: [Keys]
    private var next = 0
    private var filled = 0
    private let scale: Double

    /// Above all keys.
    private static let blank = Int16.max

    package init(length: Int) {
        precondition(length >= 2, "a percentile needs others to compare with")
        precondition(length < 1 << 15, "counts fit into lanes of 16 bits")
        self.length = length
        numbers = [Double](repeating: .nan, count: length)
        keys = [Keys](repeating: Keys(repeating: Self.blank), count: (length + Keys.scalarCount - 1) / Keys.scalarCount)
        scale = 0.5 / Double(length - 1)
    }

    /// Takes the next numbers and writes a percentile for each: NaN until there are n, and for what is negative or not finite, which is
    /// left out.
    package mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let (length, scale) = (length, scale)
        var (next, filled) = (next, filled)
        numbers.withUnsafeMutableBufferPointer { numbers in
            keys.withUnsafeMutableBufferPointer { keys in
                guard let numbers = numbers.baseAddress, let words = keys.baseAddress else { return }
                let places = UnsafeMutableRawPointer(words).assumingMemoryBound(to: Int16.self)
                for index in 0..<count {
                    let number = input[index]
                    guard number >= 0, number < .infinity else {
                        output[index] = .nan
                        continue
                    }
                    // The one that leaves is no longer counted, and the new one is not counted against itself.
                    let key = Self.key(number)
                    (numbers[next], places[next]) = (.nan, Self.blank)
                    filled = filled < length ? filled &+ 1 : length
                    output[index] = filled < length ? .nan : Double(Self.rank(of: number, key, numbers, words, length)) * scale
                    (numbers[next], places[next]) = (number, key)
                    next = next &+ 1 == length ? 0 : next &+ 1
                }
            }
        }
        (self.next, self.filled) = (next, filled)
    }

    /// Twice the numbers below, and once those that are equal.
    @inline(__always)
    private static func rank(
        of number: Double, _ key: Int16, _ numbers: UnsafePointer<Double>, _ keys: UnsafePointer<Keys>, _ length: Int
    ) -> Int {
        let wanted = Keys(repeating: key)
        let one = Keys(repeating: 1)
        var below = Keys(repeating: 0)
        var equal = Keys(repeating: 0)
        for word in 0..<(length &+ (Keys.scalarCount - 1)) / Keys.scalarCount {
            below &+= Keys(repeating: 0).replacing(with: one, where: keys[word] .< wanted)
            equal &+= Keys(repeating: 0).replacing(with: one, where: keys[word] .== wanted)
        }
        let equals = unsafeBitCast(equal, to: SIMD2<UInt64>.self)
        if equals.x | equals.y == 0 {
            // Four lanes of each half side by side, and their sum in the highest: no lane overflows, as the window is shorter than that.
            let halves = unsafeBitCast(below, to: SIMD2<UInt64>.self)
            return 2 * Int(truncatingIfNeeded: ((halves.x &+ halves.y) &* 0x0001_0001_0001_0001) >> 48)
        }
        return exactRank(of: number, numbers, length)
    }

    @inline(never)
    private static func exactRank(of number: Double, _ numbers: UnsafePointer<Double>, _ length: Int) -> Int {
        var rank = 0
        // Without branches; NaN adds nothing.
        for place in 0..<length { rank &+= (numbers[place] < number ? 1 : 0) &+ (numbers[place] <= number ? 1 : 0) }
        return rank
    }

    /// A number's first 16 significant bits, from 2^-26 to 2^6, and the ends for what lies beyond: of two numbers, the larger never has the
    /// smaller key.
    @inline(__always)
    private static func key(_ number: Double) -> Int16 {
        // The sign is left out, as that of a negative zero says nothing.
        let bits = Int(truncatingIfNeeded: number.magnitude.bitPattern >> 41) &- (1_023 - 26) << 11
        return Int16(truncatingIfNeeded: min(max(bits, 0), 0xFFFE) &- 0x8000)
    }
}
