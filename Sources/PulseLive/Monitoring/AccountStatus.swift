/// The paper account, in whole quote units.
public struct AccountStatus: Hashable, Sendable, Codable {
    /// What the session started with.
    public var start: Double
    public var equity: Double
    public var cash: Double
    /// Profit of trades closed since 00:00 UTC of venue time, costs included.
    public var realisedToday: Double
    /// Fall from the highest equity so far, as a fraction of it, now and at its worst.
    public var drawdown: Double
    public var maximumDrawdown: Double

    public init(
        start: Double = 0, equity: Double = 0, cash: Double = 0, realisedToday: Double = 0, drawdown: Double = 0,
        maximumDrawdown: Double = 0
    ) {
        self.start = start
        self.equity = equity
        self.cash = cash
        self.realisedToday = realisedToday
        self.drawdown = drawdown
        self.maximumDrawdown = maximumDrawdown
    }
}
