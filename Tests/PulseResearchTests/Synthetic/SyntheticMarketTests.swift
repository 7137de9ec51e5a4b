import PulseCore
import PulseResearch
import PulseTesting
import Testing

@Suite struct SyntheticMarketTests {
    private let start = Timestamp(milliseconds: 1_704_067_200_000)

    private var withGaps: SyntheticConfiguration {
        var configuration = SyntheticConfiguration()
        configuration.gapsPerMonth = 60
        configuration.meanGapMinutes = 20
        return configuration
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>, [Timeframe.m1, .m15])
    func anyCuttingGivesTheSameBits(seed: UInt64, timeframe: Timeframe) throws {
        let market = try SyntheticMarket(seed: seed, configuration: withGaps)
        let whole = market.generate(count: 3_000, from: start, timeframe: timeframe)
        for cutting in [Cuttings.singles(count: 3_000), Cuttings.random(count: 3_000, seed: seed)] {
            var stream = market.stream(from: start, timeframe: timeframe)
            var pieces = SyntheticCandles()
            for block in cutting { pieces.append(contentsOf: stream.next(block.count)) }
            #expect(pieces == whole)
        }
    }

    @Test func seedsDiffer() throws {
        let one = try SyntheticMarket(seed: 1).generate(count: 100, from: start)
        #expect(try SyntheticMarket(seed: 1).generate(count: 100, from: start) == one)
        #expect(try SyntheticMarket(seed: 2).generate(count: 100, from: start) != one)
    }

    /// The same bits on any machine: a digest that was taken once.
    @Test func bitsAreFixed() throws {
        let candles = try SyntheticMarket(seed: 2_024, configuration: withGaps).generate(count: 20_000, from: start)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for column in [candles.columns.open, candles.columns.high, candles.columns.low, candles.columns.close, candles.columns.volume] {
            for value in column { hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3 }
        }
        #expect(hash == 0xf7ad_f366_fdbe_7b01)
    }

    @Test(arguments: [Timeframe.m1, .h1])
    func candlesAreWellFormedAndOnTheGrid(timeframe: Timeframe) throws {
        let configuration = SyntheticConfiguration()
        let columns = try SyntheticMarket(seed: 5).generate(count: 5_000, from: start, timeframe: timeframe).columns
        for index in 0..<columns.count {
            let candle = columns[index]
            #expect(candle.openTime == start.advanced(byMilliseconds: Int64(index) * timeframe.milliseconds))
            #expect(candle.low <= min(candle.open, candle.close) && candle.high >= max(candle.open, candle.close) && candle.low > 0)
            for price in [candle.open, candle.high, candle.low, candle.close] {
                #expect(configuration.tick.count(price).map(configuration.tick.value) == price)
            }
            for quantity in [candle.volume, candle.takerBuyVolume] {
                #expect(configuration.lot.count(quantity).map(configuration.lot.value) == quantity)
            }
            #expect(candle.takerBuyVolume <= candle.volume && candle.takerBuyVolume >= 0 && candle.volume > 0 && candle.tradeCount > 0)
            #expect(candle.quoteVolume >= candle.low * candle.volume - 1e-6 && candle.quoteVolume <= candle.high * candle.volume + 1e-6)
            if index > 0 { #expect(candle.open == columns.close[index - 1]) }
        }
    }

    @Test func hoursAreMadeOfTheSameMinutes() throws {
        let market = try SyntheticMarket(seed: 6)
        let minutes = market.generate(count: 600, from: start).columns
        let hours = market.generate(count: 10, from: start, timeframe: .h1).columns
        for hour in 0..<10 {
            let span = hour * 60..<hour * 60 + 60
            #expect(hours.open[hour] == minutes.open[span.lowerBound] && hours.close[hour] == minutes.close[span.upperBound - 1])
            #expect(hours.high[hour] == minutes.high[span].max() && hours.low[hour] == minutes.low[span].min())
            #expect(abs(hours.volume[hour] - minutes.volume[span].reduce(0, +)) < 1e-8)
            #expect(hours.tradeCount[hour] == minutes.tradeCount[span].reduce(0, +))
        }
    }

    @Test func gapsAreExactlyTheMissingCandles() throws {
        let candles = try SyntheticMarket(seed: 3, configuration: withGaps).generate(count: 50_000, from: start)
        #expect(!candles.gaps.isEmpty)
        #expect(candles.regimes.count == candles.columns.count)
        let missing = candles.gaps.reduce(0) { $0 + Int($1.milliseconds / 60_000) }
        #expect(candles.columns.count + missing == 50_000)
        #expect(zip(candles.gaps, candles.gaps.dropFirst()).allSatisfy { $0.to < $1.from })
        for time in candles.columns.openTime {
            if let gap = candles.gaps.last(where: { $0.from.milliseconds <= time }) { #expect(gap.to.milliseconds <= time) }
        }
    }

    @Test func impossibleConfigurationsAreRefused() {
        func refused(_ change: (inout SyntheticConfiguration) -> Void) -> Bool {
            var configuration = SyntheticConfiguration()
            change(&configuration)
            do {
                _ = try SyntheticMarket(seed: 1, configuration: configuration)
                return false
            } catch {
                return error.kind == .usage
            }
        }
        #expect(refused { $0.annualVolatility = 0 })
        #expect(refused { $0.annualVolatility = .nan })
        #expect(refused { $0.initialPrice = 0.05 })
        #expect(refused { $0.varianceWeight = 0.99 })
        #expect(refused { $0.dynamics.removeLast() })
        #expect(refused { $0.dynamics[2].successors[2] = 1 })
        #expect(refused { $0.dynamics[0].successors = [0, 0, 0, 0, 0, 0] })
        #expect(!refused { $0.durationScale = 24 })
    }
}
