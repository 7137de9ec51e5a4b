import PulseAnalytics
import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import Testing

/// Perpetual positions pay and receive funding (P1, P2, P5).
@Suite struct FundingTests {
    private func row(_ hour: Int64, _ direction: Direction, _ id: InstrumentID, _ size: Double? = nil) -> SignalRow {
        SignalRow(
            time: Timestamp(milliseconds: FundingRig.start + hour * FundingRig.hour), instrument: id, direction: direction, size: size)
    }

    /// Two bitcoins from 08:00 to 24:00, settled at 08:00, 16:00 and 24:00.
    ///
    /// 08:00: bought at this open, so not held when it was settled. 16:00: 2 x 50,500 x .0001 = 10.1 paid. 24:00: sold at this open, so held
    /// still: 2 x 51,000 x -.00005 = -5.1, received. 32:00: nothing is held.
    @Test func workedByHand() throws {
        let instrument = try FundingRig.instrument("BTCUSDT")
        var opens = [Double](repeating: 50_000, count: 40)
        for hour in 16..<24 { opens[hour] = 50_500 }
        for hour in 24..<40 { opens[hour] = 51_000 }
        let series = Market.Series(
            instrument: instrument, candles: FundingRig.candles(opens, every: FundingRig.hour),
            funding: FundingRig.schedule([(8, 30_000), (16, 10_000), (24, -5_000), (32, 30_000)]))
        let result = try FundingRig.run(
            FundingRig.market([series]), [row(8, .long, instrument.id, 2), row(24, .flat, instrument.id)])
        for scenario in result.scenarios {
            let funding = FundingRig.funding(scenario)
            #expect(funding.map(\.amount) == [Cash(units: -1_010_000_000), Cash(units: 510_000_000)])
            #expect(funding.map(\.time.milliseconds) == [16, 24].map { FundingRig.start + $0 * FundingRig.hour })
            let trade = try #require(scenario.trades.first)
            #expect(trade.funding == Cash(units: 500_000_000) && trade.grossProfit == Cash(units: 200_000_000_000))
            #expect(trade.netProfit == Cash(units: 199_500_000_000))
            #expect(scenario.activity.funding == trade.funding)
            #expect(scenario.finalEquity == FundingRig.configuration.initialCash + trade.netProfit)
        }
        // Buy & hold buys at the first open: 20 bitcoins for a million, and pays all four.
        let hold = FundingRig.funding(result.hold)
        #expect(hold.map(\.amount.units) == [-30_000_000_000, -10_100_000_000, 5_100_000_000, -30_600_000_000])
        #expect(result.holdPerformance["funding"]?.number == 656)
    }

    @Test func shortsReceiveWhatLongsPay() throws {
        let instrument = try FundingRig.instrument("BTCUSDT")
        let candles = FundingRig.candles([Double](repeating: 50_000, count: 20), every: FundingRig.hour)
        // 2 x 50,000 x 1e-8 x 3 = .003; a rate that does not divide evenly is rounded against the account on either side.
        let series = Market.Series(instrument: instrument, candles: candles, funding: FundingRig.schedule([(8, 3), (16, 10_000)]))
        func paid(_ direction: Direction, _ size: Double) throws -> [Int64] {
            let rows = [row(1, direction, instrument.id, size)]
            return FundingRig.funding(try FundingRig.run(FundingRig.market([series]), rows).expected).map(\.amount.units)
        }
        #expect(try paid(.long, 2) == [-300_000, -1_000_000_000])
        #expect(try paid(.short, 2) == [300_000, 1_000_000_000])
    }

    @Test func roundingIsAgainstTheAccount() throws {
        let instrument = try FundingRig.instrument("XUSDT")
        let candles = FundingRig.candles([Double](repeating: 0.07, count: 20), every: FundingRig.hour)
        // .07 x .001 x 1e-8 is 7e-13: less than the smallest unit.
        let series = Market.Series(instrument: instrument, candles: candles, funding: FundingRig.schedule([(8, 1), (9, -1)]))
        var configuration = FundingRig.configuration
        configuration.sizing.leverage = 1
        for (direction, expected) in [(Direction.long, [Int64(-1)]), (.short, [-1])] {
            let rows = [row(1, direction, instrument.id, 0.001)]
            let replay = try SignalReplay(
                market: FundingRig.market([series]), rows: rows, configuration: configuration, size: .equityShare(1))
            #expect(FundingRig.funding(try replay.run(threads: 1).expected).map(\.amount.units) == expected)
        }
    }

    @Test func settlementsInsideACandleAndInAGapAreSettled() throws {
        let instrument = try FundingRig.instrument("BTCUSDT")
        // Candles of a day; the third is missing. Settled at 08:00 of the day of the entry, of the next and of the missing one.
        let day = 24 * FundingRig.hour
        let candles = FundingRig.candles([100, 110, 120, 130, 140], every: day, leavingOut: [2])
        let series = Market.Series(
            instrument: instrument, candles: candles,
            funding: FundingRig.schedule([(8, 10_000), (32, 10_000), (56, 10_000), (72, 10_000), (121, 10_000)]))
        let market = FundingRig.market([series], base: .d1)
        let result = try FundingRig.run(market, [row(0, .long, instrument.id, 1), row(72, .flat, instrument.id)])
        // Opens of 100 and 110; the close before the gap, 120; the open at which it is sold, 130.
        #expect(FundingRig.funding(result.expected).map(\.amount.units) == [-1_000_000, -1_100_000, -1_200_000, -1_300_000])
    }

    @Test func p5EverySettlementIsPaidOnceAndExactly() throws {
        var settled = 0
        for seed in 0..<150 as Range<UInt64> {
            let (market, rows) = try FundingRig.random(seed: seed)
            let result = try FundingRig.run(market, rows)
            for scenario in result.scenarios + [result.hold] {
                let difference = FundingRig.difference(scenario, on: market)
                #expect(difference == nil, "seed \(seed)")
                let paid = FundingRig.funding(scenario)
                let sum = paid.reduce(Cash.zero) { $0 + $1.amount }
                #expect(sum == -scenario.activity.funding && sum == -scenario.trades.reduce(Cash.zero) { $0 + $1.funding })
                let net = scenario.trades.reduce(Cash.zero) { $0 + $1.netProfit }
                #expect(scenario.finalEquity == FundingRig.configuration.initialCash + net, "seed \(seed)")
                settled += paid.count
            }
        }
        #expect(settled > 20_000)
    }

    /// Mutants: the same simulation on settlements that are shifted by a candle, of the wrong sign, or doubled is not what is owed.
    @Test func mutantsAreCaught() throws {
        let mutants: [(String, (FundingSettlement, Int64) -> FundingSettlement)] = [
            ("a candle late", { FundingSettlement(time: $0.time.advanced(byMilliseconds: $1), rate: $0.rate) }),
            ("a candle early", { FundingSettlement(time: $0.time.advanced(byMilliseconds: -$1), rate: $0.rate) }),
            ("the wrong sign", { one, _ in FundingSettlement(time: one.time, rate: -one.rate) }),
            ("a rate's last digit", { one, _ in FundingSettlement(time: one.time, rate: one.rate + 1) }),
        ]
        for seed in 0..<10 as Range<UInt64> {
            let (market, rows) = try FundingRig.random(seed: seed)
            for (name, mutate) in mutants {
                let series = market.series.map { series in
                    Market.Series(
                        instrument: series.instrument, candles: series.candles,
                        funding: FundingSchedule(.series, series.funding.settlements.map { mutate($0, market.base.milliseconds) }))
                }
                let result = try FundingRig.run(FundingRig.market(series, base: market.base), rows)
                let difference = FundingRig.difference(result.expected, on: market)
                #expect(difference != nil, "\(name), seed \(seed)")
            }
        }
    }

    /// The loop over one instrument, and that over several, settle alike; and no later settlement changes an earlier entry.
    @Test func p1AnySlicingGivesTheSameLedger() throws {
        let idle = try FundingRig.instrument("IDLEUSDT")
        for seed in 0..<40 as Range<UInt64> {
            let (market, rows) = try FundingRig.random(seed: seed)
            let traded = market.series[0]
            let own = rows.filter { $0.instrument == traded.instrument.id }
            let alone = try FundingRig.run(FundingRig.market([traded], base: market.base), own).expected
            let beside = Market.Series(instrument: idle, candles: traded.candles, funding: traded.funding)
            let both = try FundingRig.run(FundingRig.market([traded, beside], base: market.base), own).expected
            #expect(alone.movements == both.movements && alone.finalEquity == both.finalEquity, "seed \(seed)")

            let middle = FundingRig.start + 60 * market.base.milliseconds
            let early = traded.funding.settlements.filter { $0.time.milliseconds < middle }
            let cut = Market.Series(instrument: traded.instrument, candles: traded.candles, funding: FundingSchedule(.series, early))
            let less = try FundingRig.run(FundingRig.market([cut], base: market.base), own).expected
            func before(_ result: SimulationResult) -> [Movement] {
                Array(result.movements.prefix { $0.time.milliseconds < middle })
            }
            #expect(before(less) == before(alone), "seed \(seed)")
        }
    }

    @Test func spotAndAMarketWithoutSettlementsPayNothing() throws {
        let spot = try FundingRig.instrument("SUSDT", .spot)
        let candles = FundingRig.candles([Double](repeating: 100, count: 40), every: FundingRig.hour)
        let rates = FundingRig.schedule([(8, 10_000), (16, 10_000)])
        let result = try FundingRig.run(
            FundingRig.market([Market.Series(instrument: spot, candles: candles, funding: rates)]), [row(1, .long, spot.id, 1)])
        #expect(FundingRig.funding(result.expected).isEmpty && FundingRig.funding(result.hold).isEmpty)
        let perpetual = try FundingRig.instrument("PUSDT")
        let plain = try FundingRig.run(
            FundingRig.market([Market.Series(instrument: perpetual, candles: candles)]), [row(1, .long, perpetual.id, 1)])
        #expect(FundingRig.funding(plain.expected).isEmpty)
    }
}
