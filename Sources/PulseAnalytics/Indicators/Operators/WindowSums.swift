/// Sums or means of the last n values by the passes of a `WindowPlan`: the body of `RollingSum` and `SimpleMean`.
///
/// Partial means are joined by weighted differences, so the mean of equal values is exactly that value.
struct WindowSums: Sendable {
    enum Kind {
        case sum, mean
    }

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

    /// Inlined once for each kind, which is a constant there.
    @inline(__always)
    mutating func process(_ kind: Kind, _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        Tile.forEach(count - skipped) { offset, count in
            let (source, target) = (input + skipped + offset, output + skipped + offset)
            fold(kind, count: count, into: target) { $0.update(from: source, count: count) }
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    /// The same for at most `Tile.length` values that `fill` writes where they are needed, which saves a copy. Nothing is masked: what the windows of the
    /// warm-up yield is undefined.
    @inline(__always)
    mutating func fold(
        _ kind: Kind, count: Int, into output: UnsafeMutablePointer<Double>, _ fill: (UnsafeMutablePointer<Double>) -> Void
    ) {
        let plan = plan
        rows.extend(by: count) { first, stride in
            fill(first)
            var (top, width) = (first, 1)
            for level in 0..<plan.levels {
                if level == 0 {
                    NeighbouringValues.joinFours(first, count, into: first + stride) { $0 + $1 }
                } else {
                    Self.raise(top, width, count, into: top + stride)
                }
                top += stride
                width *= 4
            }
            Self.join(kind, plan.topCount, top, width, count, into: output)
            for rest in plan.rests {
                let older = first + (rest.level * stride - rest.offset)
                switch kind {
                case .sum: ColumnMath.map(output, older, count, into: output) { $0 + $1 }
                case .mean:
                    let (scale, share) = (rest.scale, rest.share)
                    ColumnMath.map(output, older, count, into: output) { $0 + ($1 * scale - $0) * share }
                }
            }
        }
    }

    /// The sums of four neighbouring windows of `width` values each.
    @inline(__always)
    private static func raise(_ row: UnsafePointer<Double>, _ width: Int, _ count: Int, into target: UnsafeMutablePointer<Double>) {
        var start = 0
        while start < count {
            // Whole registers to the end and beyond, into the slack.
            let at = LaneSpan(start: start, count: 4)
            let newer = at.load(row) + at.load(row - width)
            let older = at.load(row - 2 * width) + at.load(row - 3 * width)
            at.store(newer + older, target)
            start &+= 4
        }
    }

    /// Sums or means of `number` neighbouring windows.
    @inline(__always)
    private static func join(
        _ kind: Kind, _ number: Int, _ row: UnsafePointer<Double>, _ width: Int, _ count: Int, into output: UnsafeMutablePointer<Double>
    ) {
        let scale = 1 / Double(width)
        switch number {
        case 1: ColumnMath.map(row, count, into: output) { kind == .sum ? $0 : $0 * scale }
        case 2: ColumnMath.map(row, row - width, count, into: output) { kind == .sum ? $0 + $1 : ($0 + $1) * (0.5 * scale) }
        case 3:
            ColumnMath.map(row, row - width, row - 2 * width, count, into: output) { newest, second, third in
                let two = newest + second
                if kind == .sum { return two + third }
                let mean = two * (0.5 * scale)
                return mean + (third * scale - mean) * (1.0 / 3)
            }
        default:
            ColumnMath.sweep(count) { at in
                let newer = at.load(row) + at.load(row - width)
                let older = at.load(row - 2 * width) + at.load(row - 3 * width)
                at.store(kind == .sum ? newer + older : (newer + older) * (0.25 * scale), output)
            }
        }
    }
}
