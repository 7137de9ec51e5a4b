/// `24hrTicker` and those of other windows: the last hours in full.
public struct TickerFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var pair: String?
    public var change = WireDecimal()
    public var changePercent = WireDecimal()
    public var averagePrice = WireDecimal()
    public var priceBefore: WireDecimal?
    public var close = WireDecimal()
    public var lastQuantity = WireDecimal()
    public var bid: WireDecimal?
    public var bidQuantity: WireDecimal?
    public var ask: WireDecimal?
    public var askQuantity: WireDecimal?
    public var open = WireDecimal()
    public var high = WireDecimal()
    public var low = WireDecimal()
    public var volume = WireDecimal()
    public var quoteVolume = WireDecimal()
    public var openTime = Int64(0)
    public var closeTime = Int64(0)
    public var firstID = Int64(0)
    public var lastID = Int64(0)
    public var tradeCount = Int64(0)
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .text("ps", \.pair), .decimal("p", \.change),
        .decimal("P", \.changePercent), .decimal("w", \.averagePrice), .decimal("x", \.priceBefore), .decimal("c", \.close),
        .decimal("Q", \.lastQuantity), .decimal("b", \.bid), .decimal("B", \.bidQuantity), .decimal("a", \.ask),
        .decimal("A", \.askQuantity), .decimal("o", \.open), .decimal("h", \.high), .decimal("l", \.low),
        .decimal("v", \.volume), .decimal("q", \.quoteVolume), .integer("O", \.openTime), .integer("C", \.closeTime),
        .integer("F", \.firstID), .integer("L", \.lastID), .integer("n", \.tradeCount), .integer("st", \.settlement),
    ]
}
