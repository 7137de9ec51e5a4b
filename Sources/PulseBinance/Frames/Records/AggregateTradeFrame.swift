/// `aggTrade`: fills of one taker at one price.
public struct AggregateTradeFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var id = Int64(0)
    public var price = WireDecimal()
    public var quantity = WireDecimal()
    /// The quantity without retail price improvement.
    public var quantityOnBook: WireDecimal?
    public var firstTradeID = Int64(0)
    public var lastTradeID = Int64(0)
    public var time = Int64(0)
    public var isBuyerMaker = false
    public var ignored: Bool?
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .integer("a", \.id), .decimal("p", \.price),
        .decimal("q", \.quantity), .decimal("nq", \.quantityOnBook), .integer("f", \.firstTradeID), .integer("l", \.lastTradeID),
        .integer("T", \.time), .flag("m", \.isBuyerMaker), .flag("M", \.ignored), .integer("st", \.settlement),
    ]
}
