/// The largest of the last n values.
public struct RollingMaximum: ColumnOperator {
    public var warmup: Int { fold.warmup }
    private var fold: ExtremeFold

    /// Traps on a period below 1.
    public init(period: Int) {
        fold = ExtremeFold(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        fold.process(input, count: count, into: output, ColumnMath.larger)
    }
}

/// The smallest of the last n values.
public struct RollingMinimum: ColumnOperator {
    public var warmup: Int { fold.warmup }
    private var fold: ExtremeFold

    /// Traps on a period below 1.
    public init(period: Int) {
        fold = ExtremeFold(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        fold.process(input, count: count, into: output, ColumnMath.smaller)
    }
}

/// Windows of a choice between two values that may overlap, because choosing twice changes nothing: the last pass joins two that cover the window.
struct ExtremeFold: Sendable {
    let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask

    init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: plan.levels + 1, past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    @inline(__always)
    mutating func process(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>,
        _ choose: (ColumnMath.Lanes, ColumnMath.Lanes) -> ColumnMath.Lanes
    ) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        Tile.forEach(count - skipped) { offset, count in
            fold(input + skipped + offset, count: count, into: output + skipped + offset, choose)
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    @inline(__always)
    private mutating func fold(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>,
        _ choose: (ColumnMath.Lanes, ColumnMath.Lanes) -> ColumnMath.Lanes
    ) {
        let plan = plan
        let stride = rows.stride
        rows.extend(by: count) { first in
            first.update(from: input, count: count)
            var row = first
            for level in 0..<plan.levels {
                ColumnMath.map(row, row - (1 << level), count, into: row + stride, choose)
                row += stride
            }
            ColumnMath.map(row, row - (plan.length - (1 << plan.levels)), count, into: output, choose)
        }
    }
}
