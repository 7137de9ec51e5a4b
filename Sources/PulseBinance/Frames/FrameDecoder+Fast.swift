import PulseCore

extension FrameDecoder {
    /// The event of a frame that has the recorded key order; nil for anything else.
    @inline(__always)
    func fastEvent(_ start: UnsafePointer<UInt8>, count: Int) -> FeedEvent? {
        var cursor = FastCursor(start, count: count)
        let isCombined = cursor.skip("{\"stream\":\"")
        if isCombined {
            guard cursor.text() != nil, cursor.skip(",\"data\":") else { return nil }
        }
        let event: FeedEvent?
        if cursor.skip("{\"e\":\"") {
            guard cursor.position < cursor.end else { return nil }
            switch cursor.position.pointee {
            case UInt8(ascii: "k"): event = fastCandle(&cursor)
            case UInt8(ascii: "a"): event = fastAggregateTrade(&cursor)
            case UInt8(ascii: "t"): event = fastTrade(&cursor)
            case UInt8(ascii: "b"): event = fastFuturesQuote(&cursor)
            case UInt8(ascii: "m"): event = fastMarkPrice(&cursor)
            default: return nil
            }
        } else if cursor.skip("{\"u\":") {
            event = fastSpotQuote(&cursor)
        } else {
            return nil
        }
        guard event != nil, !isCombined || cursor.skip("}"), cursor.position == cursor.end else { return nil }
        return event
    }

    @inline(__always)
    private func fastCandle(_ cursor: inout FastCursor) -> FeedEvent? {
        guard cursor.skip("kline\",\"E\":"), let eventTime = cursor.integer(), cursor.skip(",\"s\":\""), let symbol = cursor.text(),
            let name = symbol.baseAddress, let instrument = symbols.find(name, symbol.count), cursor.skip(",\"k\":{\"t\":"),
            let openTime = cursor.integer(), cursor.next("\"T\":"), cursor.integer() != nil, cursor.next("\"s\":\""),
            let again = cursor.text(), again.count == symbol.count, cursor.next("\"i\":\""), let interval = cursor.text(),
            let letters = interval.baseAddress, let timeframe = Self.timeframe(letters, interval.count),
            cursor.next("\"f\":"), cursor.integer() != nil, cursor.next("\"L\":"), cursor.integer() != nil,
            cursor.next("\"o\":\""), let open = cursor.decimal(), cursor.next("\"c\":\""), let close = cursor.decimal(),
            cursor.next("\"h\":\""), let high = cursor.decimal(), cursor.next("\"l\":\""), let low = cursor.decimal(),
            cursor.next("\"v\":\""), let volume = cursor.decimal(), cursor.next("\"n\":"), let trades = cursor.integer(),
            cursor.next("\"x\":"), let isClosed = cursor.flag(), cursor.next("\"q\":\""), let quoteVolume = cursor.decimal(),
            cursor.next("\"V\":\""), let takerVolume = cursor.decimal(), cursor.next("\"Q\":\""), let takerQuote = cursor.decimal(),
            cursor.next("\"B\":\""), cursor.text() != nil, cursor.skip("}}")
        else { return nil }
        for index in 0..<symbol.count where again[index] != symbol[index] { return nil }
        let candle = Candle(
            openTime: Timestamp(milliseconds: openTime), open: open, high: high, low: low, close: close, volume: volume,
            quoteVolume: quoteVolume, tradeCount: trades, takerBuyVolume: takerVolume, takerBuyQuoteVolume: takerQuote)
        guard Self.isPossible(candle, timeframe) else { return nil }
        return .candle(
            CandleUpdate(
                instrument: instrument, timeframe: timeframe, candle: candle, isClosed: isClosed,
                eventTime: Timestamp(milliseconds: eventTime)))
    }

    /// Spot `e E s a p q f l T m M`, futures `e E a s p q [nq] f l T m [st]`.
    @inline(__always)
    private func fastAggregateTrade(_ cursor: inout FastCursor) -> FeedEvent? {
        guard cursor.skip("aggTrade\",\"E\":"), let eventTime = cursor.integer() else { return nil }
        var id: Int64?
        if cursor.skip(",\"a\":") { id = cursor.integer() }
        guard cursor.skip(",\"s\":\""), let instrument = instrument(&cursor) else { return nil }
        if id == nil, cursor.skip(",\"a\":") { id = cursor.integer() }
        guard let id, cursor.skip(",\"p\":\""), let price = cursor.decimal(), cursor.skip(",\"q\":\""), let quantity = cursor.decimal()
        else { return nil }
        if cursor.skip(",\"nq\":\""), cursor.text() == nil { return nil }
        guard cursor.skip(",\"f\":"), let first = cursor.integer(), cursor.skip(",\"l\":"), let last = cursor.integer(),
            cursor.skip(",\"T\":"), let time = cursor.integer(), cursor.skip(",\"m\":"), let isBuyerMaker = cursor.flag()
        else { return nil }
        if cursor.skip(",\"M\":"), cursor.flag() == nil { return nil }
        guard closeReport(&cursor) else { return nil }
        return Self.trade(
            MarketTrade(
                instrument: instrument, id: id, firstTradeID: first, lastTradeID: last, price: price, quantity: quantity,
                time: Timestamp(milliseconds: time), eventTime: Timestamp(milliseconds: eventTime), isBuyerMaker: isBuyerMaker))
    }

    /// Spot `e E s t p q T m M`, futures `e E T s t p q X m [st]`.
    @inline(__always)
    private func fastTrade(_ cursor: inout FastCursor) -> FeedEvent? {
        guard cursor.skip("trade\",\"E\":"), let eventTime = cursor.integer() else { return nil }
        var time: Int64?
        if cursor.skip(",\"T\":") { time = cursor.integer() }
        guard cursor.skip(",\"s\":\""), let instrument = instrument(&cursor), cursor.skip(",\"t\":"), let id = cursor.integer(),
            cursor.skip(",\"p\":\""), let price = cursor.decimal(), cursor.skip(",\"q\":\""), let quantity = cursor.decimal()
        else { return nil }
        if time == nil {
            guard cursor.skip(",\"T\":") else { return nil }
            time = cursor.integer()
        } else {
            guard cursor.skip(",\"X\":\"MARKET\"") else { return nil }
        }
        guard let time, cursor.skip(",\"m\":"), let isBuyerMaker = cursor.flag() else { return nil }
        if cursor.skip(",\"M\":"), cursor.flag() == nil { return nil }
        guard closeReport(&cursor) else { return nil }
        return Self.trade(
            MarketTrade(
                instrument: instrument, id: id, firstTradeID: id, lastTradeID: id, price: price, quantity: quantity,
                time: Timestamp(milliseconds: time), eventTime: Timestamp(milliseconds: eventTime), isBuyerMaker: isBuyerMaker))
    }

    /// `u s b B a A`, the `{"u":` being behind us.
    @inline(__always)
    private func fastSpotQuote(_ cursor: inout FastCursor) -> FeedEvent? {
        guard let id = cursor.integer(), cursor.skip(",\"s\":\""), let instrument = instrument(&cursor),
            let prices = bestPrices(&cursor), cursor.skip("}")
        else { return nil }
        return Self.quote(
            BestQuote(
                instrument: instrument, updateID: id, bid: prices.bid, bidQuantity: prices.bidQuantity, ask: prices.ask,
                askQuantity: prices.askQuantity, eventTime: nil))
    }

    /// `e u s [ps] b B a A T E [st]`.
    @inline(__always)
    private func fastFuturesQuote(_ cursor: inout FastCursor) -> FeedEvent? {
        guard cursor.skip("bookTicker\",\"u\":"), let id = cursor.integer(), cursor.skip(",\"s\":\""),
            let instrument = instrument(&cursor)
        else { return nil }
        if cursor.skip(",\"ps\":\""), cursor.text() == nil { return nil }
        guard let prices = bestPrices(&cursor), cursor.skip(",\"T\":"), cursor.integer() != nil, cursor.skip(",\"E\":"),
            let eventTime = cursor.integer(), closeReport(&cursor)
        else { return nil }
        return Self.quote(
            BestQuote(
                instrument: instrument, updateID: id, bid: prices.bid, bidQuantity: prices.bidQuantity, ask: prices.ask,
                askQuantity: prices.askQuantity, eventTime: Timestamp(milliseconds: eventTime)))
    }

    /// `e E s p [ap] P i r T [st]`.
    @inline(__always)
    private func fastMarkPrice(_ cursor: inout FastCursor) -> FeedEvent? {
        guard cursor.skip("markPriceUpdate\",\"E\":"), let eventTime = cursor.integer(), cursor.skip(",\"s\":\""),
            let instrument = instrument(&cursor), cursor.skip(",\"p\":\""), let mark = cursor.decimal()
        else { return nil }
        if cursor.skip(",\"ap\":\""), cursor.text() == nil { return nil }
        guard cursor.skip(",\"P\":\""), cursor.text() != nil, cursor.skip(",\"i\":\""), let index = cursor.decimal(),
            cursor.skip(",\"r\":\""), let rate = cursor.decimal(), cursor.skip(",\"T\":"), let next = cursor.integer(), next > 0,
            closeReport(&cursor)
        else { return nil }
        return Self.markPrice(
            MarkPrice(
                instrument: instrument, mark: mark, index: index, fundingRate: rate, nextFunding: Timestamp(milliseconds: next),
                eventTime: Timestamp(milliseconds: eventTime)))
    }

    @inline(__always)
    private func instrument(_ cursor: inout FastCursor) -> Int? {
        guard let symbol = cursor.text(), let name = symbol.baseAddress else { return nil }
        return symbols.find(name, symbol.count)
    }

    @inline(__always)
    private func bestPrices(_ cursor: inout FastCursor) -> (bid: Double, bidQuantity: Double, ask: Double, askQuantity: Double)? {
        guard cursor.skip(",\"b\":\""), let bid = cursor.decimal(), cursor.skip(",\"B\":\""), let bidQuantity = cursor.decimal(),
            cursor.skip(",\"a\":\""), let ask = cursor.decimal(), cursor.skip(",\"A\":\""), let askQuantity = cursor.decimal()
        else { return nil }
        return (bid, bidQuantity, ask, askQuantity)
    }

    /// The end of a report, with the mark of USD-margined futures where it is given.
    @inline(__always)
    private func closeReport(_ cursor: inout FastCursor) -> Bool {
        if cursor.skip("}") { return true }
        return cursor.skip(",\"st\":1}")
    }

    @inline(__always)
    static func trade(_ trade: MarketTrade) -> FeedEvent? {
        trade.price > 0 && trade.quantity >= 0 ? .trade(trade) : nil
    }

    @inline(__always)
    static func quote(_ quote: BestQuote) -> FeedEvent? {
        quote.bid >= 0 && quote.ask >= 0 && quote.bidQuantity >= 0 && quote.askQuantity >= 0 ? .quote(quote) : nil
    }

    @inline(__always)
    static func markPrice(_ mark: MarkPrice) -> FeedEvent? {
        mark.mark > 0 && mark.index >= 0 ? .markPrice(mark) : nil
    }
}
