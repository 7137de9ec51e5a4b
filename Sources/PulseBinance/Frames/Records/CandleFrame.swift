/// `kline`: a candle of an instrument, forming or closed.
public struct CandleFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var candle = WireCandle()
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .record("k", \.candle),
    ]
}
