/// `bookTicker`: the best bid and ask; without kind and times on the spot market.
public struct BestQuoteFrame: WireRecord {
    public var kind: String?
    public var updateID = Int64(0)
    public var symbol = ""
    public var pair: String?
    public var bid = WireDecimal()
    public var bidQuantity = WireDecimal()
    public var ask = WireDecimal()
    public var askQuantity = WireDecimal()
    public var time: Int64?
    public var eventTime: Int64?
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("u", \.updateID), .text("s", \.symbol), .text("ps", \.pair), .decimal("b", \.bid),
        .decimal("B", \.bidQuantity), .decimal("a", \.ask), .decimal("A", \.askQuantity), .integer("T", \.time),
        .integer("E", \.eventTime), .integer("st", \.settlement),
    ]
}
