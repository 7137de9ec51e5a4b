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
        rows = SlidingRows(rows: 2 * (plan.cover.level + 1), past: period)
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
        let cover = plan.cover
        let stride = rows.stride
        let sign = sign
        rows.extend(by: count) { first in
            // Even rows hold values (negated for minima), odd rows their ages; those of single values (row 1) are 0 and never written.
            ColumnMath.map(input, count, into: first) { $0 * sign }
            var row = first
            for level in 0..<cover.level {
                let offsets = (1..<4).map { $0 << (2 * level) }
                Self.join(row, row + stride, offsets, count, into: (row + 2 * stride, row + 3 * stride))
                row += 2 * stride
            }
            Self.join(row, row + stride, Array(cover.offsets.dropFirst()), count, into: (nil, output))
        }
    }

    /// The extreme of windows that end now and `offsets` back, and its age; an older one counts only where it is strictly beyond.
    @inline(__always)
    private static func join(
        _ values: UnsafePointer<Double>, _ ages: UnsafePointer<Double>, _ offsets: [Int], _ count: Int,
        into targets: (value: UnsafeMutablePointer<Double>?, age: UnsafeMutablePointer<Double>)
    ) {
        ColumnMath.sweep(count) { at in
            var (value, age) = (at.load(values), at.load(ages))
            for offset in offsets {
                let older = at.load(values - offset)
                let isOlder = older .> value
                age.replace(with: at.load(ages - offset) + Double(offset), where: isOlder)
                value.replace(with: older, where: isOlder)
            }
            at.store(age, targets.age)
            if let target = targets.value { at.store(value, target) }
        }
    }
}
