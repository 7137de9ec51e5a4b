/// The object `o` of `forceOrder`: an order that liquidates a position.
public struct LiquidationOrder: WireRecord {
    public var symbol = ""
    /// `SELL` where a long was liquidated.
    public var side = ""
    public var type = ""
    public var timeInForce = ""
    public var quantity = WireDecimal()
    public var price = WireDecimal()
    public var averagePrice = WireDecimal()
    public var status = ""
    public var lastFilled = WireDecimal()
    public var filled = WireDecimal()
    public var time = Int64(0)
    public var pair: String?
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("s", \.symbol), .text("S", \.side), .text("o", \.type), .text("f", \.timeInForce), .decimal("q", \.quantity),
        .decimal("p", \.price), .decimal("ap", \.averagePrice), .text("X", \.status), .decimal("l", \.lastFilled),
        .decimal("z", \.filled), .integer("T", \.time), .text("ps", \.pair), .integer("st", \.settlement),
    ]
}
