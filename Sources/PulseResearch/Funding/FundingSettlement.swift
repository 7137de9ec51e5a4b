import PulseCore

/// One settlement of a perpetual: its holders pay or receive the rate on what their position is worth then.
public struct FundingSettlement: Hashable, Sendable {
    public var time: Timestamp
    /// In 1e-8 of the position's value; positive where longs pay shorts.
    public var rate: Int64
    /// Time from the settlement before it, in milliseconds.
    public var interval: Int64

    /// The interval of most contracts.
    public static let standardInterval: Int64 = 8 * 3_600_000

    public init(time: Timestamp, rate: Int64, interval: Int64 = standardInterval) {
        self.time = time
        self.rate = rate
        self.interval = interval
    }
}
