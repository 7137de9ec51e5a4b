/// Mulloy's double exponential mean: 2 e1 - e2, e2 the exponential mean of the exponential mean e1.
public struct DoubleExponentialMean: ColumnOperator {
    public let warmup: Int
    private var first: ExponentialMean
    private var second: ExponentialMean

    /// Traps on a period below 1.
    public init(period: Int) {
        first = ExponentialMean(period: period)
        second = ExponentialMean(period: period)
        warmup = first.warmup + second.warmup
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(2) { scratch in
            Tile.forEach(count) { offset, count in
                first.process(input + offset, count: count, into: scratch[0])
                second.process(scratch[0], count: count, into: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], count, into: output + offset) { 2 * $0 - $1 }
            }
        }
    }
}

/// Mulloy's triple exponential mean: 3 (e1 - e2) + e3.
public struct TripleExponentialMean: ColumnOperator {
    public let warmup: Int
    private var first: ExponentialMean
    private var second: ExponentialMean
    private var third: ExponentialMean

    /// Traps on a period below 1.
    public init(period: Int) {
        first = ExponentialMean(period: period)
        second = ExponentialMean(period: period)
        third = ExponentialMean(period: period)
        warmup = first.warmup + second.warmup + third.warmup
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(3) { scratch in
            Tile.forEach(count) { offset, count in
                first.process(input + offset, count: count, into: scratch[0])
                second.process(scratch[0], count: count, into: scratch[1])
                third.process(scratch[1], count: count, into: scratch[2])
                ColumnMath.map(scratch[0], scratch[1], scratch[2], count, into: output + offset) { 3 * ($0 - $1) + $2 }
            }
        }
    }
}

/// Hutson's TRIX: the change in percent, from one value to the next, of an exponential mean taken three times.
public struct TripleExponentialChange: ColumnOperator {
    public let warmup: Int
    private var first: ExponentialMean
    private var second: ExponentialMean
    private var third: ExponentialMean
    private var previous = PreviousValue()

    /// Traps on a period below 1.
    public init(period: Int) {
        first = ExponentialMean(period: period)
        second = ExponentialMean(period: period)
        third = ExponentialMean(period: period)
        warmup = first.warmup + second.warmup + third.warmup + 1
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(2) { scratch in
            Tile.forEach(count) { offset, count in
                first.process(input + offset, count: count, into: scratch[0])
                second.process(scratch[0], count: count, into: scratch[0])
                third.process(scratch[0], count: count, into: scratch[0])
                previous.process(scratch[0], count: count, into: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], count, into: output + offset) { 100 * ($0 / $1 - 1) }
            }
        }
    }
}
