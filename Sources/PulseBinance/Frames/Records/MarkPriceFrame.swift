/// `markPriceUpdate`: mark and index price, and the funding in the making.
public struct MarkPriceFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var mark = WireDecimal()
    public var markAverage: WireDecimal?
    public var estimatedSettle = WireDecimal()
    public var index = WireDecimal()
    /// Empty for contracts without funding.
    public var fundingRate = WireDecimal()
    /// 0 for contracts without funding.
    public var nextFunding = Int64(0)
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .decimal("p", \.mark),
        .decimal("ap", \.markAverage), .decimal("P", \.estimatedSettle), .decimal("i", \.index), .decimal("r", \.fundingRate),
        .integer("T", \.nextFunding), .integer("st", \.settlement),
    ]
}
