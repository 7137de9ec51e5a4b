/// Hull's moving average: WMA(2 WMA(x, n/2) - WMA(x, n), sqrt n), halves and roots rounded down.
public struct HullMean: ColumnOperator {
    public let warmup: Int
    private var half: WeightedMean
    private var full: WeightedMean
    private var smooth: WeightedMean

    /// Traps on a period below 2.
    public init(period: Int) {
        precondition(period >= 2, "half a window holds something")
        half = WeightedMean(period: period / 2)
        full = WeightedMean(period: period)
        smooth = WeightedMean(period: Int(Double(period).squareRoot()))
        warmup = full.warmup + smooth.warmup
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(2) { scratch in
            Tile.forEach(count) { offset, count in
                half.process(input + offset, count: count, into: scratch[0])
                full.process(input + offset, count: count, into: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], count, into: scratch[0]) { 2 * $0 - $1 }
                smooth.process(scratch[0], count: count, into: output + offset)
            }
        }
    }
}
