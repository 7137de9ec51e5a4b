/// Mean and population standard deviation of the last n values.
///
/// Sums of squared deviations are joined by the rule of Chan, Golub and LeVeque (1979): M2 = M2a + M2b + d^2 ab / (a + b), d the difference of the two
/// means. Every term is positive, so nothing cancels, and the deviation of equal values is exactly 0. The mean has the bits of `SimpleMean`.
public struct RollingMoments: Sendable {
    typealias Pair = ColumnMath.Pair

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
        Tile.withColumns(2) { scratch in
            Tile.forEach(count - skipped) { offset, count in
                let start = skipped + offset
                let (means, deviations) = (scratch.standIn(0, for: mean + start, count), scratch.standIn(1, for: deviation + start, count))
                process(input + start, count: count) { at, value, squares in
                    ColumnMath.storePair(value, means, at)
                    ColumnMath.storePair(ColumnMath.squareRoot(squares * share), deviations, at)
                }
                scratch.deliver(0, to: mean + start, count)
                scratch.deliver(1, to: deviation + start, count)
            }
        }
        let masked = mask.take(count - skipped)
        ColumnMath.fillNaN(mean + skipped, count: masked)
        ColumnMath.fillNaN(deviation + skipped, count: masked)
    }

    /// 1 / n.
    var share: Double { 1 / Double(plan.length) }

    /// The same for at most `Tile.length` values, with the sums of squared deviations, n times the squares of the standard deviations, handed to `finish`
    /// for each two positions, and up to three positions more, as there is no branch for less than a register: it would take the lanes apart. What is behind
    /// the last has to have room.
    @inline(__always)
    mutating func process(
        _ input: UnsafePointer<Double>, count: Int, _ finish: (_ start: Int, _ mean: Pair, _ squares: Pair) -> Void
    ) {
        let plan = plan
        rows.extend(by: count) { first, stride in
            // Even rows hold sums, odd rows the sums of squared deviations; those of single values (row 1) are 0 and never written.
            first.update(from: input, count: count)
            var top = NeighbouringWindows(sums: first, squares: first + stride, width: 1)
            for _ in 0..<plan.levels {
                top.raise(count, stride: stride)
                top = NeighbouringWindows(sums: top.sums + 2 * stride, squares: top.squares + 2 * stride, width: 4 * top.width)
            }
            // What is joined so far stands in two rows of its own, of which nothing older is ever read.
            let means = first + 2 * (plan.levels + 1) * stride
            var joined = JoinedWindows(neighbours: top, number: plan.topCount, means: means, squares: means + stride)
            for rest in plan.rests.dropLast() {
                joined.join(rest, first + (2 * rest.level * stride - rest.offset), stride: stride, count)
            }
            // The last rest, or where there is none one without weight, goes on to the end: the usual windows take two passes in all.
            let rest = plan.rests.last ?? .nothing
            let older = first + (2 * rest.level * stride - rest.offset)
            let scale = 1 / Double(top.width)
            // One step ahead of `finish`: what is joined here need not wait for the root that is taken there.
            var (mean, squares) = joined.joined(with: rest, older, older + stride, 0, scale)
            var start = 0
            while start < count {
                let next = joined.joined(with: rest, older, older + stride, start &+ 2, scale)
                finish(start, mean, squares)
                (mean, squares) = next
                start &+= 2
            }
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
