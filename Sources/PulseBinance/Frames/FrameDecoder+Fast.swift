import PulseCore

extension FrameDecoder {
    /// Appends the event of a frame that has the recorded key order; false, and nothing appended, for anything else.
    @inline(__always)
    func decodeFast(
        _ start: UnsafePointer<UInt8>, count: Int, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        var cursor = FastCursor(start, count: count, tables)
        let isCombined = cursor.skip("{\"stream\":\"")
        if isCombined {
            _ = cursor.text()
            guard cursor.skip(",\"data\":") else { return false }
        }
        if cursor.skip("{\"e\":\"") {
            guard cursor.position < cursor.end else { return false }
            switch cursor.position.pointee {
            case UInt8(ascii: "k"): return fastCandle(&cursor, isCombined, receivedAt, &messages)
            case UInt8(ascii: "a"): return fastAggregateTrade(&cursor, isCombined, receivedAt, &messages)
            case UInt8(ascii: "t"): return fastTrade(&cursor, isCombined, receivedAt, &messages)
            case UInt8(ascii: "b"): return fastFuturesQuote(&cursor, isCombined, receivedAt, &messages)
            case UInt8(ascii: "m"): return fastMarkPrice(&cursor, isCombined, receivedAt, &messages)
            default: return false
            }
        }
        return cursor.skip("{\"u\":") && fastSpotQuote(&cursor, isCombined, receivedAt, &messages)
    }

    @inline(__always)
    private func fastCandle(
        _ cursor: inout FastCursor, _ isCombined: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        guard cursor.skip("kline\",\"E\":") else { return false }
        let eventTime = cursor.integer()
        guard cursor.skip(",\"s\":\"") else { return false }
        let symbol = cursor.text()
        guard cursor.skip(",\"k\":{\"t\":") else { return false }
        let openTime = cursor.integer()
        // Futures put a blank behind each comma here, the spot market none.
        guard cursor.position + 1 < cursor.end else { return false }
        return cursor.position[1] == UInt8(ascii: " ")
            ? fastCandle(&cursor, symbol, openTime, eventTime, isCombined, blanks: true, receivedAt, &messages)
            : fastCandle(&cursor, symbol, openTime, eventTime, isCombined, blanks: false, receivedAt, &messages)
    }

    /// The rest of a candle, its open time being behind us.
    @inline(__always)
    private func fastCandle(
        _ cursor: inout FastCursor, _ symbol: UnsafeBufferPointer<UInt8>, _ openTime: Int64, _ eventTime: Int64, _ isCombined: Bool,
        blanks: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        guard cursor.next("\"T\":", blanks: blanks) else { return false }
        cursor.skipInteger()
        guard cursor.next("\"s\":\"", blanks: blanks), cursor.skip(again: symbol), cursor.next("\"i\":\"", blanks: blanks) else {
            return false
        }
        let interval = cursor.text()
        guard cursor.next("\"f\":", blanks: blanks) else { return false }
        cursor.skipInteger()
        guard cursor.next("\"L\":", blanks: blanks) else { return false }
        cursor.skipInteger()
        guard cursor.next("\"o\":\"", blanks: blanks) else { return false }
        let open = cursor.decimal()
        guard cursor.next("\"c\":\"", blanks: blanks) else { return false }
        let close = cursor.decimal()
        guard cursor.next("\"h\":\"", blanks: blanks) else { return false }
        let high = cursor.decimal()
        guard cursor.next("\"l\":\"", blanks: blanks) else { return false }
        let low = cursor.decimal()
        guard cursor.next("\"v\":\"", blanks: blanks) else { return false }
        let volume = cursor.decimal()
        guard cursor.next("\"n\":", blanks: blanks) else { return false }
        let trades = cursor.integer()
        guard cursor.next("\"x\":", blanks: blanks) else { return false }
        let isClosed = cursor.flag()
        guard cursor.next("\"q\":\"", blanks: blanks) else { return false }
        let quoteVolume = cursor.decimal()
        guard cursor.next("\"V\":\"", blanks: blanks) else { return false }
        let takerVolume = cursor.decimal()
        guard cursor.next("\"Q\":\"", blanks: blanks) else { return false }
        let takerQuote = cursor.decimal()
        guard cursor.next("\"B\":\"", blanks: blanks) else { return false }
        _ = cursor.text()
        guard cursor.skip("}"), closes(&cursor, isCombined), let name = symbol.baseAddress,
            let instrument = view.find(name, symbol.count), let timeframe = fastTimeframe(interval)
        else { return false }
        let candle = Candle(
            openTime: Timestamp(milliseconds: openTime), open: open, high: high, low: low, close: close, volume: volume,
            quoteVolume: quoteVolume, tradeCount: trades, takerBuyVolume: takerVolume, takerBuyQuoteVolume: takerQuote)
        let update = CandleUpdate(
            instrument: instrument, timeframe: timeframe, candle: candle, isClosed: isClosed,
            eventTime: Timestamp(milliseconds: eventTime))
        guard isPossible(update) else { return false }
        messages.append(FeedMessage(.candle(update), receivedAt: receivedAt))
        return true
    }

    @inline(__always)
    private func fastTimeframe(_ interval: UnsafeBufferPointer<UInt8>) -> Timeframe? {
        guard let letters = interval.baseAddress else { return nil }
        if interval.count == 2, letters[0] == UInt8(ascii: "1"), letters[1] == UInt8(ascii: "m") { return minute }
        return Self.timeframe(letters, interval.count)
    }

    /// Spot `e E s a p q f l T m M`, futures `e E a s p q [nq] f l T m [st]`.
    @inline(__always)
    private func fastAggregateTrade(
        _ cursor: inout FastCursor, _ isCombined: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        guard cursor.skip("aggTrade\",\"E\":") else { return false }
        let eventTime = cursor.integer()
        let numberComesFirst = cursor.skip(",\"a\":")
        var id = numberComesFirst ? cursor.integer() : 0
        guard cursor.skip(",\"s\":\"") else { return false }
        let symbol = cursor.text()
        if !numberComesFirst {
            guard cursor.skip(",\"a\":") else { return false }
            id = cursor.integer()
        }
        guard cursor.skip(",\"p\":\"") else { return false }
        let price = cursor.decimal()
        guard cursor.skip(",\"q\":\"") else { return false }
        let quantity = cursor.decimal()
        if cursor.skip(",\"nq\":\"") { _ = cursor.text() }
        guard cursor.skip(",\"f\":") else { return false }
        let first = cursor.integer()
        guard cursor.skip(",\"l\":") else { return false }
        let last = cursor.integer()
        guard cursor.skip(",\"T\":") else { return false }
        let time = cursor.integer()
        guard cursor.skip(",\"m\":") else { return false }
        let isBuyerMaker = cursor.flag()
        if cursor.skip(",\"M\":") { _ = cursor.flag() }
        guard closesReport(&cursor, isCombined), let instrument = instrument(symbol) else { return false }
        let trade = MarketTrade(
            instrument: instrument, id: id, firstTradeID: first, lastTradeID: last, price: price, quantity: quantity,
            time: Timestamp(milliseconds: time), eventTime: Timestamp(milliseconds: eventTime), isBuyerMaker: isBuyerMaker)
        return append(Self.trade(trade), receivedAt, &messages)
    }

    /// Spot `e E s t p q T m M`, futures `e E T s t p q X m [st]`.
    @inline(__always)
    private func fastTrade(
        _ cursor: inout FastCursor, _ isCombined: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        guard cursor.skip("trade\",\"E\":") else { return false }
        let eventTime = cursor.integer()
        let timeComesFirst = cursor.skip(",\"T\":")
        var time = timeComesFirst ? cursor.integer() : 0
        guard cursor.skip(",\"s\":\"") else { return false }
        let symbol = cursor.text()
        guard cursor.skip(",\"t\":") else { return false }
        let id = cursor.integer()
        guard cursor.skip(",\"p\":\"") else { return false }
        let price = cursor.decimal()
        guard cursor.skip(",\"q\":\"") else { return false }
        let quantity = cursor.decimal()
        if timeComesFirst {
            guard cursor.skip(",\"X\":\"MARKET\"") else { return false }
        } else {
            guard cursor.skip(",\"T\":") else { return false }
            time = cursor.integer()
        }
        guard cursor.skip(",\"m\":") else { return false }
        let isBuyerMaker = cursor.flag()
        if cursor.skip(",\"M\":") { _ = cursor.flag() }
        guard closesReport(&cursor, isCombined), let instrument = instrument(symbol) else { return false }
        let trade = MarketTrade(
            instrument: instrument, id: id, firstTradeID: id, lastTradeID: id, price: price, quantity: quantity,
            time: Timestamp(milliseconds: time), eventTime: Timestamp(milliseconds: eventTime), isBuyerMaker: isBuyerMaker)
        return append(Self.trade(trade), receivedAt, &messages)
    }

    /// `u s b B a A`, the `{"u":` being behind us.
    @inline(__always)
    private func fastSpotQuote(
        _ cursor: inout FastCursor, _ isCombined: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        let id = cursor.integer()
        guard cursor.skip(",\"s\":\"") else { return false }
        let symbol = cursor.text()
        guard let prices = bestPrices(&cursor), closes(&cursor, isCombined), let instrument = instrument(symbol) else { return false }
        let quote = BestQuote(
            instrument: instrument, updateID: id, bid: prices.bid, bidQuantity: prices.bidQuantity, ask: prices.ask,
            askQuantity: prices.askQuantity, eventTime: nil)
        return append(Self.quote(quote), receivedAt, &messages)
    }

    /// `e u s [ps] b B a A T E [st]`.
    @inline(__always)
    private func fastFuturesQuote(
        _ cursor: inout FastCursor, _ isCombined: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        guard cursor.skip("bookTicker\",\"u\":") else { return false }
        let id = cursor.integer()
        guard cursor.skip(",\"s\":\"") else { return false }
        let symbol = cursor.text()
        if cursor.skip(",\"ps\":\"") { _ = cursor.text() }
        guard let prices = bestPrices(&cursor), cursor.skip(",\"T\":") else { return false }
        cursor.skipInteger()
        guard cursor.skip(",\"E\":") else { return false }
        let eventTime = cursor.integer()
        guard closesReport(&cursor, isCombined), let instrument = instrument(symbol) else { return false }
        let quote = BestQuote(
            instrument: instrument, updateID: id, bid: prices.bid, bidQuantity: prices.bidQuantity, ask: prices.ask,
            askQuantity: prices.askQuantity, eventTime: Timestamp(milliseconds: eventTime))
        return append(Self.quote(quote), receivedAt, &messages)
    }

    /// `e E s p [ap] P i r T [st]`.
    @inline(__always)
    private func fastMarkPrice(
        _ cursor: inout FastCursor, _ isCombined: Bool, _ receivedAt: UInt64, _ messages: inout [FeedMessage]
    ) -> Bool {
        guard cursor.skip("markPriceUpdate\",\"E\":") else { return false }
        let eventTime = cursor.integer()
        guard cursor.skip(",\"s\":\"") else { return false }
        let symbol = cursor.text()
        guard cursor.skip(",\"p\":\"") else { return false }
        let mark = cursor.decimal()
        if cursor.skip(",\"ap\":\"") { _ = cursor.text() }
        guard cursor.skip(",\"P\":\"") else { return false }
        _ = cursor.text()
        guard cursor.skip(",\"i\":\"") else { return false }
        let index = cursor.decimal()
        guard cursor.skip(",\"r\":\"") else { return false }
        let rate = cursor.decimal()
        guard cursor.skip(",\"T\":") else { return false }
        let next = cursor.integer()
        guard closesReport(&cursor, isCombined), next > 0, let instrument = instrument(symbol) else { return false }
        let price = MarkPrice(
            instrument: instrument, mark: mark, index: index, fundingRate: rate, nextFunding: Timestamp(milliseconds: next),
            eventTime: Timestamp(milliseconds: eventTime))
        return append(Self.markPrice(price), receivedAt, &messages)
    }

    @inline(__always)
    private func instrument(_ symbol: UnsafeBufferPointer<UInt8>) -> Int? {
        symbol.baseAddress.flatMap { view.find($0, symbol.count) }
    }

    @inline(__always)
    private func bestPrices(_ cursor: inout FastCursor) -> (bid: Double, bidQuantity: Double, ask: Double, askQuantity: Double)? {
        guard cursor.skip(",\"b\":\"") else { return nil }
        let bid = cursor.decimal()
        guard cursor.skip(",\"B\":\"") else { return nil }
        let bidQuantity = cursor.decimal()
        guard cursor.skip(",\"a\":\"") else { return nil }
        let ask = cursor.decimal()
        guard cursor.skip(",\"A\":\"") else { return nil }
        return (bid, bidQuantity, ask, cursor.decimal())
    }

    /// The end of a frame, its report and its wrapper.
    @inline(__always)
    private func closes(_ cursor: inout FastCursor, _ isCombined: Bool) -> Bool {
        guard cursor.skip("}"), !isCombined || cursor.skip("}") else { return false }
        return cursor.position == cursor.end && !cursor.isSurprised
    }

    /// The same, with the mark of USD-margined futures where it is given.
    @inline(__always)
    private func closesReport(_ cursor: inout FastCursor, _ isCombined: Bool) -> Bool {
        _ = cursor.skip(",\"st\":1")
        return closes(&cursor, isCombined)
    }

    @inline(__always)
    private func append(_ event: FeedEvent?, _ receivedAt: UInt64, _ messages: inout [FeedMessage]) -> Bool {
        guard let event else { return false }
        messages.append(FeedMessage(event, receivedAt: receivedAt))
        return true
    }
}

/// What can be: values of reports, however they were read.
extension FrameDecoder {
    @inline(__always)
    static func trade(_ trade: MarketTrade) -> FeedEvent? {
        guard trade.price > 0, trade.quantity >= 0, trade.firstTradeID >= -1, trade.lastTradeID >= trade.firstTradeID else { return nil }
        // So many prints in one: no sum of them overflows.
        guard trade.lastTradeID &- trade.firstTradeID < mostTrades, trade.time.isPlausible, trade.eventTime.isPlausible else { return nil }
        return isNear(trade.eventTime, trade.time) ? .trade(trade) : nil
    }

    /// Single trades that one taker may have made at one price.
    private static let mostTrades: Int64 = 1 << 32
    /// Milliseconds that two times of one report may lie apart, beyond what they are apart by their meaning. Market time goes by the newest time that was
    /// ever told, so that one damaged digit would stand for good.
    private static let nearness = Timestamp.day

    /// Whether two plausible instants may be those of one report.
    @inline(__always)
    static func isNear(_ eventTime: Timestamp, _ time: Timestamp) -> Bool {
        abs(eventTime.milliseconds - time.milliseconds) <= nearness
    }

    @inline(__always)
    static func quote(_ quote: BestQuote) -> FeedEvent? {
        guard quote.bid >= 0, quote.ask >= 0, quote.bidQuantity >= 0, quote.askQuantity >= 0 else { return nil }
        return quote.eventTime?.isPlausible ?? true ? .quote(quote) : nil
    }

    @inline(__always)
    static func markPrice(_ mark: MarkPrice) -> FeedEvent? {
        guard mark.mark > 0, mark.index >= 0, mark.eventTime.isPlausible else { return nil }
        // The next settlement is eight hours away at most, and a time that is not known is none.
        return mark.nextFunding.map { $0.isPlausible && isNear(mark.eventTime, $0) } ?? true ? .markPrice(mark) : nil
    }
}
