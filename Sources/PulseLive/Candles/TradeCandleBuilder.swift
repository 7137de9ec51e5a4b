import PulseCore

/// Builds the candles of one instrument from its trades, of any timeframe.
///
/// Sums are kept in whole ticks and lots, so that volumes are those of the venue to the last digit, in whatever order they are added. Trades are numbered:
/// a candle is complete when the trade whose number follows its last one has come and is of a later candle. Where a number is missing, every candle that
/// the lost trade may belong to is not complete; neither is one that the clock has ended, nor the first one, of which the beginning was not heard.
public struct TradeCandleBuilder: Sendable {
    /// A candle whose time is over.
    public struct Built: Hashable, Sendable {
        public var candle: Candle
        /// Whether all its trades are in it; otherwise the venue's history has to say what it is.
        public var isComplete: Bool
    }

    /// Sums of the trades of one candle.
    private struct Sums: Sendable {
        var open = 0.0
        var high = 0.0
        var low = 0.0
        var close = 0.0
        var lots: Int64 = 0
        var takerLots: Int64 = 0
        var value: Int128 = 0
        var takerValue: Int128 = 0
        var count: Int64 = 0
    }

    private let timeframe: Timeframe
    private let tick: Increment
    private let lot: Increment
    private var sums = Sums()
    private var openTime: Timestamp?
    private var isComplete = false
    private var lastID: Int64?
    private var lastClose: Double?

    public init(_ instrument: Instrument, timeframe: Timeframe) {
        self.timeframe = timeframe
        tick = instrument.tick
        lot = instrument.lot
    }

    /// Takes the next trade; appends the candles that are over with it. A trade that was there already, or belongs to a candle that is over, changes nothing
    /// but that the present candle is not complete if one was lost.
    public mutating func add(_ trade: MarketTrade, into built: inout [Built]) {
        if let lastID, trade.id <= lastID { return }
        let isNext = lastID.map { $0 + 1 == trade.id } ?? false
        lastID = trade.id
        let span = Timestamp(milliseconds: trade.time.milliseconds.floored(toMultipleOf: timeframe.milliseconds))
        if let openTime, span > openTime {
            // A lost trade may have been the last of the old candle, the first of the new one, or the only one of a candle between.
            close(before: span, isProven: isNext, into: &built)
            isComplete = isNext
        } else if openTime == nil {
            openTime = span
        } else if !isNext {
            isComplete = false
        }
        guard let openTime, span == openTime else { return }
        put(trade)
    }

    /// Nobody waits longer for candles that end by an instant: the venue's clock has passed it, with time for stragglers. That nothing was lost of them will
    /// be known with the next trade alone.
    public mutating func close(through instant: Timestamp, into built: inout [Built]) {
        guard openTime != nil else { return }
        let next = Timestamp(milliseconds: instant.milliseconds.floored(toMultipleOf: timeframe.milliseconds))
        close(before: next, isProven: false, into: &built)
    }

    /// Trades were lost, as when a connection was.
    public mutating func interrupt() {
        isComplete = false
        lastID = nil
    }

    /// The candle that is forming, as far as it is known.
    public var forming: Candle? { openTime.flatMap { sums.count > 0 ? candle($0) : nil } }

    /// Ends the candles before the one that opens at `next`; those without a trade stand at the last close.
    /// - Parameter isProven: the trade that is next in number is of a later candle.
    private mutating func close(before next: Timestamp, isProven: Bool, into built: inout [Built]) {
        while let open = openTime, open < next {
            if sums.count > 0 || lastClose != nil { built.append(Built(candle: candle(open), isComplete: isComplete && isProven)) }
            if sums.count > 0 { lastClose = sums.close }
            sums = Sums()
            isComplete = lastID != nil
            openTime = open.advanced(byMilliseconds: timeframe.milliseconds)
        }
    }

    private mutating func put(_ trade: MarketTrade) {
        guard let ticks = tick.count(trade.price), let lots = lot.count(trade.quantity) else {
            isComplete = false
            return
        }
        if sums.count == 0 { (sums.open, sums.high, sums.low) = (trade.price, trade.price, trade.price) }
        sums.high = max(sums.high, trade.price)
        sums.low = min(sums.low, trade.price)
        sums.close = trade.price
        sums.count += max(1, trade.lastTradeID - trade.firstTradeID + 1)
        sums.lots += lots
        sums.value += Int128(ticks) * Int128(lots)
        guard !trade.isBuyerMaker else { return }
        sums.takerLots += lots
        sums.takerValue += Int128(ticks) * Int128(lots)
    }

    private func candle(_ openTime: Timestamp) -> Candle {
        guard sums.count > 0 else {
            let price = lastClose ?? 0
            return Candle(openTime: openTime, open: price, high: price, low: price, close: price, volume: 0)
        }
        return Candle(
            openTime: openTime, open: sums.open, high: sums.high, low: sums.low, close: sums.close, volume: lot.value(sums.lots),
            quoteVolume: value(sums.value), tradeCount: sums.count, takerBuyVolume: lot.value(sums.takerLots),
            takerBuyQuoteVolume: value(sums.takerValue))
    }

    /// Ticks times lots in quote currency, correctly rounded below 2^53 of their smallest units.
    private func value(_ product: Int128) -> Double {
        let scaled = product * Int128(tick.mantissa) * Int128(lot.mantissa)
        return (Int64(exactly: scaled).map { Double($0) } ?? Double(scaled)) / (tick.scale * lot.scale)
    }
}
