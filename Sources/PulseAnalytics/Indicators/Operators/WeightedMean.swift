/// The mean of the last n values with weights n for the newest down to 1 for the oldest.
///
/// With S the sum and T the weighted sum of a window, T of two neighbours is T_new + |old| S_new + T_old. Values are taken relative to the first one ever
/// seen, so that a column that never moves gives exactly its value.
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
        // The last level needs its sums only to join the rests, but shares the layout.
        rows = SlidingRows(rows: 2 * (plan.levels + 1), past: period)
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
        let stride = rows.stride
        let reference = reference
        let scale = 2 / (Double(plan.length) * Double(plan.length + 1))
        rows.extend(by: count) { first in
            // Even rows hold sums, odd rows weighted sums.
            ColumnMath.map(input, count, into: first) { $0 - reference }
            (first + stride).update(from: first, count: count)
            var sums = first
            for level in 0..<plan.levels {
                let width = 1 << level
                Self.join(sums, sums + stride, width, Double(width), count, into: sums + 2 * stride, sums + 3 * stride)
                sums += 2 * stride
            }
            let weighted = sums + stride
            for rest in plan.rests {
                let part = first + (2 * rest.level * stride - rest.offset)
                Self.complete(sums, weighted, with: part, part + stride, Double(rest.width), count)
            }
            ColumnMath.map(weighted, count, into: output) { reference + $0 * scale }
        }
    }

    @inline(__always)
    private static func join(
        _ sums: UnsafePointer<Double>, _ weighted: UnsafePointer<Double>, _ width: Int, _ olderCount: Double, _ count: Int,
        into sumTarget: UnsafeMutablePointer<Double>, _ weightedTarget: UnsafeMutablePointer<Double>
    ) {
        let (olderSums, olderWeighted) = (sums - width, weighted - width)
        ColumnMath.sweep(count) { at in
            let sum = at.load(sums)
            at.store((at.load(weighted) + olderCount * sum) + at.load(olderWeighted), weightedTarget)
            at.store(sum + at.load(olderSums), sumTarget)
        }
    }

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
