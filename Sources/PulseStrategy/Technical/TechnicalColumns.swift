/// The technical head's intermediate columns for one block, in memory of that block only.
struct TechnicalColumns {
    enum Column: Int {
        /// Exponential means of the close that more than one category uses.
        case mean12, mean26, mean20
        /// The categories' scores.
        case trend, momentum, volatility
        /// What a category needs for itself.
        case scratch0, scratch1, scratch2, scratch3, scratch4, scratch5, scratch6, scratch7, scratch8, scratch9
    }

    static let count = Column.scratch9.rawValue + 1

    let base: UnsafeMutablePointer<Double>

    @inline(__always)
    subscript(column: Column) -> UnsafeMutablePointer<Double> { base + column.rawValue * HeadFrame.maximumCount }
}

/// Opinions from 0 to 1, without branches, so that whole columns are scored in vector registers.
enum Opinion {
    /// One half at 0, 1 at `reach` and beyond, 0 at -`reach` and beyond.
    @inline(__always)
    static func centred(_ value: Double, reach: Double) -> Double { clamped(0.5 + value * (0.5 / reach)) }

    /// Where a price lies from `low` (0) to `high` (1); one half where there is nothing between.
    @inline(__always)
    static func position(_ price: Double, low: Double, high: Double) -> Double {
        let place = (price - low) / (high - low)
        return high > low ? clamped(place) : 0.5
    }

    @inline(__always)
    static func clamped(_ value: Double) -> Double {
        let atLeast = value > 0 ? value : 0
        return atLeast < 1 ? atLeast : 1
    }
}
