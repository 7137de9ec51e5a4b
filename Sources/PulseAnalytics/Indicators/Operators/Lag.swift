/// The value n values ago.
public struct Lag: ColumnOperator {
    public let warmup: Int
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a negative period.
    public init(period: Int = 1) {
        precondition(period >= 0, "the future is not known")
        warmup = period
        rows = SlidingRows(rows: 1, past: max(1, period))
        mask = WarmupMask(warmup: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        let skipped = mask.skipLeading(input, count: count, into: output)
        let period = warmup
        Tile.forEach(count - skipped) { offset, count in
            rows.extend(by: count) { first, _ in
                first.update(from: input + skipped + offset, count: count)
                (output + skipped + offset).update(from: first - period, count: count)
            }
        }
        mask.apply(output + skipped, count: count - skipped)
    }
}

/// The difference to the value n values ago.
public struct Change: ColumnOperator {
    public var warmup: Int { lag.warmup }
    private var lag: Lag

    /// Traps on a negative period.
    public init(period: Int = 1) {
        lag = Lag(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(1) { scratch in
            Tile.forEach(count) { offset, count in
                lag.process(input + offset, count: count, into: scratch[0])
                ColumnMath.map(input + offset, scratch[0], count, into: output + offset) { $0 - $1 }
            }
        }
    }
}

/// The value before each: for indicators that look one candle back. The first has none and gets NaN.
struct PreviousValue: Sendable {
    private var last = Double.nan

    @inline(__always)
    mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        if count == 0 { return }
        output[0] = last
        if count > 1 { (output + 1).update(from: input, count: count - 1) }
        last = input[count - 1]
    }
}
