/// How a window of n values is put together from windows whose lengths are powers of four.
///
/// A window of 4^k values is four of 4^(k-1) side by side, so that log4 n elementwise passes give every window of a column at once. Nothing is subtracted
/// that was added before, so nothing drifts; each result is a fixed expression of its own n values, so it cannot depend on how the column is cut.
struct WindowPlan: Sendable {
    /// A window of 4^level values that ends `offset` values back in time.
    struct Part: Sendable {
        let level: Int
        let offset: Int
        /// Values covered by this part and all newer ones.
        let covered: Int
        /// One over its number of values.
        let scale: Double
        /// Its part in the values covered.
        let share: Double
        /// The weight of the square of its mean's distance in the sum of squared deviations of the values covered.
        let weight: Double

        /// A part without weight.
        static let nothing = Part(level: 0, offset: 0, share: 0, weight: 0)

        private init(level: Int, offset: Int, share: Double, weight: Double) {
            (self.level, self.offset, self.share, self.weight) = (level, offset, share, weight)
            covered = offset
            scale = 1
        }

        init(level: Int, offset: Int) {
            self.level = level
            self.offset = offset
            let width = 1 << (2 * level)
            covered = offset + width
            scale = 1 / Double(width)
            share = Double(width) / Double(covered)
            weight = Double(width) * Double(offset) / Double(covered)
        }
    }

    let length: Int
    /// Level of the largest windows; row k of a fold holds those of 4^k values.
    let levels: Int
    /// How many of the largest, side by side, the window starts with: 1 to 4.
    let topCount: Int
    /// The parts behind them, newest first.
    let rests: [Part]
    /// For choices, where windows may overlap: the level of the largest windows shorter than the whole, and where 1 to 4 of them end that cover it.
    let cover: (level: Int, offsets: [Int])

    init(length: Int) {
        precondition(length >= 1, "a window holds something")
        self.length = length
        let exponent = (Int.bitWidth - 1 - length.leadingZeroBitCount) / 2
        // Four windows of the level below come in the same pass as one of this level.
        levels = exponent > 0 && length >> (2 * exponent) == 1 ? exponent - 1 : exponent
        topCount = min(4, length >> (2 * levels))
        var covered = topCount << (2 * levels)
        var rests: [Part] = []
        for level in (0...levels).reversed() {
            while length - covered >= 1 << (2 * level) {
                rests.append(Part(level: level, offset: covered))
                covered += 1 << (2 * level)
            }
        }
        self.rests = rests
        let isPower = exponent > 0 && length == 1 << (2 * exponent)
        let level = isPower ? exponent - 1 : exponent
        let width = 1 << (2 * level)
        let number = (length + width - 1) / width
        cover = (level, (0..<number).map { min($0 * width, length - width) })
    }

    var topWidth: Int { 1 << (2 * levels) }
}
