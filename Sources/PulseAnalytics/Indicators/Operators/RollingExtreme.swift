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

/// Windows of a choice between two values that may overlap, because choosing twice changes nothing: four of one length always cover the window.
struct ExtremeFold: Sendable {
    typealias Choice = (ColumnMath.Pair, ColumnMath.Pair) -> ColumnMath.Pair

    let warmup: Int
    private let level: Int
    /// Where the second to fourth window ends, in values back in time. The same twice where fewer would do.
    private let offsets: (Int, Int, Int)
    private var rows: SlidingRows
    private var mask: WarmupMask

    init(period: Int) {
        let cover = WindowPlan(length: period).cover
        let last = cover.offsets[cover.offsets.count - 1]
        let padded = cover.offsets + [last, last, last]
        level = cover.level
        offsets = (padded[1], padded[2], padded[3])
        warmup = period - 1
        rows = SlidingRows(rows: level + 1, past: period)
        mask = WarmupMask(warmup: period - 1)
    }

    @inline(__always)
    mutating func process(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>, _ choose: Choice
    ) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        Tile.forEach(count - skipped) { offset, count in
            let (source, target) = (input + skipped + offset, output + skipped + offset)
            extend(source, count: count, choose) { windows in
                var start = 0
                while start < count {
                    LaneSpan(start: start, count: min(4, count &- start)).store(windows.extreme(start, choose), target)
                    start &+= 4
                }
            }
        }
        mask.apply(output + skipped, count: count - skipped)
    }

    /// Takes at most `Tile.length` values and lends what their windows are chosen from. Nothing is masked: what the windows of the warm-up yield is
    /// undefined.
    @inline(__always)
    mutating func extend(_ input: UnsafePointer<Double>, count: Int, _ choose: Choice, _ body: (Windows) -> Void) {
        let (level, offsets) = (level, offsets)
        rows.extend(by: count) { first, stride in
            first.update(from: input, count: count)
            var row = first
            for number in 0..<level {
                if number == 0 {
                    NeighbouringValues.joinFours(row, count, into: row + stride, choose)
                } else {
                    let width = 1 << (2 * number)
                    let parts = Windows(row: row, offsets: (width, 2 * width, 3 * width))
                    var start = 0
                    while start < count {
                        LaneSpan(start: start, count: 4).store(parts.extreme(start, choose), row + stride)
                        start &+= 4
                    }
                }
                row += stride
            }
            body(Windows(row: row, offsets: offsets))
        }
    }

    /// Four windows that end at each position and so far back in time.
    struct Windows {
        let row: UnsafeMutablePointer<Double>
        let offsets: (Int, Int, Int)

        /// The choice from the four at four positions, of which the last may be in the slack.
        @inline(__always)
        func extreme(_ start: Int, _ choose: Choice) -> ColumnMath.Lanes {
            ColumnMath.Lanes(lowHalf: pair(start, choose), highHalf: pair(start &+ 2, choose))
        }

        @inline(__always)
        private func pair(_ start: Int, _ choose: Choice) -> ColumnMath.Pair {
            let newer = choose(ColumnMath.loadPair(row, start), ColumnMath.loadPair(row - offsets.0, start))
            return choose(newer, choose(ColumnMath.loadPair(row - offsets.1, start), ColumnMath.loadPair(row - offsets.2, start)))
        }
    }
}
