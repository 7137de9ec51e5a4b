/// Keeps outputs NaN until their warm-up is over.
struct WarmupMask: Sendable {
    /// Outputs that are still to be masked.
    private(set) var remaining: Int
    private var hasStarted = false

    init(warmup: Int) {
        remaining = warmup
    }

    /// Passes over the leading NaN of an input, answering them with NaN. Returns their number; 0 once a number has been seen.
    @inline(__always)
    mutating func skipLeading(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) -> Int {
        if hasStarted { return 0 }
        let length = ColumnMath.leadingNaNs(input, count: count)
        ColumnMath.fillNaN(output, count: length)
        hasStarted = length < count
        return length
    }

    /// How many of the next `count` outputs belong to the warm-up.
    @inline(__always)
    mutating func take(_ count: Int) -> Int {
        let masked = min(remaining, count)
        remaining -= masked
        return masked
    }

    /// Overwrites the part of the next `count` outputs that belongs to the warm-up.
    @inline(__always)
    mutating func apply(_ output: UnsafeMutablePointer<Double>, count: Int) {
        if remaining > 0 { ColumnMath.fillNaN(output, count: take(count)) }
    }
}
