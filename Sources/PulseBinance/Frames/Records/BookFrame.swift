/// The top of a book on the spot market, and the snapshots of books that REST gives.
public struct BookFrame: WireRecord {
    public var lastUpdateID = Int64(0)
    public var eventTime: Int64?
    public var time: Int64?
    public var bids: [BookLevel] = []
    public var asks: [BookLevel] = []
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .integer("lastUpdateId", \.lastUpdateID), .integer("E", \.eventTime), .integer("T", \.time), .levels("bids", \.bids),
        .levels("asks", \.asks),
    ]
}
