/// The sum of the previous `period` values, this one excluded, in two additions a value and without drift.
///
/// The values are laid out in blocks of `period`, counted from the first one. The window always covers the rest of the previous block and
/// the beginning of the present one: the sums of the rests are prepared once a block, the beginning is summed on the way. Nothing is ever
/// subtracted, so an extreme (or a NaN) leaves no trace after two blocks, and nothing depends on how the series is cut.
struct AlignedWindowSum: Sendable {
    private let period: Int
    private var phase = 0
    private var beginning = SIMD4<Double>.zero
    private var values: [SIMD4<Double>]
    /// Sums of the previous block from each position to its end.
    private var rests: [SIMD4<Double>]

    init(period: Int) {
        precondition(period > 0, "a window holds something")
        self.period = period
        values = Array(repeating: .zero, count: period)
        rests = Array(repeating: .init(repeating: .nan), count: period)
    }

    /// The sum of the `period` values before this one (NaN before there are so many), four lanes at a time.
    @inline(__always)
    mutating func sumBefore(_ value: SIMD4<Double>) -> SIMD4<Double> {
        let sum = rests[phase] + beginning
        values[phase] = value
        phase += 1
        if phase < period {
            beginning += value
        } else {
            turn()
        }
        return sum
    }

    /// Ends a block.
    private mutating func turn() {
        var rest = SIMD4<Double>.zero
        for position in stride(from: period - 1, through: 0, by: -1) {
            rest += values[position]
            rests[position] = rest
        }
        phase = 0
        beginning = .zero
    }
}
