import PulseAnalytics
import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

@Suite struct TrialMarketTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)

    private static func market(_ seeds: [UInt64], count: Int, base: Timeframe, from: Timestamp = start) throws -> Market {
        var configuration = SyntheticConfiguration()
        configuration.gapsPerMonth = 20
        let series = try seeds.map { seed -> Market.Series in
            let id = try #require(InstrumentID(venue: "synthetic-um", symbol: "S\(seed)USDT"))
            let instrument = Instrument(
                id: id, market: .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5),
                minimumNotional: Cash(units: 500_000_000))
            let candles = try SyntheticMarket(seed: seed, configuration: configuration)
                .generate(count: count, from: Self.start, timeframe: base).columns
            // Rates that are felt: a trial that passed over candles and lost a settlement would be found out.
            var random = SplitMix64(seed: seed)
            let settlements = (0..<1_000 as Range<Int64>).map {
                FundingSettlement(
                    time: Self.start.advanced(byMilliseconds: $0 * 3_600_000), rate: Int64(random.next() % 200_000) - 100_000,
                    interval: 3_600_000)
            }
            return Market.Series(instrument: instrument, candles: candles, funding: FundingSchedule(.series, settlements))
        }
        return Market(base: base, range: TimeRange(from: from, to: TimeRange.all.to), series: series)
    }

    /// Votes of seven heads; the loosest rule of `random`.
    private static var strategy: StrategySpecification {
        var strategy = StrategySpecification.standard
        strategy.consensus = ConsensusRule(.custom)
        strategy.consensus.quorum = .fixed(2)
        strategy.consensus.minimumProbability = Score(0.55)
        strategy.consensus.minimumConfidence = Score(0.6)
        return strategy
    }

    /// Any weights (some 0), thresholds, plans, gates and limits.
    private static func random(_ random: inout SplitMix64) -> StrategySpecification {
        var trial = strategy
        let heads = HeadID.nine
        var shares = heads.map { (head: $0, share: random.uniform() < 0.2 ? 0 : random.uniform()) }
        shares[0].share += 0.1
        if let weights = HeadWeights(shares) { trial.consensus.weights = weights }
        switch random.next() % 4 {
        case 0: trial.consensus.quorum = .spec4
        case 1: trial.consensus.quorum = .strict5
        default: trial.consensus.quorum = .fixed(2 + Int(random.next() % 3))
        }
        trial.consensus.minimumProbability = Score(0.55 + 0.1 * random.uniform())
        trial.consensus.minimumConfidence = Score(0.6 + 0.2 * random.uniform())
        trial.consensus.confidenceGate = Score(0.6 + 0.2 * random.uniform())
        trial.consensus.vetoShare = Score(0.2 + 0.8 * random.uniform())
        trial.gates.health = Score(0.4 + 0.4 * random.uniform())
        trial.gates.closeOnOpposite = random.next() & 1 == 0
        trial.risk.riskPerTrade = 0.002 + 0.02 * random.uniform()
        trial.risk.maximumPositions = 1 + Int(random.next() % 3)
        trial.venue.leverage = 1 + 2 * random.uniform()
        return trial
    }

    /// Fills, ledger, trades, outcomes and daily equity; with `inFull` everything else that a slice leaves behind.
    private static func differences(_ a: SimulationResult, _ b: SimulationResult, _ market: Market, inFull: Bool) -> [String] {
        var found: [String] = []
        if a.ledgerBytes != b.ledgerBytes { found.append("ledger") }
        if a.fills != b.fills { found.append("fills") }
        if a.trades != b.trades { found.append("trades") }
        if a.outcomes != b.outcomes { found.append("outcomes") }
        if a.rejections != b.rejections { found.append("rejections") }
        if inFull ? a.activity != b.activity : figures(a.activity) != figures(b.activity) { found.append("activity") }
        if a.finalEquity != b.finalEquity || a.signals != b.signals { found.append("end") }
        let (mine, other) = (a.curve(from: market), b.curve(from: market))
        if DailySeries(mine) != DailySeries(other) { found.append("daily equity") }
        if inFull, mine.drawdowns().min() != other.drawdowns().min() { found.append("drawdown") }
        return found
    }

    /// All but the sums of exposure.
    private static func figures(_ activity: Activity) -> [Int128] {
        [
            Int128(activity.slices), Int128(activity.slicesInMarket), activity.tradedNotional, Int128(activity.fees.units),
            Int128(activity.slippage.units), Int128(activity.funding.units), Int128(activity.insurance.units),
            Int128(activity.reducedOrders), Int128(activity.unusableCandles), Int128(activity.liquidations),
        ]
    }

    @Test(arguments: [(1, Timeframe.m5, Timeframe.m5), (1, .m5, .m15), (3, .m5, .m15)])
    func anyTrialIsTheBacktestToTheBit(instruments: Int, base: Timeframe, timeframe: Timeframe) throws {
        let market = try Self.market(
            (1...UInt64(instruments)).map { $0 }, count: 12_000, base: base, from: Self.start.advanced(byMilliseconds: 86_400_000))
        let trials = try TrialMarket(
            strategy: Self.strategy, market: market, timeframe: timeframe, floor: TrialMarket.Floor(Self.strategy.consensus), threads: 2)
        #expect(trials.selectedCount < trials.decisionCount)
        var random = SplitMix64(seed: UInt64(instruments))
        var traded = 0
        for number in 0..<400 {
            let trial = Self.random(&random)
            let fast = try trials.run(trial)
            let full = try trials.runInFull(trial)
            let found =
                Self.differences(fast, full, market, inFull: false)
                + Self.differences(try trials.runWithCurve(trial), full, market, inFull: true)
            #expect(found.isEmpty, "trial \(number): \(found)")
            traded += fast.trades.count
            if number % 100 == 0 {
                let backtest = try Backtest(strategy: trial, market: market, timeframe: timeframe).runExpected(threads: 2)
                #expect(backtest.ledgerBytes == fast.ledgerBytes && backtest.trades == fast.trades)
                #expect(backtest.equity == full.equity)
                let whole = try Backtest(strategy: trial, market: market, timeframe: timeframe).run(threads: 2).expected
                #expect(whole.equity == full.equity && whole.times == full.times && whole.curve(from: market) == full.curve(from: market))
            }
        }
        #expect(traded > 2_000, "\(traded) trades")
    }

    /// A trial that asks for less than the floor, or changes a vote, is slower and as right.
    @Test func trialsBeyondTheFloorAreJudgedInFull() throws {
        let market = try Self.market([5], count: 8_000, base: .m15)
        var floor = TrialMarket.Floor(Self.strategy.consensus)
        floor.quorum = 4
        let trials = try TrialMarket(strategy: Self.strategy, market: market, timeframe: .m15, floor: floor, threads: 1)
        for change in [{ (_: inout StrategySpecification) in }, { $0.heads.technical.threshold = 0.6 }, { $0.heads.ict.swingWing = 3 }] {
            var trial = Self.strategy
            change(&trial)
            let backtest = try Backtest(strategy: trial, market: market, timeframe: .m15).runExpected(threads: 1)
            let fast = try trials.run(trial)
            #expect(fast.ledgerBytes == backtest.ledgerBytes && !fast.trades.isEmpty)
        }
    }
}
