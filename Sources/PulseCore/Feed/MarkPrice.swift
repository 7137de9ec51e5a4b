/// A perpetual's mark price, and the funding that is in the making.
public struct MarkPrice: Hashable, Sendable {
    /// Position of the instrument in the list that the feed was given.
    public var instrument: Int
    public var mark: Double
    public var index: Double
    /// The running estimate of the coming payment's rate; nil for contracts without funding.
    public var fundingRate: Double?
    /// When that is paid; nil for contracts without funding.
    public var nextFunding: Timestamp?
    /// The venue's clock when it made the report.
    public var eventTime: Timestamp

    public init(instrument: Int, mark: Double, index: Double, fundingRate: Double?, nextFunding: Timestamp?, eventTime: Timestamp) {
        self.instrument = instrument
        self.mark = mark
        self.index = index
        self.fundingRate = fundingRate
        self.nextFunding = nextFunding
        self.eventTime = eventTime
    }
}
