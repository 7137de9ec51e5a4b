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
            // The first rest goes with the top; where there is none, it has no weight.
            let rest = plan.rests.first ?? .nothing
            let older = first + (rest.level * stride - rest.offset)
            switch plan.topCount {
            case 1: Self.sweep(1, top, plan.topWidth, rest, older, count, into: output)
            case 2: Self.sweep(2, top, plan.topWidth, rest, older, count, into: output)
            case 3: Self.sweep(3, top, plan.topWidth, rest, older, count, into: output)
            default: Self.sweep(4, top, plan.topWidth, rest, older, count, into: output)
            }
            for rest in plan.rests.dropFirst() {
                let (scale, share) = (rest.scale, rest.share)
                ColumnMath.map(output, first + (rest.level * stride - rest.offset), count, into: output) { $0 + ($1 * scale - $0) * share }
            }
        }
    }

    /// Means of `number` neighbouring sums of `width` values and one older sum. Inlined once for each number, in loops without closures, which the
    /// optimiser would rather call than inline.
    @inline(__always)
    private static func sweep(
        _ number: Int, _ top: UnsafePointer<Double>, _ width: Int, _ rest: WindowPlan.Part, _ older: UnsafePointer<Double>, _ count: Int,
        into output: UnsafeMutablePointer<Double>
    ) {
        let scale = 1 / Double(width)
        let (restScale, share) = (rest.scale, rest.share)
        @inline(__always)
        func join(_ at: LaneSpan) {
            let mean = newestMean(at, number, top, width, scale)
            at.store(mean + (at.load(older) * restScale - mean) * share, output)
        }
        var start = 0
        while start < count & ~3 {
            join(LaneSpan(start: start, count: 4))
            start &+= 4
        }
        if start < count { join(LaneSpan(start: start, count: count &- start)) }
    }

    @inline(__always)
    private static func newestMean(
        _ at: LaneSpan, _ number: Int, _ sums: UnsafePointer<Double>, _ width: Int, _ scale: Double
    ) -> ColumnMath.Lanes {
        let newest = at.load(sums)
        if number == 1 { return newest * scale }
        let two = newest + at.load(sums - width)
        if number == 2 { return two * (0.5 * scale) }
        let third = at.load(sums - 2 * width)
        if number == 4 { return (two + (third + at.load(sums - 3 * width))) * (0.25 * scale) }
        let mean = two * (0.5 * scale)
        return mean + (third * scale - mean) * (1.0 / 3)
    }
}
