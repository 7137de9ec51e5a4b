/// Percentiles of one stage in whole microseconds, each true to three digits (and never below the exact one).
public struct LatencySummary: Hashable, Sendable, Codable {
    public var stage: LatencyStage
    /// Spans measured; where it is 0 the other numbers mean nothing.
    public var count: Int
    /// All spans together, in seconds.
    public var seconds: Double
    public var p50: Int
    public var p90: Int
    public var p99: Int
    public var p999: Int
    public var maximum: Int

    public init(
        stage: LatencyStage, count: Int = 0, seconds: Double = 0, p50: Int = 0, p90: Int = 0, p99: Int = 0, p999: Int = 0, maximum: Int = 0
    ) {
        self.stage = stage
        self.count = count
        self.seconds = seconds
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.p999 = p999
        self.maximum = maximum
    }

    /// The percentiles with their shares, ascending.
    public var quantiles: [(share: Double, microseconds: Int)] { [(0.5, p50), (0.9, p90), (0.99, p99), (0.999, p999), (1, maximum)] }
}
