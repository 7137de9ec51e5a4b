/// The windows that `RollingMoments` has joined so far: neighbours of one width, then, once a rest is joined to them, their means and sums of squared
/// deviations in two rows of their own.
struct JoinedWindows {
    typealias Pair = ColumnMath.Pair

    let neighbours: NeighbouringWindows
    /// How many neighbours; 0 where the rows hold what is joined.
    var number: Int
    let means: UnsafeMutablePointer<Double>
    let squares: UnsafeMutablePointer<Double>

    /// Joins the windows of a rest, at two positions. `scale` is one over the width of the neighbours.
    @inline(__always)
    func joined(
        with rest: WindowPlan.Part, _ olderSums: UnsafePointer<Double>, _ olderSquares: UnsafePointer<Double>, _ start: Int, _ scale: Double
    ) -> (mean: Pair, squares: Pair) {
        let (mean, total) =
            number == 0
            ? (ColumnMath.loadPair(means, start), ColumnMath.loadPair(squares, start)) : neighbours.joined(start, number, scale)
        let difference = ColumnMath.loadPair(olderSums, start) * rest.scale - mean
        return (mean + difference * rest.share, (total + ColumnMath.loadPair(olderSquares, start)) + difference * difference * rest.weight)
    }

    /// The same for all positions, into the rows.
    mutating func join(_ rest: WindowPlan.Part, _ older: UnsafePointer<Double>, stride: Int, _ count: Int) {
        let scale = 1 / Double(neighbours.width)
        var start = 0
        while start < count {
            let (mean, total) = joined(with: rest, older, older + stride, start, scale)
            ColumnMath.storePair(mean, means, start)
            ColumnMath.storePair(total, squares, start)
            start &+= 2
        }
        number = 0
    }
}
