/// How a window of n values is put together from windows whose lengths are powers of two.
///
/// A window of 2^k values is two of 2^(k-1) side by side, so that log2 n elementwise passes give every window of a column at once. Nothing is subtracted
/// that was added before, so nothing drifts; each result is a fixed expression of its own n values, so it cannot depend on how the column is cut.
struct WindowPlan: Sendable {
    /// A power-of-two window that completes the largest one, `offset` values back in time.
    struct Rest: Sendable {
        let level: Int
        let offset: Int
        /// Values covered by this part and all newer ones.
        let covered: Int
        var width: Int { 1 << level }
    }

    let length: Int
    /// log2 of the largest power-of-two window that fits.
    let levels: Int
    /// What is missing besides the largest, newest first.
    let rests: [Rest]

    init(length: Int) {
        precondition(length >= 1, "a window holds something")
        self.length = length
        levels = Int.bitWidth - 1 - length.leadingZeroBitCount
        var covered = 1 << levels
        var rests: [Rest] = []
        for level in (0..<levels).reversed() where length & (1 << level) != 0 {
            let offset = covered
            covered += 1 << level
            rests.append(Rest(level: level, offset: offset, covered: covered))
        }
        self.rests = rests
    }
}
