import PulseCore

/// Equity marked to market at the close of every base candle, beside what buy & hold would have been worth.
public struct EquitySeries: Sendable, Equatable {
    /// Close times in milliseconds, ascending.
    public var times: [Int64]
    public var equity: [Cash]
    /// As long as `equity`, or empty where there is no benchmark.
    public var benchmark: [Cash]
    /// Distance below the highest equity so far as a fraction, 0 or positive; as long as `equity`.
    public var drawdown: [Double]

    /// Traps where the columns differ in length.
    public init(times: [Int64], equity: [Cash], benchmark: [Cash], drawdown: [Double]) {
        precondition(
            equity.count == times.count && drawdown.count == times.count && (benchmark.isEmpty || benchmark.count == times.count),
            "columns of one series have one length")
        self.times = times
        self.equity = equity
        self.benchmark = benchmark
        self.drawdown = drawdown
    }

    public static let empty = EquitySeries(times: [], equity: [], benchmark: [], drawdown: [])

    public var count: Int { times.count }
}
