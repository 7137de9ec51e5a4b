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
            let top = Self.raise(first, stride: stride, levels: plan.levels, count: count)
            let width = plan.topWidth
            switch plan.topCount {
            case 1: output.update(from: top, count: count)
            case 2: ColumnMath.map(top, top - width, count, into: output) { $0 + $1 }
            case 3: ColumnMath.map(top, top - width, top - 2 * width, count, into: output) { ($0 + $1) + $2 }
            default: Self.join(top, width, count, into: output)
            }
            for rest in plan.rests {
                ColumnMath.map(output, first + (rest.level * stride - rest.offset), count, into: output) { $0 + $1 }
            }
        }
    }

    /// Fills the rows above the first, each with the sums of four times as many values. Returns the last.
    @inline(__always)
    static func raise(_ first: UnsafeMutablePointer<Double>, stride: Int, levels: Int, count: Int) -> UnsafeMutablePointer<Double> {
        var row = first
        for level in 0..<levels {
            join(row, 1 << (2 * level), count, into: row + stride)
            row += stride
        }
        return row
    }

    /// Four neighbouring sums of `width` values.
    @inline(__always)
    private static func join(_ row: UnsafePointer<Double>, _ width: Int, _ count: Int, into output: UnsafeMutablePointer<Double>) {
        ColumnMath.sweep(count) { at in
            let newer = at.load(row) + at.load(row - width)
            let older = at.load(row - 2 * width) + at.load(row - 3 * width)
            at.store(newer + older, output)
        }
    }
}
