import PulseCore
import PulseLive
import Testing

/// Candles from trades: the sums are exact, and a lost trade shows.
@Suite("Candles from trades")
struct TradeCandleBuilderTests {
    private static let start: Int64 = 1_704_067_200_000

    private func instrument() throws -> Instrument {
        Instrument(
            id: try #require(InstrumentID("binance-um:BTCUSDT")), market: .perpetual, tick: Increment(decimals: 1),
            lot: Increment(decimals: 3), minimumNotional: Cash(units: 0))
    }

    /// Trades on the grid, consecutive numbers, some of several prints.
    private func trades(_ seed: UInt64, count: Int) -> [MarketTrade] {
        var random = SplitMix64(seed: seed)
        var time = Self.start
        var print: Int64 = 1_000
        return (0..<count).map { index in
            time += Int64(random.uniform() * 4_000)
            let prints = 1 + Int64(random.uniform() * 3)
            print += prints
            return MarketTrade(
                instrument: 0, id: Int64(index) + 7, firstTradeID: print - prints, lastTradeID: print - 1,
                price: Double(500_000 + Int64(random.uniform() * 2_000)) / 10,
                quantity: Double(1 + Int64(random.uniform() * 9_999)) / 1_000,
                time: Timestamp(milliseconds: time), eventTime: Timestamp(milliseconds: time + 100),
                isBuyerMaker: random.uniform() < 0.5)
        }
    }

    /// The same by hand, in integers.
    private func expected(_ trades: [MarketTrade], _ timeframe: Timeframe) -> [Int64: Candle] {
        var groups: [Int64: [MarketTrade]] = [:]
        for trade in trades { groups[trade.time.milliseconds.floored(toMultipleOf: timeframe.milliseconds), default: []].append(trade) }
        return groups.mapValues { trades in
            func lots(_ all: [MarketTrade]) -> Int64 { all.reduce(0) { $0 + Int64(($1.quantity * 1_000).rounded()) } }
            func value(_ all: [MarketTrade]) -> Int64 {
                all.reduce(0) { $0 + Int64(($1.price * 10).rounded()) * Int64(($1.quantity * 1_000).rounded()) }
            }
            let bought = trades.filter { !$0.isBuyerMaker }
            let openTime = trades[0].time.milliseconds.floored(toMultipleOf: timeframe.milliseconds)
            return Candle(
                openTime: Timestamp(milliseconds: openTime), open: trades[0].price, high: trades.map(\.price).max() ?? 0,
                low: trades.map(\.price).min() ?? 0, close: trades[trades.count - 1].price, volume: Double(lots(trades)) / 1_000,
                quoteVolume: Double(value(trades)) / 10_000, tradeCount: trades.reduce(0) { $0 + $1.lastTradeID - $1.firstTradeID + 1 },
                takerBuyVolume: Double(lots(bought)) / 1_000, takerBuyQuoteVolume: Double(value(bought)) / 10_000)
        }
    }

    @Test("sums are exact on every timeframe, and candles without a trade stand still", arguments: [Timeframe.m1, .m5, .m15, .h1])
    func sums(timeframe: Timeframe) throws {
        let trades = trades(3, count: 5_000)
        var builder = TradeCandleBuilder(try instrument(), timeframe: timeframe)
        var built: [TradeCandleBuilder.Built] = []
        for trade in trades { builder.add(trade, into: &built) }
        let expected = expected(trades, timeframe)
        #expect(built.count >= 2)
        for (index, one) in built.enumerated() {
            #expect(one.isComplete == (index > 0), "the beginning of the first one was not heard")
            if let candle = expected[one.candle.openTime.milliseconds] {
                #expect(one.candle == candle)
            } else {
                #expect(one.candle.volume == 0 && one.candle.open == built[index - 1].candle.close)
            }
        }
    }

    @Test("a lost trade makes its candle incomplete, a repeated one nothing")
    func lost() throws {
        var trades = trades(4, count: 2_000)
        let victim = trades.remove(at: 900)
        trades.insert(trades[300], at: 301)
        var builder = TradeCandleBuilder(try instrument(), timeframe: .m1)
        var built: [TradeCandleBuilder.Built] = []
        for trade in trades { builder.add(trade, into: &built) }
        let incomplete = built.dropFirst().filter { !$0.isComplete }.map(\.candle.openTime.milliseconds)
        let minute = victim.time.milliseconds.floored(toMultipleOf: 60_000)
        #expect(incomplete.contains(minute) && incomplete.allSatisfy { abs($0 - minute) <= 60_000 })
    }

    @Test("whatever is lost, and whenever the clock ends candles, one that is said to be complete is", arguments: 1...20)
    func completeIsTrue(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        // Some minutes have one trade, some none.
        let trades = trades(seed, count: 3_000).map { trade in
            var trade = trade
            trade.time = Timestamp(milliseconds: Self.start + (trade.time.milliseconds - Self.start) * Int64(1 + seed % 20))
            return trade
        }
        let expected = expected(trades, .m1)
        var builder = TradeCandleBuilder(try instrument(), timeframe: .m1)
        var built: [TradeCandleBuilder.Built] = []
        var isAfterLoss = false
        for trade in trades {
            if random.uniform() < 0.05 {
                isAfterLoss = true
                continue
            }
            // The clock is ahead of what was lost, or not.
            if random.uniform() < 0.1 { builder.close(through: trade.time, into: &built) }
            if isAfterLoss, random.uniform() < 0.1 { builder.interrupt() }
            builder.add(trade, into: &built)
            isAfterLoss = false
        }
        var last: Candle?
        for one in built {
            #expect(last.map { $0.openTime.advanced(byMilliseconds: 60_000) == one.candle.openTime } ?? true)
            if one.isComplete {
                if let candle = expected[one.candle.openTime.milliseconds] {
                    #expect(one.candle == candle)
                } else {
                    #expect(one.candle.volume == 0)
                }
            }
            last = one.candle
        }
        #expect(built.filter(\.isComplete).count > built.count / 20 && built.contains { !$0.isComplete })
    }
}
