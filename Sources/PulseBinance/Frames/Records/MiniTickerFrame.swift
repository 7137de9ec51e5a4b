/// `24hrMiniTicker`: the last 24 hours in brief.
public struct MiniTickerFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var pair: String?
    public var close = WireDecimal()
    public var open = WireDecimal()
    public var high = WireDecimal()
    public var low = WireDecimal()
    public var volume = WireDecimal()
    public var quoteVolume = WireDecimal()
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .text("ps", \.pair), .decimal("c", \.close),
        .decimal("o", \.open), .decimal("h", \.high), .decimal("l", \.low), .decimal("v", \.volume),
        .decimal("q", \.quoteVolume), .integer("st", \.settlement),
    ]
}
