import PulseCore
import PulseLive

/// A market of which every trade is known: candles that go the way of others, added up from trades by hand. In some minutes there are none.
struct TradedMarket {
    private(set) var candles: CandleColumns
    private(set) var trades: [MarketTrade] = []

    /// - Parameter from: the first candle that is traded; those before are as they were.
    init(_ others: CandleColumns, from: Int, instrument: Int, tick: Increment, lot: Increment) {
        var random = SplitMix64(seed: UInt64(instrument) &+ 5)
        var all = (0..<from).map { others[$0] }
        for row in from..<others.count {
            let candle = others[row]
            let last = all[all.count - 1].close
            // None, one, a few.
            let count = random.uniform() < 0.15 ? 0 : 1 + Int(random.uniform() * 6)
            let way = [candle.open, candle.high, candle.low]
            let prices = (0..<count).map { $0 == count - 1 ? candle.close : way[$0 % way.count] }
            let times = (0..<count).map { _ in candle.openTime.milliseconds + Int64(random.uniform() * 60_000) }.sorted()
            var told = Candle(openTime: candle.openTime, open: last, high: last, low: last, close: last, volume: 0)
            var (lots, value, takerLots, takerValue): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
            for (price, time) in zip(prices, times) {
                let id = Int64(trades.count) + 1_000
                let ticks = Int64((price / tick.value(1)).rounded())
                let size = 1 + Int64(random.uniform() * 2 * candle.volume / Double(count) / lot.value(1))
                let isBuyerMaker = random.uniform() < 0.5
                trades.append(
                    MarketTrade(
                        instrument: instrument, id: id, firstTradeID: id, lastTradeID: id, price: tick.value(ticks),
                        quantity: lot.value(size), time: Timestamp(milliseconds: time), eventTime: Timestamp(milliseconds: time + 15),
                        isBuyerMaker: isBuyerMaker))
                lots += size
                value += size * ticks
                if !isBuyerMaker { (takerLots, takerValue) = (takerLots + size, takerValue + size * ticks) }
            }
            if let first = prices.first {
                (told.open, told.close, told.high, told.low) = (first, prices[count - 1], prices.max() ?? first, prices.min() ?? first)
                // The smallest unit of value is 1e-7 here: two decimals of price, five of size.
                (told.volume, told.quoteVolume) = (lot.value(lots), Double(value) / 1e7)
                (told.takerBuyVolume, told.takerBuyQuoteVolume) = (lot.value(takerLots), Double(takerValue) / 1e7)
                told.tradeCount = Int64(count)
            }
            all.append(told)
        }
        candles = CandleColumns(all)
    }
}
