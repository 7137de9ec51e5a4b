/// `trade`: one fill.
public struct TradeFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var id = Int64(0)
    public var price = WireDecimal()
    public var quantity = WireDecimal()
    /// In recordings from before June 2024.
    public var buyOrderID: Int64?
    /// In recordings from before June 2024.
    public var sellOrderID: Int64?
    public var time = Int64(0)
    /// `MARKET` where it was a trade of the market.
    public var origin: String?
    public var isBuyerMaker = false
    public var ignored: Bool?
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .integer("t", \.id), .decimal("p", \.price),
        .decimal("q", \.quantity), .integer("b", \.buyOrderID), .integer("a", \.sellOrderID), .integer("T", \.time),
        .text("X", \.origin), .flag("m", \.isBuyerMaker), .flag("M", \.ignored), .integer("st", \.settlement),
    ]
}
