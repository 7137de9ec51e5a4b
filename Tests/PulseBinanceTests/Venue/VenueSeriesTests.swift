import PulseBinance
import PulseCore
import PulseTesting
import Testing

/// What the venue tells of a candle adds up to the candle.
@Suite struct VenueSeriesTests {
    /// The first thing that the prints of a candle do not add up to, or nil.
    static func fault(_ candle: VenueCandle, _ prints: [TradePrint], end: Int64) -> String? {
        guard let first = prints.first, let last = prints.last else { return candle.volume == 0 ? nil : "no prints" }
        if first.price != candle.open || last.price != candle.close { return "open or close" }
        if prints.map(\.price).max() != candle.high || prints.map(\.price).min() != candle.low { return "high or low" }
        if prints.reduce(0, { $0 + $1.quantity }) != candle.volume { return "volume" }
        if prints.filter({ !$0.isBuyerMaker }).reduce(0, { $0 + $1.quantity }) != candle.takerBuyVolume { return "taker volume" }
        if prints.reduce(0, { $0 + $1.trades }) != candle.tradeCount, candle.tradeCount >= prints.count { return "trades" }
        if first.firstTradeID != candle.firstTradeID || last.lastTradeID != candle.lastTradeID { return "numbers of trades" }
        for (a, b) in zip(prints, prints.dropFirst()) where b.id != a.id + 1 || b.firstTradeID != a.lastTradeID + 1 || b.time < a.time {
            return "order"
        }
        if first.time < candle.openTime || last.time >= end { return "time" }
        return prints.contains { $0.quantity < 0 || $0.trades < 1 } ? "quantity" : nil
    }

    @Test(arguments: [4, 7, 24, 120]) func printsAddUpToTheirCandle(most: Int) throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let market = try VenueFixture.market(count: 80, live: 40, seed: seed, prints: most)
            for series in market.series {
                var next: (print: Int64, trade: Int64) = (VenueSeries.firstPrintID, VenueSeries.firstTradeID)
                for index in 0..<series.count {
                    let prints = series.prints(index)
                    let candle = series.candle(index)
                    #expect(Self.fault(candle, prints, end: candle.openTime + 60_000) == nil, "seed \(seed) candle \(index)")
                    guard let first = prints.first, let last = prints.last else { continue }
                    #expect(first.id == next.print && first.firstTradeID == next.trade)
                    next = (last.id + 1, last.lastTradeID + 1)
                    #expect(series.forming(index, prints, told: prints.count) == candle)
                }
            }
        }
    }

    @Test func theCheckCatchesAPrintThatIsLost() throws {
        let series = try VenueFixture.market().series[0]
        let index = try #require((0..<series.count).first { series.prints($0).count > 6 })
        var prints = series.prints(index)
        prints.remove(at: 3)
        #expect(Self.fault(series.candle(index), prints, end: .max) != nil)
    }

    @Test func singleTradesAddUpToTheirPrint() throws {
        let series = try VenueFixture.market().series[1]
        for index in 0..<series.count {
            for print in series.prints(index) {
                let parts = (print.firstTradeID...print.lastTradeID).map { print.quantity(ofTrade: $0, lot: 1) }
                #expect(parts.reduce(0, +) == print.quantity && parts.allSatisfy { $0 >= 0 })
            }
        }
    }

    @Test func aFormingCandleGrowsMonotonically() throws {
        let series = try VenueFixture.market().series[1]
        for index in 0..<series.count {
            let prints = series.prints(index)
            var last: VenueCandle?
            for told in 1..<max(1, prints.count) {
                let now = series.forming(index, prints, told: told)
                if let last {
                    #expect(now.high >= last.high && now.low <= last.low && now.volume >= last.volume)
                    #expect(now.quoteVolume >= last.quoteVolume && now.tradeCount >= last.tradeCount)
                    #expect(now.takerBuyQuoteVolume >= last.takerBuyQuoteVolume && now.lastTradeID > last.lastTradeID)
                }
                last = now
            }
        }
    }

    @Test func longerCandlesAreTheirPartsPutTogether() throws {
        let series = try VenueFixture.market(count: 300, live: 10).series[0]
        for interval in [Timeframe.m5, .m15, .h1] {
            let candles = series.candles(interval, from: 0, through: .max, limit: 10_000, newest: false, at: .max / 2)
            #expect(candles.map(\.openTime) == Array(Set(series.openTime.map { VenueSeries.floor($0, interval) })).sorted())
            for candle in candles {
                let parts = (0..<series.count).map(series.candle).filter { VenueSeries.floor($0.openTime, interval) == candle.openTime }
                #expect(candle.volume == parts.reduce(0) { $0 + $1.volume } && candle.high == parts.map(\.high).max())
                #expect(candle.open == parts.first?.open && candle.close == parts.last?.close)
                #expect(candle.tradeCount == parts.reduce(0) { $0 + $1.tradeCount })
            }
            // Windows: forwards from a start, backwards without one.
            let newest = series.candles(interval, from: 0, through: .max, limit: 3, newest: true, at: .max / 2)
            #expect(newest == Array(candles.suffix(3)))
            let from = candles[1].openTime - 1
            #expect(series.candles(interval, from: from, through: .max, limit: 2, newest: false, at: .max / 2) == Array(candles[1...2]))
            let inclusive = series.candles(
                interval, from: candles[1].openTime, through: candles[2].openTime, limit: 100, newest: false, at: .max / 2)
            #expect(inclusive == Array(candles[1...2]))
        }
    }

    @Test func numbersOfPrintsAndTradesLeadToTheirCandle() throws {
        let series = try VenueFixture.market().series[0]
        for index in 0..<series.count {
            for print in series.prints(index) {
                #expect(series.index(ofPrint: print.id) == index && series.index(ofTrade: print.lastTradeID) == index)
            }
        }
        #expect(series.index(ofPrint: 0) == nil && series.index(ofTrade: .max) == nil)
    }

    @Test func decimalsComeOutAsTheyWentIn() {
        for (value, decimals, shown, text) in [
            (84_551.0, 2, 2, "84551.00"), (0.1, 1, 8, "0.10000000"), (123_456_789.123_456_78, 8, 8, "123456789.12345678"),
            (0, 3, 3, "0.000"),
            (8_835_238_507.400_000_01, 8, 8, "8835238507.40000000"),
        ] {
            let units = DecimalUnits(decimals).units(value)
            var wire = WireText()
            wire.decimal(units, decimals, shown: shown)
            #expect(String(decoding: wire.bytes, as: UTF8.self) == text)
        }
        var random = SplitMix64(seed: 8)
        for decimals in [2, 5, 8] {
            for _ in 0..<20_000 {
                let units = Int64(random.next() >> (random.next() % 50 + 10))
                var wire = WireText()
                wire.decimal(units, decimals, shown: decimals)
                let value = Double(String(decoding: wire.bytes, as: UTF8.self)) ?? .nan
                wire = WireText()
                wire.decimal(DecimalUnits(decimals).units(value), decimals, shown: 8)
                #expect(Double(String(decoding: wire.bytes, as: UTF8.self)) == value)
            }
        }
        #expect(DecimalUnits.needed([[1.25, 3], [0.5]], atLeast: 0, atMost: 8) == 2)
        #expect(DecimalUnits.needed([[1.0 / 3]], atLeast: 0, atMost: 8) == 8)
    }
}
