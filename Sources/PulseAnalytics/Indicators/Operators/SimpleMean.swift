/// The mean of the last n values. That of equal values is exactly the value.
public struct SimpleMean: ColumnOperator {
    public var warmup: Int { windows.warmup }
    public var contentOfClose: ColumnContent? { .simpleMean(period: warmup + 1) }
    private var windows: WindowSums

    /// Traps on a period below 1.
    public init(period: Int) {
        windows = WindowSums(period: period)
    }

    public mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        windows.process(.mean, input, count: count, into: output)
    }

    /// At most `Tile.length` values that `fill` writes; the outputs of the warm-up are undefined. See `WindowSums.fold`.
    mutating func process(
        count: Int, into output: UnsafeMutablePointer<Double>, _ fill: (UnsafeMutablePointer<Double>) -> Void
    ) {
        windows.fold(.mean, count: count, into: output, fill)
    }
}
