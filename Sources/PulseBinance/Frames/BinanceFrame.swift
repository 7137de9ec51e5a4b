/// A text frame of Binance's streams with all that it says: for tools that look at whole frames. Feeds use `FrameDecoder`, which is faster
/// and takes only what they need.
public struct BinanceFrame: Hashable, Sendable {
    /// The name of the stream where the frame says it.
    public var stream: String?
    public var payload: Payload
    /// Further members of a frame's wrapper.
    public var extra: [WireMember]

    public enum Payload: Hashable, Sendable {
        case candle(CandleFrame)
        case continuousCandle(ContinuousCandleFrame)
        case aggregateTrade(AggregateTradeFrame)
        case trade(TradeFrame)
        case bestQuote(BestQuoteFrame)
        case markPrice(MarkPriceFrame)
        case depthUpdate(DepthUpdateFrame)
        case book(BookFrame)
        case miniTicker(MiniTickerFrame)
        case ticker(TickerFrame)
        case liquidation(LiquidationFrame)
        case compositeIndex(CompositeIndexFrame)
        case shutdown(ShutdownFrame)
        /// Reports of all markets.
        case list([Payload])
        /// The answer to a request: its object.
        case reply(WireValue)
        /// Not understood, for the reason given; its bytes.
        case quarantined([UInt8], reason: String)
    }

    /// Reads a frame; whatever it holds, there is a value for it.
    public init(_ bytes: [UInt8]) {
        extra = []
        guard let root = WireValue(json: bytes) else {
            payload = .quarantined(bytes, reason: "is no JSON")
            return
        }
        if case .object(let members) = root, let data = root["data"] {
            let name = root["stream"]
            stream = name?.string
            extra = members.filter { $0.key != "data" && ($0.key != "stream" || name?.string == nil) }
            payload = Payload(data) ?? .quarantined(bytes, reason: "an unknown or malformed report")
        } else {
            payload = Payload(root) ?? .quarantined(bytes, reason: "an unknown or malformed report")
        }
    }

    /// The frame as JSON, but for blanks and the order of members; nil for what was not understood.
    public var wire: WireValue? {
        guard let payload = payload.wire else { return nil }
        guard stream != nil || !extra.isEmpty else { return payload }
        let name = stream.map { [WireMember(key: "stream", value: .text($0))] } ?? []
        return .object(name + [WireMember(key: "data", value: payload)] + extra)
    }
}

extension BinanceFrame.Payload {
    /// A report, or a list of them; nil for what is neither.
    init?(_ wire: WireValue) {
        if let elements = wire.elements {
            let payloads = elements.compactMap { BinanceFrame.Payload($0) }
            guard payloads.count == elements.count else { return nil }
            self = .list(payloads)
            return
        }
        guard let kind = wire["e"]?.string else {
            guard let payload = Self.unnamed(wire) else { return nil }
            self = payload
            return
        }
        let payload: Self? =
            switch kind {
            case "kline": CandleFrame(wire: wire).map { .candle($0) }
            case "continuous_kline": ContinuousCandleFrame(wire: wire).map { .continuousCandle($0) }
            case "aggTrade": AggregateTradeFrame(wire: wire).map { .aggregateTrade($0) }
            case "trade": TradeFrame(wire: wire).map { .trade($0) }
            case "bookTicker": BestQuoteFrame(wire: wire).map { .bestQuote($0) }
            case "markPriceUpdate": MarkPriceFrame(wire: wire).map { .markPrice($0) }
            case "depthUpdate": DepthUpdateFrame(wire: wire).map { .depthUpdate($0) }
            case "24hrMiniTicker": MiniTickerFrame(wire: wire).map { .miniTicker($0) }
            case "24hrTicker", "1hTicker", "4hTicker", "1dTicker": TickerFrame(wire: wire).map { .ticker($0) }
            case "forceOrder": LiquidationFrame(wire: wire).map { .liquidation($0) }
            case "compositeIndex": CompositeIndexFrame(wire: wire).map { .compositeIndex($0) }
            case "serverShutdown": ShutdownFrame(wire: wire).map { .shutdown($0) }
            default: nil
            }
        guard let payload else { return nil }
        self = payload
    }

    private static func unnamed(_ wire: WireValue) -> Self? {
        if wire["lastUpdateId"] != nil { return BookFrame(wire: wire).map { .book($0) } }
        if wire["u"] != nil { return BestQuoteFrame(wire: wire).map { .bestQuote($0) } }
        let isReply = (wire["result"] != nil && wire["id"] != nil) || wire["error"] != nil || (wire["code"] != nil && wire["msg"] != nil)
        return isReply ? .reply(wire) : nil
    }

    /// The report as JSON; nil for what was not understood.
    var wire: WireValue? {
        switch self {
        case .candle(let record): record.wire
        case .continuousCandle(let record): record.wire
        case .aggregateTrade(let record): record.wire
        case .trade(let record): record.wire
        case .bestQuote(let record): record.wire
        case .markPrice(let record): record.wire
        case .depthUpdate(let record): record.wire
        case .book(let record): record.wire
        case .miniTicker(let record): record.wire
        case .ticker(let record): record.wire
        case .liquidation(let record): record.wire
        case .compositeIndex(let record): record.wire
        case .shutdown(let record): record.wire
        case .list(let payloads):
            payloads.contains { $0.wire == nil } ? nil : .list(payloads.compactMap(\.wire))
        case .reply(let wire): wire
        case .quarantined: nil
        }
    }
}
