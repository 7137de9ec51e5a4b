/// A candle on the wire: the object `k` of candle reports.
public struct WireCandle: WireRecord {
    public var openTime = Int64(0)
    public var closeTime = Int64(0)
    /// Missing in continuous contracts.
    public var symbol: String?
    public var interval = ""
    public var firstID = Int64(0)
    public var lastID = Int64(0)
    public var open = WireDecimal()
    public var close = WireDecimal()
    public var high = WireDecimal()
    public var low = WireDecimal()
    public var volume = WireDecimal()
    public var tradeCount = Int64(0)
    public var isClosed = false
    public var quoteVolume = WireDecimal()
    public var takerBuyVolume = WireDecimal()
    public var takerBuyQuoteVolume = WireDecimal()
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .integer("t", \.openTime), .integer("T", \.closeTime), .text("s", \.symbol), .text("i", \.interval),
        .integer("f", \.firstID), .integer("L", \.lastID), .decimal("o", \.open), .decimal("c", \.close), .decimal("h", \.high),
        .decimal("l", \.low), .decimal("v", \.volume), .integer("n", \.tradeCount), .flag("x", \.isClosed),
        .decimal("q", \.quoteVolume), .decimal("V", \.takerBuyVolume), .decimal("Q", \.takerBuyQuoteVolume),
    ]
}
