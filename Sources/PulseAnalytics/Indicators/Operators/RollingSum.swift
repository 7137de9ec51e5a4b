/// The sum of the last n values.
public struct RollingSum: ColumnOperator {
    public var warmup: Int { windows.warmup }
    private var windows: WindowSums

    /// Traps on a period below 1.
    public init(period: Int) {
        windows = WindowSums(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        windows.process(.sum, input, count: count, into: output)
    }
}
