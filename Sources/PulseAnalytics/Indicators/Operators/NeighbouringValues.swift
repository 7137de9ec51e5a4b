/// The first pass over a row of single values: windows of four, two and two first, then the twos.
///
/// Each register of neighbours is put together from the two around it and each pair is kept for the next window, so that a value is loaded once where
/// reading at four offsets would load it four times.
enum NeighbouringValues {
    typealias Pair = ColumnMath.Pair

    /// Joins the values t to t-3 for `count` positions, and up to three more in the slack of the rows.
    @inline(__always)
    static func joinFours(
        _ row: UnsafePointer<Double>, _ count: Int, into target: UnsafeMutablePointer<Double>, _ join: (Pair, Pair) -> Pair
    ) {
        var before = ColumnMath.loadPair(row, -2)
        var older = join(before, ColumnMath.loadPair(row, -3))
        var start = 0
        while start < count {
            let (low, high) = (ColumnMath.loadPair(row, start), ColumnMath.loadPair(row, start &+ 2))
            let newer = join(low, Pair(before.y, low.x))
            let newest = join(high, Pair(low.y, high.x))
            ColumnMath.storePair(join(newer, older), target, start)
            ColumnMath.storePair(join(newest, newer), target, start &+ 2)
            (before, older) = (high, newest)
            start &+= 4
        }
    }

    /// The sums of four values, and of their squared deviations: what a pair adds is half the square of its difference, what joining two pairs adds a
    /// quarter of that of their sums.
    @inline(__always)
    static func deviateFours(
        _ row: UnsafePointer<Double>, _ count: Int, sums: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>
    ) {
        var before = ColumnMath.loadPair(row, -2)
        var older = TwoValues(before, ColumnMath.loadPair(row, -3))
        var start = 0
        while start < count {
            let (low, high) = (ColumnMath.loadPair(row, start), ColumnMath.loadPair(row, start &+ 2))
            let newer = TwoValues(low, Pair(before.y, low.x))
            let newest = TwoValues(high, Pair(low.y, high.x))
            ColumnMath.storePair(newer.sum + older.sum, sums, start)
            ColumnMath.storePair(newest.sum + newer.sum, sums, start &+ 2)
            ColumnMath.storePair(newer.deviation(with: older), squares, start)
            ColumnMath.storePair(newest.deviation(with: newer), squares, start &+ 2)
            (before, older) = (high, newest)
            start &+= 4
        }
    }

    /// Two neighbouring values, at two positions.
    private struct TwoValues {
        let sum: Pair
        let square: Pair

        @inline(__always)
        init(_ newer: Pair, _ older: Pair) {
            sum = newer + older
            square = (newer - older) * (newer - older)
        }

        @inline(__always)
        func deviation(with older: TwoValues) -> Pair {
            let between = sum - older.sum
            return (square + older.square) * 0.5 + between * between * 0.25
        }
    }
}
