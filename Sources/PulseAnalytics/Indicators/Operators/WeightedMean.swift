/// The mean of the last n values with weights n for the newest down to 1 for the oldest.
///
/// With S the sum and T the weighted sum of a window, T of neighbours is the sum of theirs, and of each S times the number of older values. Values are
/// taken relative to the first one ever seen, so that a column that never moves gives exactly its value.
public struct WeightedMean: ColumnOperator {
    public let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask
    private var reference = Double.nan

    /// Traps on a period below 1.
    public init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: 2 * (plan.levels + 2), past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        if reference.isNaN, skipped < count { reference = input[skipped] }
        Tile.forEach(count - skipped) { offset, count in
            fold(input + skipped + offset, count: count, into: output + skipped + offset)
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    private mutating func fold(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let plan = plan
        let reference = reference
        let scale = 2 / (Double(plan.length) * Double(plan.length + 1))
        rows.extend(by: count) { first, stride in
            // Even rows hold sums, odd rows weighted sums.
            ColumnMath.map(input, count, into: first) { $0 - reference }
            (first + stride).update(from: first, count: count)
            var sums = first
            for level in 0..<plan.levels {
                Self.join(sums, sums + stride, 1 << (2 * level), 4, count, into: sums + 2 * stride, sums + 3 * stride)
                sums += 2 * stride
            }
            // The window itself grows in the two rows on top, of which nothing older is ever read.
            let (sum, weighted) = (sums + 2 * stride, sums + 3 * stride)
            Self.join(sums, sums + stride, plan.topWidth, plan.topCount, count, into: sum, weighted)
            for rest in plan.rests {
                let part = first + (2 * rest.level * stride - rest.offset)
                Self.complete(sum, weighted, with: part, part + stride, 1 / rest.scale, count)
            }
            ColumnMath.map(weighted, count, into: output) { reference + $0 * scale }
        }
    }

    /// Joins `number` neighbouring windows of `width` values.
    @inline(__always)
    private static func join(
        _ sums: UnsafePointer<Double>, _ weighted: UnsafePointer<Double>, _ width: Int, _ number: Int, _ count: Int,
        into sumTarget: UnsafeMutablePointer<Double>, _ weightedTarget: UnsafeMutablePointer<Double>
    ) {
        let windows = Windows(sums: sums, weighted: weighted, width: width, sumTarget: sumTarget, weightedTarget: weightedTarget)
        switch number {
        case 1: windows.join(1, count)
        case 2: windows.join(2, count)
        case 3: windows.join(3, count)
        default: windows.join(4, count)
        }
    }

    /// Rows of sums and weighted sums of all windows of one width, and where to put those of wider ones.
    private struct Windows {
        let sums: UnsafePointer<Double>
        let weighted: UnsafePointer<Double>
        let width: Int
        let sumTarget: UnsafeMutablePointer<Double>
        let weightedTarget: UnsafeMutablePointer<Double>

        /// Inlined once for each number. Whole registers to the end and beyond, into the slack of the rows.
        @inline(__always)
        func join(_ number: Int, _ count: Int) {
            let step = Double(width)
            var start = 0
            while start < count {
                let at = LaneSpan(start: start, count: 4)
                var sum = at.load(sums)
                var total = at.load(weighted)
                if number > 1 { append(at, 1, step, &sum, &total) }
                if number > 2 { append(at, 2, step, &sum, &total) }
                if number > 3 { append(at, 3, step, &sum, &total) }
                at.store(sum, sumTarget)
                at.store(total, weightedTarget)
                start &+= 4
            }
        }

        /// Lifts what is there by one window's width and puts the window `back` beneath it.
        @inline(__always)
        private func append(_ at: LaneSpan, _ back: Int, _ step: Double, _ sum: inout ColumnMath.Lanes, _ total: inout ColumnMath.Lanes) {
            total = (total + step * sum) + at.load(weighted - back * width)
            sum += at.load(sums - back * width)
        }
    }

    /// Joins the older windows of a rest to what is there already.
    @inline(__always)
    private static func complete(
        _ sums: UnsafeMutablePointer<Double>, _ weighted: UnsafeMutablePointer<Double>, with olderSums: UnsafePointer<Double>,
        _ olderWeighted: UnsafePointer<Double>, _ olderCount: Double, _ count: Int
    ) {
        ColumnMath.sweep(count) { at in
            let sum = at.load(sums)
            at.store((at.load(weighted) + olderCount * sum) + at.load(olderWeighted), weighted)
            at.store(sum + at.load(olderSums), sums)
        }
    }
}
