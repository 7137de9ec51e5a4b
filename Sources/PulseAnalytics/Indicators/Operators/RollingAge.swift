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
        let sign = sign
        rows.extend(by: count) { first, stride in
            // Even rows hold values (negated for minima), odd rows their ages; those of single values (row 1) are 0 and never written.
            ColumnMath.map(input, count, into: first) { $0 * sign }
            var row = first
            for level in 0..<cover.level {
                let width = 1 << (2 * level)
                let target = row + 2 * stride
                Self.join(row, row + stride, (width, 2 * width, 3 * width), count, into: target, target + stride)
                row = target
            }
            // A window too few is chosen twice, which changes nothing.
            let last = cover.offsets.count - 1
            let offsets = (cover.offsets[min(1, last)], cover.offsets[min(2, last)], cover.offsets[last])
            Self.join(row, row + stride, offsets, count, into: nil, output)
        }
    }

    /// The extremes of windows that end now and at three offsets back, and their ages; an older one counts only where it is strictly beyond.
    @inline(__always)
    private static func join(
        _ values: UnsafePointer<Double>, _ ages: UnsafePointer<Double>, _ offsets: (Int, Int, Int), _ count: Int,
        into valueTarget: UnsafeMutablePointer<Double>?, _ ageTarget: UnsafeMutablePointer<Double>
    ) {
        @inline(__always)
        func choose(_ at: LaneSpan, _ offset: Int, _ value: inout ColumnMath.Lanes, _ age: inout ColumnMath.Lanes) {
            let older = at.load(values - offset)
            let isOlder = older .> value
            age.replace(with: at.load(ages - offset) + Double(offset), where: isOlder)
            value.replace(with: older, where: isOlder)
        }
        @inline(__always)
        func join(_ at: LaneSpan) {
            var (value, age) = (at.load(values), at.load(ages))
            choose(at, offsets.0, &value, &age)
            choose(at, offsets.1, &value, &age)
            choose(at, offsets.2, &value, &age)
            at.store(age, ageTarget)
            if let valueTarget { at.store(value, valueTarget) }
        }
        let whole = count & ~3
        var start = 0
        while start < whole {
            join(LaneSpan(start: start, count: 4))
            start &+= 4
        }
        if start < count { join(LaneSpan(start: start, count: count &- start)) }
    }
}
