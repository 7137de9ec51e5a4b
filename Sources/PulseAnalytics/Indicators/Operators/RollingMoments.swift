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
        rows = SlidingRows(rows: 2 * max(1, plan.levels), past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    /// Takes the next values. Neither output may be the input's own memory.
    public mutating func process(
        _ input: UnsafePointer<Double>, count: Int, mean: UnsafeMutablePointer<Double>, deviation: UnsafeMutablePointer<Double>
    ) {
        let skipped = mask.skipLeading(input, count: count, into: mean)
        ColumnMath.fillNaN(deviation, count: skipped)
        Tile.forEach(count - skipped) { offset, count in
            let start = skipped + offset
            fold(input + start, count: count, mean: mean + start, deviation: deviation + start)
        }
        let masked = mask.take(count - skipped)
        ColumnMath.fillNaN(mean + skipped, count: masked)
        ColumnMath.fillNaN(deviation + skipped, count: masked)
    }

    private mutating func fold(
        _ input: UnsafePointer<Double>, count: Int, mean: UnsafeMutablePointer<Double>, deviation: UnsafeMutablePointer<Double>
    ) {
        let plan = plan
        let stride = rows.stride
        rows.extend(by: count) { first in
            // Even rows hold sums, odd rows the sums of squared deviations; those of single values (row 1) are 0 and never written.
            first.update(from: input, count: count)
            var sums = first
            for level in 0..<plan.levels {
                let width = 1 << level
                let isLast = level == plan.levels - 1
                let squares = sums + stride
                let sumTarget = isLast ? mean : sums + 2 * stride
                let squareTarget = isLast ? deviation : sums + 3 * stride
                let scale = isLast ? 0.5 / Double(width) : 1
                Self.join(
                    sums, squares, width, factor: 0.5 / Double(width), sumScale: scale, count, into: sumTarget, squareTarget)
                sums += 2 * stride
            }
            if plan.levels == 0 {
                mean.update(from: first, count: count)
                deviation.update(repeating: 0, count: count)
            }
            for rest in plan.rests {
                let part = first + (2 * rest.level * stride - rest.offset)
                Self.complete(mean, deviation, with: part, part + stride, rest, count)
            }
            let share = 1 / Double(plan.length)
            ColumnMath.map(deviation, count, into: deviation) { ($0 * share).squareRoot() }
        }
    }

    /// Joins neighbouring windows of equal length.
    @inline(__always)
    private static func join(
        _ sums: UnsafePointer<Double>, _ squares: UnsafePointer<Double>, _ width: Int, factor: Double, sumScale: Double, _ count: Int,
        into sumTarget: UnsafeMutablePointer<Double>, _ squareTarget: UnsafeMutablePointer<Double>
    ) {
        let olderSums = sums - width
        let olderSquares = squares - width
        ColumnMath.sweep(count) { at in
            let (sum, olderSum) = (at.load(sums), at.load(olderSums))
            let difference = sum - olderSum
            at.store((at.load(squares) + at.load(olderSquares)) + difference * difference * factor, squareTarget)
            at.store((sum + olderSum) * sumScale, sumTarget)
        }
    }

    /// Joins the older windows of `rest` to what is there already.
    @inline(__always)
    private static func complete(
        _ mean: UnsafeMutablePointer<Double>, _ squares: UnsafeMutablePointer<Double>, with sums: UnsafePointer<Double>,
        _ olderSquares: UnsafePointer<Double>, _ rest: WindowPlan.Rest, _ count: Int
    ) {
        let scale = 1 / Double(rest.width)
        let share = Double(rest.width) / Double(rest.covered)
        let weight = Double(rest.width) * Double(rest.covered - rest.width) / Double(rest.covered)
        ColumnMath.sweep(count) { at in
            let newer = at.load(mean)
            let difference = at.load(sums) * scale - newer
            at.store(newer + difference * share, mean)
            at.store((at.load(squares) + at.load(olderSquares)) + difference * difference * weight, squares)
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
