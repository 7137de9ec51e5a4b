/// `forceOrder`: a sample of the liquidations of the last second.
public struct LiquidationFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var order = LiquidationOrder()
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .record("o", \.order),
    ]
}
