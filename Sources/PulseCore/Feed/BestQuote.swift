/// The best bid and ask of a book.
public struct BestQuote: Hashable, Sendable {
    /// Position of the instrument in the list that the feed was given.
    public var instrument: Int
    /// The book's number of the update; grows strictly within an instrument.
    public var updateID: Int64
    public var bid: Double
    public var bidQuantity: Double
    public var ask: Double
    public var askQuantity: Double
    /// The venue's clock; nil where the venue does not say (spot).
    public var eventTime: Timestamp?

    public init(
        instrument: Int, updateID: Int64, bid: Double, bidQuantity: Double, ask: Double, askQuantity: Double, eventTime: Timestamp?
    ) {
        self.instrument = instrument
        self.updateID = updateID
        self.bid = bid
        self.bidQuantity = bidQuantity
        self.ask = ask
        self.askQuantity = askQuantity
        self.eventTime = eventTime
    }
}
