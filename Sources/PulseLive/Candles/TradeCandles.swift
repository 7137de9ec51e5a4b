import PulseCore

/// The candles of all of a session's instruments from their trades, as the updates that a stream of candles would bring.
struct TradeCandles: Sendable {
    /// Trades are told so long after they happened, in milliseconds, at the latest.
    private static let straggling: Int64 = 2_000

    private let base: Timeframe
    private var builders: [TradeCandleBuilder]
    private var closedThrough = Timestamp(milliseconds: 0)

    init(_ instruments: [Instrument], base: Timeframe) {
        self.base = base
        builders = instruments.map { TradeCandleBuilder($0, timeframe: base) }
    }

    mutating func add(_ instrument: Instrument) { builders.append(TradeCandleBuilder(instrument, timeframe: base)) }

    /// Takes a trade.
    mutating func take(_ trade: MarketTrade, into updates: inout [CandleUpdate]) {
        guard builders.indices.contains(trade.instrument) else { return }
        var built: [TradeCandleBuilder.Built] = []
        builders[trade.instrument].add(trade, into: &built)
        append(built, trade.instrument, trade.eventTime, into: &updates)
        closeQuiet(trade.eventTime, into: &updates)
    }

    /// A connection was lost, and trades with it.
    mutating func interrupt() {
        for index in builders.indices { builders[index].interrupt() }
    }

    /// Ends the candles of instruments that nobody trades, once in each candle's time.
    private mutating func closeQuiet(_ time: Timestamp, into updates: inout [CandleUpdate]) {
        let end = Timestamp(
            milliseconds: (time.milliseconds - Self.straggling).floored(toMultipleOf: base.milliseconds))
        guard end > closedThrough else { return }
        closedThrough = end
        for index in builders.indices {
            var built: [TradeCandleBuilder.Built] = []
            builders[index].close(through: end, into: &built)
            append(built, index, time, into: &updates)
        }
    }

    /// A candle that is not complete is told of as the next one forming: then the venue's history is asked for it.
    private func append(_ built: [TradeCandleBuilder.Built], _ instrument: Int, _ time: Timestamp, into updates: inout [CandleUpdate]) {
        for one in built {
            var candle = one.candle
            if !one.isComplete { candle.openTime = candle.openTime.advanced(byMilliseconds: base.milliseconds) }
            updates.append(
                CandleUpdate(instrument: instrument, timeframe: base, candle: candle, isClosed: one.isComplete, eventTime: time))
        }
    }
}
