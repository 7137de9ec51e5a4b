/// `continuous_kline`: a candle of a pair and kind of contract.
public struct ContinuousCandleFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var pair = ""
    public var contract = ""
    public var candle = WireCandle()
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("ps", \.pair), .text("ct", \.contract), .record("k", \.candle),
    ]
}
