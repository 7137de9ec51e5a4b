import PulseCore

/// A perpetual's mark price and the funding in the making.
public struct PremiumIndex: Hashable, Sendable {
    public var symbol: String
    public var mark: Double
    public var index: Double
    /// The running estimate of the coming rate; nil for contracts without funding.
    public var fundingRate: Double?
    public var nextFunding: Timestamp?
    public var time: Timestamp

    init?(_ wire: WireValue) {
        guard let symbol = wire["symbol"]?.string, let mark = wire["markPrice"]?.decimal, let index = wire["indexPrice"]?.decimal,
            let time = wire["time"]?.integer
        else { return nil }
        self.symbol = symbol
        self.mark = mark
        self.index = index
        let next = wire["nextFundingTime"]?.integer ?? 0
        nextFunding = next > 0 ? Timestamp(milliseconds: next) : nil
        fundingRate = next > 0 ? wire["lastFundingRate"]?.decimal : nil
        self.time = Timestamp(milliseconds: time)
    }
}
