import PulseCore

/// One settlement of a perpetual's funding.
public struct FundingRate: Hashable, Sendable {
    /// As the venue gives it: some milliseconds after the full hour.
    public var time: Timestamp
    /// In 1e-8: 10,000 is .01 %.
    public var rate: Int64
    /// The price by which it was paid; nil for old settlements.
    public var markPrice: Double?

    public init(time: Timestamp, rate: Int64, markPrice: Double? = nil) {
        self.time = time
        self.rate = rate
        self.markPrice = markPrice
    }

    /// The settlement's own time: the nearest minute.
    public var settlement: Timestamp { Timestamp(milliseconds: (time.milliseconds + 30_000).floored(toMultipleOf: 60_000)) }
}

/// How a perpetual's funding differs from the venue's rule.
public struct FundingInfo: Hashable, Sendable {
    public var symbol: String
    /// Hours between settlements.
    public var intervalHours: Int
    /// The highest and lowest rate, as fractions.
    public var cap: Double?
    public var floor: Double?

    init?(_ wire: WireValue) {
        guard let symbol = wire["symbol"]?.string, let hours = wire["fundingIntervalHours"]?.integer, (1...24).contains(hours) else {
            return nil
        }
        self.symbol = symbol
        intervalHours = Int(hours)
        cap = wire["adjustedFundingRateCap"]?.decimal
        floor = wire["adjustedFundingRateFloor"]?.decimal
    }
}
