/// Mean and population standard deviation of the last n values.
///
/// Sums of squared deviations are joined by the rule of Chan, Golub and LeVeque (1979): M2 = M2a + M2b + d^2 ab / (a + b), d the difference of the two
/// means. Every term is positive, so nothing cancels, and the deviation of equal values is exactly 0. The mean has the bits of `SimpleMean`.
public struct RollingMoments: Sendable {
    public let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: 2 * (plan.levels + 2), past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    /// Takes the next values. Neither output may be the input's own memory.
    public mutating func process(
        _ input: UnsafePointer<Double>, count: Int, mean: UnsafeMutablePointer<Double>, deviation: UnsafeMutablePointer<Double>
    ) {
        let skipped = mask.skipLeading(input, count: count, into: mean)
        ColumnMath.fillNaN(deviation, count: skipped)
        let share = share
        Tile.forEach(count - skipped) { offset, count in
            let start = skipped + offset
            process(input + start, count: count) { at, value, squares in
                at.store(value, mean + start)
                at.store((squares * share).squareRoot(), deviation + start)
            }
        }
        let masked = mask.take(count - skipped)
        ColumnMath.fillNaN(mean + skipped, count: masked)
        ColumnMath.fillNaN(deviation + skipped, count: masked)
    }

    /// 1 / n.
    var share: Double { 1 / Double(plan.length) }

    /// The same with the sums of squared deviations, n times the squares of the standard deviations, handed to `finish` for each position.
    @inline(__always)
    mutating func process(
        _ input: UnsafePointer<Double>, count: Int,
        _ finish: (_ at: LaneSpan, _ mean: ColumnMath.Lanes, _ squares: ColumnMath.Lanes) -> Void
    ) {
        let plan = plan
        let stride = rows.stride
        rows.extend(by: count) { first in
            // Even rows hold sums, odd rows the sums of squared deviations; those of single values (row 1) are 0 and never written.
            first.update(from: input, count: count)
            var top = NeighbouringWindows(sums: first, squares: first + stride, width: 1)
            for _ in 0..<plan.levels {
                top.raise(count, stride: stride)
                top = NeighbouringWindows(sums: top.sums + 2 * stride, squares: top.squares + 2 * stride, width: 4 * top.width)
            }
            // What is joined so far stands in two rows of its own, of which nothing older is ever read.
            let means = first + 2 * (plan.levels + 1) * stride
            let squares = means + stride
            top.join(plan.topCount, count, means, squares)
            for rest in plan.rests.dropLast() {
                let older = first + (2 * rest.level * stride - rest.offset)
                Self.join(rest, older, older + stride, means, squares, count) { at, mean, total in
                    at.store(mean, means)
                    at.store(total, squares)
                }
            }
            // Where there is no rest, one without weight.
            let rest = plan.rests.last ?? .nothing
            let older = first + (2 * rest.level * stride - rest.offset)
            Self.join(rest, older, older + stride, means, squares, count, finish)
        }
    }

    /// Joins the windows of a rest to what is joined so far.
    @inline(__always)
    private static func join(
        _ rest: WindowPlan.Part, _ olderSums: UnsafePointer<Double>, _ olderSquares: UnsafePointer<Double>, _ means: UnsafePointer<Double>,
        _ squares: UnsafePointer<Double>, _ count: Int, _ finish: (LaneSpan, ColumnMath.Lanes, ColumnMath.Lanes) -> Void
    ) {
        let (scale, share, weight) = (rest.scale, rest.share, rest.weight)
        ColumnMath.sweep(count) { at in
            let mean = at.load(means)
            let difference = at.load(olderSums) * scale - mean
            let total = (at.load(squares) + at.load(olderSquares)) + difference * difference * weight
            finish(at, mean + difference * share, total)
        }
    }
}

/// Population standard deviation of the last n values.
public struct RollingDeviation: ColumnOperator {
    public var warmup: Int { moments.warmup }
    private var moments: RollingMoments

    /// Traps on a period below 1.
    public init(period: Int) {
        moments = RollingMoments(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(2) { scratch in
            Tile.forEach(count) { offset, count in
                moments.process(input + offset, count: count, mean: scratch[0], deviation: scratch[1])
                (output + offset).update(from: scratch[1], count: count)
            }
        }
    }
}
