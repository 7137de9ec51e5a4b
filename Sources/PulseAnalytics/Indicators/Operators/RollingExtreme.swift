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

/// Windows of a choice between two values that may overlap, because choosing twice changes nothing: the last pass joins up to four that cover the window.
struct ExtremeFold: Sendable {
    typealias Choice = (ColumnMath.Lanes, ColumnMath.Lanes) -> ColumnMath.Lanes

    let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask

    init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: plan.cover.level + 1, past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    @inline(__always)
    mutating func process(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>, _ choose: Choice
    ) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        Tile.forEach(count - skipped) { offset, count in
            fold(input + skipped + offset, count: count, into: output + skipped + offset, choose)
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    @inline(__always)
    private mutating func fold(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>, _ choose: Choice
    ) {
        let cover = plan.cover
        let stride = rows.stride
        rows.extend(by: count) { first in
            first.update(from: input, count: count)
            var row = first
            for level in 0..<cover.level {
                let width = 1 << (2 * level)
                Self.join(row, width, 2 * width, 3 * width, count, into: row + stride, choose)
                row += stride
            }
            let offsets = cover.offsets
            switch offsets.count {
            case 1: output.update(from: row, count: count)
            case 2: ColumnMath.map(row, row - offsets[1], count, into: output, choose)
            case 3: ColumnMath.map(row, row - offsets[1], row - offsets[2], count, into: output) { choose(choose($0, $1), $2) }
            default: Self.join(row, offsets[1], offsets[2], offsets[3], count, into: output, choose)
            }
        }
    }

    @inline(__always)
    private static func join(
        _ row: UnsafePointer<Double>, _ second: Int, _ third: Int, _ fourth: Int, _ count: Int, into output: UnsafeMutablePointer<Double>,
        _ choose: Choice
    ) {
        ColumnMath.sweep(count) { at in
            let newer = choose(at.load(row), at.load(row - second))
            at.store(choose(newer, choose(at.load(row - third), at.load(row - fourth))), output)
        }
    }
}
