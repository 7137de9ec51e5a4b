/// How many values ago the extreme of the last n values was; 0 for the newest. Of equal extremes, the newest counts.
public struct RollingAge: Sendable {
    /// Which extreme.
    public enum Extreme: Sendable {
        case maximum, minimum
    }

    public let warmup: Int
    private let plan: WindowPlan
    private let sign: Double
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(of extreme: Extreme, period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        sign = extreme == .maximum ? 1 : -1
        rows = SlidingRows(rows: 2 * (plan.levels + 1), past: period)
        mask = WarmupMask(warmup: period - 1)
    }
}

extension RollingAge: ColumnOperator {
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
        let sign = sign
        rows.extend(by: count) { first in
            // Even rows hold values (negated for minima), odd rows their ages; those of single values (row 1) are 0 and never written.
            ColumnMath.map(input, count, into: first) { $0 * sign }
            var row = first
            for level in 0..<plan.levels {
                Self.choose(row, row + stride, back: 1 << level, count, into: row + 2 * stride, row + 3 * stride)
                row += 2 * stride
            }
            let back = plan.length - (1 << plan.levels)
            let ages = row + stride
            let distance = Double(back)
            ColumnMath.sweep(count) { at in
                let isOlder = at.load(row - back) .> at.load(row)
                at.store(at.load(ages).replacing(with: at.load(ages - back) + distance, where: isOlder), output)
            }
        }
    }

    @inline(__always)
    private static func choose(
        _ values: UnsafePointer<Double>, _ ages: UnsafePointer<Double>, back: Int, _ count: Int,
        into valueTarget: UnsafeMutablePointer<Double>, _ ageTarget: UnsafeMutablePointer<Double>
    ) {
        let distance = Double(back)
        let (olderValues, olderAges) = (values - back, ages - back)
        ColumnMath.sweep(count) { at in
            let (value, older) = (at.load(values), at.load(olderValues))
            let isOlder = older .> value
            at.store(at.load(ages).replacing(with: at.load(olderAges) + distance, where: isOlder), ageTarget)
            at.store(value.replacing(with: older, where: isOlder), valueTarget)
        }
    }
}
