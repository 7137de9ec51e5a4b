import PulseCore
import PulseStore

extension FrameDecoder {
    /// What became of one report of a frame.
    private enum Report {
        case event(FeedEvent)
        case ignored
        case shutdown
        case fault(String)
    }

    /// Decodes a frame with its keys in any order.
    @inline(never)
    func decodeGeneral(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> FrameOutcome {
        var cursor = JSONCursor(start, end)
        guard let root = cursor.value(), cursor.isAtEnd() else { return .quarantined(reason: "is no JSON") }
        switch root.kind {
        case .array: return decodeReports(root, receivedAt, &messages)
        case .object: break
        default: return .quarantined(reason: "is neither an object nor an array")
        }
        var payload: JSONToken?
        var reply = ReplyFields()
        var members = JSONCursor(inside: root)
        var isFirst = true
        while let (key, value) = members.member(isFirst: &isFirst) {
            if key.isText("data") { payload = value }
            reply.note(key, value)
        }
        if let payload {
            switch payload.kind {
            case .array: return decodeReports(payload, receivedAt, &messages)
            case .object: return outcome(report(payload), receivedAt, &messages)
            default: return .quarantined(reason: "data is neither an object nor an array")
            }
        }
        if let outcome = reply.outcome { return outcome }
        return outcome(report(root), receivedAt, &messages)
    }

    private func outcome(_ report: Report, _ receivedAt: UInt64, _ messages: inout [FeedMessage]) -> FrameOutcome {
        switch report {
        case .event(let event):
            messages.append(FeedMessage(event, receivedAt: receivedAt))
            return .events(1)
        case .ignored: return .ignored
        case .shutdown: return .shutdown
        case .fault(let reason): return .quarantined(reason: reason)
        }
    }

    /// All reports of an array; none of them where one is malformed.
    private func decodeReports(_ array: JSONToken, _ receivedAt: UInt64, _ messages: inout [FeedMessage]) -> FrameOutcome {
        let before = messages.count
        var elements = JSONCursor(inside: array)
        var isFirst = true
        while let element = elements.element(isFirst: &isFirst) {
            guard element.kind == .object else {
                messages.removeSubrange(before...)
                return .quarantined(reason: "an element is no object")
            }
            switch report(element) {
            case .event(let event): messages.append(FeedMessage(event, receivedAt: receivedAt))
            case .ignored, .shutdown: break
            case .fault(let reason):
                messages.removeSubrange(before...)
                return .quarantined(reason: reason)
            }
        }
        return messages.count > before ? .events(messages.count - before) : .ignored
    }

    private func report(_ object: JSONToken) -> Report {
        fields.fill(object)
        let kind = fields["e"]
        if kind.kind == .absent { return unnamed(object) }
        if kind.isText("kline") { return candle() }
        if kind.isText("serverShutdown") { return .shutdown }
        if fields.isOfCoinM { return .ignored }
        if kind.isText("aggTrade") { return aggregateTrade() }
        if kind.isText("trade") { return trade() }
        if kind.isText("bookTicker") { return quote() }
        if kind.isText("markPriceUpdate") { return markPrice() }
        for name in Self.otherReports where kind.isText(name) { return .ignored }
        return .fault("a report of an unknown kind")
    }

    /// Reports that exist, and that are not for feeds.
    private static let otherReports: [StaticString] = [
        "depthUpdate", "24hrTicker", "24hrMiniTicker", "1hTicker", "4hTicker", "1dTicker", "forceOrder", "continuous_kline", "avgPrice",
        "compositeIndex", "contractInfo", "assetIndexUpdate", "referencePrice", "blockTrade",
    ]

    /// Reports without a kind: spot's best prices, and the top of a book.
    private func unnamed(_ object: JSONToken) -> Report {
        if fields["u"].kind == .number, fields["s"].kind == .string { return quote() }
        var cursor = JSONCursor(inside: object)
        var isFirst = true
        while let (key, _) = cursor.member(isFirst: &isFirst) {
            if key.isText("lastUpdateId") { return .ignored }
        }
        return .fault("a report without a kind")
    }

    /// The number of the report's instrument: nil and `isUnknown` where it is not wanted, nil alone where there is no symbol.
    private func instrument(_ fields: FrameFields) -> (index: Int?, isUnknown: Bool) {
        let token = fields["s"]
        guard token.kind == .string else { return (nil, false) }
        if token.hasEscapes {
            guard let text = WireValue.unescaped(token) else { return (nil, false) }
            let index = Array(text.utf8).withUnsafeBufferPointer { bytes in bytes.baseAddress.flatMap { view.find($0, bytes.count) } }
            return (index, index == nil)
        }
        let index = view.find(token.start, token.count)
        return (index, index == nil)
    }

    private func candle() -> Report {
        guard fields["k"].kind == .object, let eventTime = fields.time("E") else { return .fault("a candle without k or E") }
        inner.fill(fields["k"])
        guard let openTime = inner.time("t"), inner.integer("T") != nil, let open = inner.decimal("o"), let high = inner.decimal("h"),
            let low = inner.decimal("l"), let close = inner.decimal("c"), let volume = inner.decimal("v"),
            let quoteVolume = inner.decimal("q"), let trades = inner.integer("n"), let isClosed = inner.flag("x"),
            let takerVolume = inner.decimal("V"), let takerQuote = inner.decimal("Q"), inner["i"].kind == .string
        else { return .fault("a candle with a field missing or malformed") }
        let candle = Candle(
            openTime: openTime, open: open, high: high, low: low, close: close, volume: volume, quoteVolume: quoteVolume,
            tradeCount: trades, takerBuyVolume: takerVolume, takerBuyQuoteVolume: takerQuote)
        let (index, isUnknown) = instrument(fields)
        if isUnknown { return .ignored }
        guard let index else { return .fault("a candle without a symbol") }
        let again = instrument(inner)
        guard again.isUnknown == false, again.index == index || again.index == nil else { return .fault("a candle of two symbols") }
        guard let timeframe = Self.timeframe(inner["i"].start, inner["i"].count) else { return .ignored }
        let update = CandleUpdate(instrument: index, timeframe: timeframe, candle: candle, isClosed: isClosed, eventTime: eventTime)
        return isPossible(update) ? .event(.candle(update)) : .fault("a candle that cannot be")
    }

    private func aggregateTrade() -> Report {
        guard let eventTime = fields.time("E"), let id = fields.integer("a"), let price = fields.decimal("p"),
            let quantity = fields.decimal("q"), let first = fields.integer("f"), let last = fields.integer("l"),
            let time = fields.time("T"), let isBuyerMaker = fields.flag("m")
        else { return .fault("a trade with a field missing or malformed") }
        return located { index in
            Self.trade(
                MarketTrade(
                    instrument: index, id: id, firstTradeID: first, lastTradeID: last, price: price, quantity: quantity, time: time,
                    eventTime: eventTime, isBuyerMaker: isBuyerMaker))
        }
    }

    private func trade() -> Report {
        guard let eventTime = fields.time("E"), let id = fields.integer("t"), let price = fields.decimal("p"),
            let quantity = fields.decimal("q"), let time = fields.time("T"), let isBuyerMaker = fields.flag("m")
        else { return .fault("a trade with a field missing or malformed") }
        // What the insurance fund and deleveraging did was no trade of the market.
        if fields["X"].kind == .string, !fields["X"].isText("MARKET") { return .ignored }
        return located { index in
            Self.trade(
                MarketTrade(
                    instrument: index, id: id, firstTradeID: id, lastTradeID: id, price: price, quantity: quantity, time: time,
                    eventTime: eventTime, isBuyerMaker: isBuyerMaker))
        }
    }

    private func quote() -> Report {
        guard let id = fields.integer("u"), let bid = fields.decimal("b"), let bidQuantity = fields.decimal("B"),
            let ask = fields.decimal("a"), let askQuantity = fields.decimal("A")
        else { return .fault("best prices with a field missing or malformed") }
        var eventTime: Timestamp?
        if fields["e"].kind != .absent {
            guard let time = fields.time("E") else { return .fault("best prices without a time") }
            eventTime = time
        }
        return located { index in
            Self.quote(
                BestQuote(
                    instrument: index, updateID: id, bid: bid, bidQuantity: bidQuantity, ask: ask, askQuantity: askQuantity,
                    eventTime: eventTime))
        }
    }

    private func markPrice() -> Report {
        guard let eventTime = fields.time("E"), let mark = fields.decimal("p"), let index = fields.decimal("i"),
            fields["r"].kind == .string, let next = fields.integer("T")
        else { return .fault("a mark price with a field missing or malformed") }
        var rate: Double?
        if fields["r"].count > 0 {
            guard let value = fields.decimal("r") else { return .fault("a funding rate that is none") }
            rate = value
        }
        return located { instrument in
            Self.markPrice(
                MarkPrice(
                    instrument: instrument, mark: mark, index: index, fundingRate: rate,
                    nextFunding: next > 0 ? Timestamp(milliseconds: next) : nil, eventTime: eventTime))
        }
    }

    /// The event, where the instrument is wanted and the values can be.
    private func located(_ make: (Int) -> FeedEvent?) -> Report {
        let (index, isUnknown) = instrument(fields)
        if isUnknown { return .ignored }
        guard let index else { return .fault("a report without a symbol") }
        guard let event = make(index) else { return .fault("a price, quantity or time that cannot be") }
        return .event(event)
    }
}
