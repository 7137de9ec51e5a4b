/// The mean of the last n values.
///
/// Partial means are joined by weighted differences, so the mean of equal values is exactly that value.
public struct SimpleMean: ColumnOperator {
    public let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: plan.levels + 1, past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        Tile.forEach(count - skipped) { offset, count in
            fold(input + skipped + offset, count: count, into: output + skipped + offset)
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    private mutating func fold(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let plan = plan
        let stride = rows.stride
        rows.extend(by: count) { first in
            first.update(from: input, count: count)
            let top = RollingSum.raise(first, stride: stride, levels: plan.levels, count: count)
            Self.start(top, plan.topWidth, plan.topCount, count, into: output)
            for rest in plan.rests {
                let scale = 1 / Double(rest.width)
                let share = Double(rest.width) / Double(rest.covered)
                ColumnMath.map(output, first + (rest.level * stride - rest.offset), count, into: output) { $0 + ($1 * scale - $0) * share }
            }
        }
    }

    /// The mean of `number` neighbouring sums of `width` values.
    @inline(__always)
    private static func start(
        _ top: UnsafePointer<Double>, _ width: Int, _ number: Int, _ count: Int, into output: UnsafeMutablePointer<Double>
    ) {
        let scale = 1 / Double(width)
        switch number {
        case 1: ColumnMath.map(top, count, into: output) { $0 * scale }
        case 2: ColumnMath.map(top, top - width, count, into: output) { ($0 + $1) * (0.5 * scale) }
        case 3:
            ColumnMath.map(top, top - width, top - 2 * width, count, into: output) {
                let two = ($0 + $1) * (0.5 * scale)
                return two + ($2 * scale - two) * (1.0 / 3)
            }
        default:
            ColumnMath.sweep(count) { at in
                let newer = at.load(top) + at.load(top - width)
                let older = at.load(top - 2 * width) + at.load(top - 3 * width)
                at.store((newer + older) * (0.25 * scale), output)
            }
        }
    }
}
