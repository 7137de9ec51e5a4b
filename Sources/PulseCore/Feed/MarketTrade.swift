/// A public print of the venue, or several of one taker at one price put together.
public struct MarketTrade: Hashable, Sendable {
    /// Position of the instrument in the list that the feed was given.
    public var instrument: Int
    /// The venue's number of it; consecutive within an instrument, so that a lost one shows.
    public var id: Int64
    /// The numbers of the single trades in it; equal where it is one.
    public var firstTradeID: Int64
    public var lastTradeID: Int64
    public var price: Double
    /// In the base currency.
    public var quantity: Double
    public var time: Timestamp
    /// The venue's clock when it made the report.
    public var eventTime: Timestamp
    /// Whether the buyer's order stood in the book: then the taker sold.
    public var isBuyerMaker: Bool

    public init(
        instrument: Int, id: Int64, firstTradeID: Int64, lastTradeID: Int64, price: Double, quantity: Double, time: Timestamp,
        eventTime: Timestamp, isBuyerMaker: Bool
    ) {
        self.instrument = instrument
        self.id = id
        self.firstTradeID = firstTradeID
        self.lastTradeID = lastTradeID
        self.price = price
        self.quantity = quantity
        self.time = time
        self.eventTime = eventTime
        self.isBuyerMaker = isBuyerMaker
    }
}
