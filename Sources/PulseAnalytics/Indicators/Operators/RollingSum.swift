/// The sum of the last n values.
public struct RollingSum: ColumnOperator {
    public let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: max(1, plan.levels), past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        Tile.forEach(count - skipped) { offset, count in
            fold(input + skipped + offset, count: count, into: output + skipped + offset)
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    @inline(__always)
    private mutating func fold(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let plan = plan
        let stride = rows.stride
        rows.extend(by: count) { first in
            first.update(from: input, count: count)
            var row = first
            for level in 0..<plan.levels {
                let target = level == plan.levels - 1 ? output : row + stride
                ColumnMath.map(row, row - (1 << level), count, into: target) { $0 + $1 }
                row += stride
            }
            if plan.levels == 0 { output.update(from: first, count: count) }
            for rest in plan.rests {
                ColumnMath.map(output, first + (rest.level * stride - rest.offset), count, into: output) { $0 + $1 }
            }
        }
    }
}
