/// Mean and population standard deviation of the last n values.
///
/// Sums of squared deviations are joined by the rule of Chan, Golub and LeVeque (1979): M2 = M2a + M2b + d^2 ab / (a + b), d the difference of the two
/// means. Every term is positive, so nothing cancels, and the deviation of equal values is exactly 0. The mean has the bits of `SimpleMean`.
public struct RollingMoments: Sendable {
    public let warmup: Int
    private let plan: WindowPlan
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(period: Int) {
        plan = WindowPlan(length: period)
        warmup = period - 1
        rows = SlidingRows(rows: 2 * (plan.levels + 1), past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    /// Takes the next values. Neither output may be the input's own memory.
    public mutating func process(
        _ input: UnsafePointer<Double>, count: Int, mean: UnsafeMutablePointer<Double>, deviation: UnsafeMutablePointer<Double>
    ) {
        process(input, count: count, mean: mean, squares: deviation)
        let share = share
        ColumnMath.map(deviation, count, into: deviation) { ($0 * share).squareRoot() }
    }

    /// 1 / n.
    var share: Double { 1 / Double(plan.length) }

    /// The same with the sums of squared deviations, n times the squares of the standard deviations.
    mutating func process(
        _ input: UnsafePointer<Double>, count: Int, mean: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>
    ) {
        let skipped = mask.skipLeading(input, count: count, into: mean)
        ColumnMath.fillNaN(squares, count: skipped)
        Tile.forEach(count - skipped) { offset, count in
            let start = skipped + offset
            fold(input + start, count: count, mean: mean + start, squares: squares + start)
        }
        let masked = mask.take(count - skipped)
        ColumnMath.fillNaN(mean + skipped, count: masked)
        ColumnMath.fillNaN(squares + skipped, count: masked)
    }

    private mutating func fold(
        _ input: UnsafePointer<Double>, count: Int, mean: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>
    ) {
        let plan = plan
        let stride = rows.stride
        rows.extend(by: count) { first in
            // Even rows hold sums, odd rows the sums of squared deviations; those of single values (row 1) are 0 and never written.
            first.update(from: input, count: count)
            var top = Windows(sums: first, squares: first + stride, width: 1)
            for _ in 0..<plan.levels {
                let target = Windows(sums: top.sums + 2 * stride, squares: top.squares + 2 * stride, width: 4 * top.width)
                top.joinFour(count, into: target.sums, target.squares, scale: 1)
                top = target
            }
            top.join(plan.topCount, count, mean: mean, squares: squares)
            for rest in plan.rests {
                let part = first + (2 * rest.level * stride - rest.offset)
                Windows(sums: part, squares: part + stride, width: rest.width).complete(mean, squares, covered: rest.covered, count)
            }
        }
    }
}

/// Columns of the sums and the sums of squared deviations of windows of `width` values.
private struct Windows {
    let sums: UnsafeMutablePointer<Double>
    let squares: UnsafeMutablePointer<Double>
    let width: Int

    /// Joins four neighbouring windows: two and two, then the twos. The sums are scaled, by a power of two, to means where the window is complete.
    @inline(__always)
    func joinFour(_ count: Int, into sumTarget: UnsafeMutablePointer<Double>, _ squareTarget: UnsafeMutablePointer<Double>, scale: Double) {
        // A loop of its own, because the optimiser does not inline a closure of this size.
        let whole = count & ~3
        var start = 0
        while start < whole {
            joinFour(LaneSpan(start: start, count: 4), into: sumTarget, squareTarget, scale)
            start &+= 4
        }
        if start < count { joinFour(LaneSpan(start: start, count: count &- start), into: sumTarget, squareTarget, scale) }
    }

    @inline(__always)
    private func joinFour(
        _ at: LaneSpan, into sumTarget: UnsafeMutablePointer<Double>, _ squareTarget: UnsafeMutablePointer<Double>, _ scale: Double
    ) {
        let pair = 0.5 / Double(width)
        let (a, b) = (at.load(sums), at.load(sums - width))
        let (c, d) = (at.load(sums - 2 * width), at.load(sums - 3 * width))
        let (newer, older) = (a + b, c + d)
        let (inNewer, inOlder, between) = (a - b, c - d, newer - older)
        var total = (inNewer * inNewer + inOlder * inOlder) * pair + between * between * (0.5 * pair)
        if width > 1 {
            total += (at.load(squares) + at.load(squares - width)) + (at.load(squares - 2 * width) + at.load(squares - 3 * width))
        }
        at.store((newer + older) * scale, sumTarget)
        at.store(total, squareTarget)
    }

    /// The mean and the sum of squared deviations of `number` neighbouring windows.
    @inline(__always)
    func join(_ number: Int, _ count: Int, mean: UnsafeMutablePointer<Double>, squares target: UnsafeMutablePointer<Double>) {
        let scale = 1 / Double(width)
        switch number {
        case 4: joinFour(count, into: mean, target, scale: 0.25 * scale)
        case 1:
            ColumnMath.map(sums, count, into: mean) { $0 * scale }
            spread(count, into: target)
        default:
            let older = sums - width
            ColumnMath.map(sums, older, count, into: mean) { ($0 + $1) * (0.5 * scale) }
            spread(count, into: target)
            (self - width).spread(count, addingTo: target)
            ColumnMath.map(sums, older, target, count, into: target) { $2 + ($0 - $1) * ($0 - $1) * (0.5 * scale) }
            if number == 3 { (self - 2 * width).complete(mean, target, covered: 3 * width, count) }
        }
    }

    /// The sums of squared deviations within each window, which are 0 for single values.
    @inline(__always)
    private func spread(_ count: Int, into target: UnsafeMutablePointer<Double>) {
        if width > 1 { target.update(from: squares, count: count) } else { target.update(repeating: 0, count: count) }
    }

    @inline(__always)
    private func spread(_ count: Int, addingTo target: UnsafeMutablePointer<Double>) {
        if width > 1 { ColumnMath.map(target, squares, count, into: target) { $0 + $1 } }
    }

    /// Joins these windows, the older ones, to what is there already; together they cover `covered` values.
    @inline(__always)
    func complete(_ mean: UnsafeMutablePointer<Double>, _ target: UnsafeMutablePointer<Double>, covered: Int, _ count: Int) {
        let scale = 1 / Double(width)
        let share = Double(width) / Double(covered)
        let weight = Double(width) * Double(covered - width) / Double(covered)
        spread(count, addingTo: target)
        ColumnMath.sweep(count) { at in
            let newer = at.load(mean)
            let difference = at.load(sums) * scale - newer
            at.store(newer + difference * share, mean)
            at.store(at.load(target) + difference * difference * weight, target)
        }
    }

    @inline(__always)
    static func - (windows: Windows, distance: Int) -> Windows {
        Windows(sums: windows.sums - distance, squares: windows.squares - distance, width: windows.width)
    }
}

/// Population standard deviation of the last n values.
public struct RollingDeviation: ColumnOperator {
    public var warmup: Int { moments.warmup }
    private var moments: RollingMoments

    /// Traps on a period below 1.
    public init(period: Int) {
        moments = RollingMoments(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(2) { scratch in
            Tile.forEach(count) { offset, count in
                moments.process(input + offset, count: count, mean: scratch[0], deviation: scratch[1])
                (output + offset).update(from: scratch[1], count: count)
            }
        }
    }
}
