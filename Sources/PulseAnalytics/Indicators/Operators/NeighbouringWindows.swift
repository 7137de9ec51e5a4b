/// Rows of the sums and of the sums of squared deviations of all windows of `width` values. Those of single values are 0.
struct NeighbouringWindows {
    typealias Lanes = ColumnMath.Lanes

    let sums: UnsafeMutablePointer<Double>
    let squares: UnsafeMutablePointer<Double>
    let width: Int

    /// Fills the next two rows with those of windows four times as wide.
    @inline(__always)
    func raise(_ count: Int, stride: Int) {
        // Loops of their own, because the optimiser does not inline a closure of this size.
        let pair = 0.5 / Double(width)
        var start = 0
        while start < count {
            // Whole registers to the end and beyond, into the slack.
            let at = LaneSpan(start: start, count: 4)
            let (sum, total) = four(at, pair)
            at.store(sum, sums + 2 * stride)
            at.store(total, squares + 2 * stride)
            start &+= 4
        }
    }

    /// Sums over four neighbouring windows: two and two, then the twos. `pair` is 1 / (2 width), which makes the square of the difference of two sums what
    /// joining their windows adds to the squared deviations.
    @inline(__always)
    private func four(_ at: LaneSpan, _ pair: Double) -> (sum: Lanes, squares: Lanes) {
        let (a, b) = (at.load(sums), at.load(sums - width))
        let (c, d) = (at.load(sums - 2 * width), at.load(sums - 3 * width))
        let (newer, older) = (a + b, c + d)
        let (inNewer, inOlder, between) = (a - b, c - d, newer - older)
        var total = (inNewer * inNewer + inOlder * inOlder) * pair + between * between * (0.5 * pair)
        if width > 1 {
            total += (at.load(squares) + at.load(squares - width)) + (at.load(squares - 2 * width) + at.load(squares - 3 * width))
        }
        return (newer + older, total)
    }

    /// Fills two rows with the means and the sums of squared deviations of `number` neighbouring windows.
    @inline(__always)
    func join(_ number: Int, _ count: Int, _ means: UnsafeMutablePointer<Double>, _ target: UnsafeMutablePointer<Double>) {
        switch number {
        case 1: sweep(1, count, means, target)
        case 2: sweep(2, count, means, target)
        case 3: sweep(3, count, means, target)
        default: sweep(4, count, means, target)
        }
    }

    @inline(__always)
    private func sweep(_ number: Int, _ count: Int, _ means: UnsafeMutablePointer<Double>, _ target: UnsafeMutablePointer<Double>) {
        let scale = 1 / Double(width)
        var start = 0
        while start < count {
            let at = LaneSpan(start: start, count: 4)
            let (mean, total) = joined(at, number, scale)
            at.store(mean, means)
            at.store(total, target)
            start &+= 4
        }
    }

    @inline(__always)
    private func joined(_ at: LaneSpan, _ number: Int, _ scale: Double) -> (mean: Lanes, squares: Lanes) {
        if number == 4 {
            let (sum, total) = four(at, 0.5 * scale)
            return (sum * (0.25 * scale), total)
        }
        let newest = at.load(sums)
        var total = at.load(squares)
        if number == 1 { return (newest * scale, total) }
        let older = at.load(sums - width)
        var mean = (newest + older) * (0.5 * scale)
        total += at.load(squares - width) + (newest - older) * (newest - older) * (0.5 * scale)
        if number == 3 {
            let difference = at.load(sums - 2 * width) * scale - mean
            mean += difference * (1.0 / 3)
            total += at.load(squares - 2 * width) + difference * difference * (2 / (3 * scale))
        }
        return (mean, total)
    }
}
