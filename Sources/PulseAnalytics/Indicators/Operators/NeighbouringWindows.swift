/// Rows of the sums and of the sums of squared deviations of all windows of `width` values. Those of single values are 0.
struct NeighbouringWindows {
    typealias Pair = ColumnMath.Pair

    let sums: UnsafeMutablePointer<Double>
    let squares: UnsafeMutablePointer<Double>
    let width: Int

    /// Fills the next two rows with those of windows four times as wide.
    @inline(__always)
    func raise(_ count: Int, stride: Int) {
        if width == 1 { return NeighbouringValues.deviateFours(sums, count, sums: sums + 2 * stride, squares: squares + 2 * stride) }
        let pair = 0.5 / Double(width)
        var start = 0
        while start < count {
            // Whole registers to the end and beyond, into the slack.
            let (sum, total) = four(start, pair)
            ColumnMath.storePair(sum, sums + 2 * stride, start)
            ColumnMath.storePair(total, squares + 2 * stride, start)
            start &+= 2
        }
    }

    /// Sums over four neighbouring windows: two and two, then the twos. `pair` is 1 / (2 width), which makes the square of the difference of two sums what
    /// joining their windows adds to the squared deviations.
    @inline(__always)
    private func four(_ start: Int, _ pair: Double) -> (sum: Pair, squares: Pair) {
        let (a, b) = (sum(0, start), sum(1, start))
        let (newer, inNewer) = (a + b, (a - b) * (a - b))
        let (c, d) = (sum(2, start), sum(3, start))
        let (older, inOlder) = (c + d, (c - d) * (c - d))
        let joins = (inNewer + inOlder) * pair + (newer - older) * (newer - older) * (0.5 * pair)
        return (newer + older, joins + ((square(0, start) + square(1, start)) + (square(2, start) + square(3, start))))
    }

    /// The window so many widths back, at two positions.
    @inline(__always)
    private func sum(_ back: Int, _ start: Int) -> Pair { ColumnMath.loadPair(sums - back &* width, start) }

    @inline(__always)
    private func square(_ back: Int, _ start: Int) -> Pair { ColumnMath.loadPair(squares - back &* width, start) }

    /// The mean and the sum of squared deviations of `number` neighbouring windows, 1 to 4, at two positions. Where a loop calls this with a number that
    /// stays the same, the choice is predicted.
    @inline(__always)
    func joined(_ start: Int, _ number: Int, _ scale: Double) -> (mean: Pair, squares: Pair) {
        if number == 4 {
            let (sum, total) = four(start, 0.5 * scale)
            return (sum * (0.25 * scale), total)
        }
        let newest = sum(0, start)
        var total = square(0, start)
        if number == 1 { return (newest * scale, total) }
        let older = sum(1, start)
        var mean = (newest + older) * (0.5 * scale)
        total += square(1, start) + (newest - older) * (newest - older) * (0.5 * scale)
        if number == 3 {
            let difference = sum(2, start) * scale - mean
            mean += difference * (1.0 / 3)
            total += square(2, start) + difference * difference * (2 / (3 * scale))
        }
        return (mean, total)
    }
}
