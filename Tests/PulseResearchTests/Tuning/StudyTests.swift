import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy
import PulseTesting
import Testing

/// What a study may know: a choice is made without the days that it is judged on.
@Suite struct StudyTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)
    private static let days = 120

    /// A market whose candles after `poisonedFrom` are another's.
    private static func market(poisonedFrom: Int? = nil) throws -> Market {
        let id = try #require(InstrumentID(venue: "synthetic-um", symbol: "STUDYUSDT"))
        let instrument = Instrument(
            id: id, market: .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5), minimumNotional: Cash(units: 500_000_000)
        )
        let count = days * 96
        var candles = try SyntheticMarket(seed: 3).generate(count: count, from: start, timeframe: .m15).columns
        if let poisonedFrom {
            let other = try SyntheticMarket(seed: 4).generate(count: count, from: start, timeframe: .m15).columns
            candles = CandleColumns(
                (0..<count).map {
                    candles[$0].openTime < start.advanced(byMilliseconds: Int64(poisonedFrom) * Timestamp.day) ? candles[$0] : other[$0]
                })
        }
        return Market(
            base: .m15, range: TimeRange(from: start, to: .init(milliseconds: start.milliseconds + Int64(days) * Timestamp.day)),
            series: [Market.Series(instrument: instrument, candles: candles)])
    }

    private static let strategy = """
        name: study
        heads: {technical: {weight: 0.3}, volume: {weight: 0.3}, rules: {weight: 0.2}, structure: {weight: 0.2}}
        consensus: {profile: custom, quorum: 2, minimumConfidence: 0.6}
        """
    private static let space = """
        weights: all
        parameters:
          risk.stop.atr: {from: 1, to: 3}
          consensus.minimumConfidence: {from: 0.55, to: 0.75}
        """

    private static func study(_ market: Market, method: TuningMethod, trials: Int) throws -> Study {
        let document = try YAMLDocument.parse(text: strategy, file: "strategy.yaml")
        let space = try ParameterSpace(reading: YAMLDocument.parse(text: space, file: "space.yaml"), strategy: document)
        return try Study(
            plan: StudyPlan(
                method: method, validation: ValidationScheme(.anchoredWalkForward(folds: 3), embargo: Timestamp.day), minimumTrades: 3),
            space: space, strategy: StrategySpecification(reading: document), market: market,
            digests: market.series.map { $0.candles.digestHex() },
            timeframe: .m15, engineVersion: "test", trials: trials, threads: 2)
    }

    @Test func choicesDoNotKnowTheDaysTheyAreJudgedOn() throws {
        let study = try Self.study(try Self.market(), method: .random, trials: 60)
        let trials = try study.run(threads: 2)
        let given = try study.given()
        let honest = StudySelection(study, trials, given: given, threads: 2)
        #expect(honest.choices.allSatisfy { $0.chosen != nil })
        var peeked = 0
        for (fold, split) in study.splits.enumerated() {
            // Every trial's test days get other returns: better for some, worse for others.
            var random = SplitMix64(seed: UInt64(fold))
            let poisoned = trials.all.map { record -> TrialRecord in
                var record = record
                let shift = random.uniform() - 0.5
                var days = record.days.filter { day in !split.test.contains { $0.contains(Int(day.day)) } }
                days += split.test.flatMap {
                    $0.map { TrialRecord.Day(day: Int32($0), entries: 1, dailyReturn: 0.01 * (shift + 0.1 * random.uniform())) }
                }
                record.days = days.sorted { $0.day < $1.day }
                return record
            }
            let other = StudySelection(study, StudyTrials(searches: 1, recorded: poisoned), given: given, threads: 1)
            #expect(other.choices[fold].chosen == honest.choices[fold].chosen)
            #expect(other.choices[fold].inSample == honest.choices[fold].inSample)
            #expect(other.choices[fold].outOfSample != honest.choices[fold].outOfSample)
            // A chooser that looks at all days is found out by the same poison.
            if other.best != honest.best { peeked += 1 }
        }
        #expect(peeked > 0)
    }

    @Test(arguments: [TuningMethod.tpe, .cmaes, .halving])
    func guidedSearchesOfAFoldDoNotSeeWhatComesAfterItsTraining(_ method: TuningMethod) throws {
        let count = method == .halving ? 512 : 160
        let study = try Self.study(try Self.market(), method: method, trials: count)
        let end = try #require(study.splits[0].training.last?.upperBound)
        let poisoned = try Self.study(try Self.market(poisonedFrom: end), method: method, trials: count)
        let (one, other) = (try study.run(threads: 2), try poisoned.run(threads: 2))
        func texts(_ trials: StudyTrials, _ search: Int) -> [[String]] { trials.bySearch[search].map(\.texts) }
        let isSame = texts(one, 0) == texts(other, 0)
        #expect(isSame, "the first fold's search has seen what came later")
        #expect(Set(texts(one, 0)).count > 20)
        // The search of all days does see it.
        let isOther = texts(one, 3) != texts(other, 3)
        #expect(isOther, "the poison is too weak to be seen")
    }

    /// Stopped after any portion and run again with what was kept: the same trials.
    @Test(arguments: TuningMethod.allCases.filter { $0 != .hitRates })
    func anyInterruptionEndsTheSame(_ method: TuningMethod) throws {
        let study = try Self.study(try Self.market(), method: method, trials: method == .halving ? 512 : 144)
        var portions = 0
        let whole = try study.run(threads: 2, progress: { _ in portions += 1 })
        for stop in stride(from: 1, to: portions, by: method == .halving ? 11 : 3) {
            var kept: [TrialRecord] = []
            var done = 0
            _ = try study.run(threads: 1, isStopped: { done >= stop }) { _ in
                done += 1
            } commit: {
                kept += $0
            }
            let stored = kept.map(\.stored).compactMap { TrialRecord($0) }
            let isKept = stored == kept
            let isWhole = try study.run(threads: 2, recorded: stored) == whole
            #expect(isKept && isWhole, "stopped after portion \(stop)")
        }
    }

    /// A record that is not the study's is refused instead of being believed.
    @Test func foreignRecordsAreRefused() throws {
        let study = try Self.study(try Self.market(), method: .sobol, trials: 32)
        var records = try study.run(threads: 2).all
        records[3].texts[0] = "0.999"
        #expect(throws: PulseError.self) { _ = try study.run(threads: 1, recorded: records) }
    }

    /// Votes that are cast for a trial alone are those of a backtest of it.
    @Test func changedHeadsVoteAsInABacktest() throws {
        let market = try Self.market()
        let document = try YAMLDocument.parse(text: Self.strategy, file: "strategy.yaml")
        let text =
            "parameters: {heads.technical.threshold: {from: 0.51, to: 0.6}, heads.volume.threshold: {from: 0.51, to: 0.6}"
            + ", regime.strongTrend: {from: 25, to: 35}}"
        let space = try ParameterSpace(reading: YAMLDocument.parse(text: text, file: "space.yaml"), strategy: document)
        let study = try Study(
            plan: StudyPlan(method: .random, validation: ValidationScheme(.anchoredWalkForward(folds: 2)), minimumTrades: 1), space: space,
            strategy: StrategySpecification(reading: document), market: market, digests: ["x"], timeframe: .m15, engineVersion: "test",
            trials: 24,
            threads: 2)
        for record in try study.run(threads: 2).all {
            let trial = try space.specification(record.texts)
            let result = try Backtest(strategy: trial, market: market, timeframe: .m15).run(threads: 1)
            let returns = DailySeries(result.curve).returns
            #expect(record.returns.map(\.bitPattern) == returns.map { ($0 == 0 ? 0 : $0).bitPattern })
            #expect(record.trades == result.expected.trades.count)
        }
    }

    @Test func hitRatesLearnFromTheirOwnDays() throws {
        let market = try Self.market()
        let document = try YAMLDocument.parse(text: Self.strategy, file: "strategy.yaml")
        let space = try ParameterSpace(reading: YAMLDocument.parse(text: "weights: all", file: "space.yaml"), strategy: document)
        func run(_ market: Market) throws -> StudyTrials {
            try Study(
                plan: StudyPlan(method: .hitRates, validation: ValidationScheme(.anchoredWalkForward(folds: 2)), minimumTrades: 1),
                space: space,
                strategy: StrategySpecification(reading: document), market: market, digests: ["x"], timeframe: .m15, engineVersion: "test",
                trials: 1, threads: 2
            ).run(threads: 2)
        }
        let (one, other) = (try run(market), try run(try Self.market(poisonedFrom: Self.days / 3)))
        #expect(one.bySearch[0].map(\.texts) == other.bySearch[0].map(\.texts))
        #expect(one.bySearch[2].map(\.texts) != other.bySearch[2].map(\.texts))
        #expect(one.all.allSatisfy { $0.texts.compactMap(PulseTestingNumber.init).reduce(0) { $0 + $1.thousandths } == 1_000 })
    }
}

/// A weight as whole thousandths.
private struct PulseTestingNumber {
    let thousandths: Int

    init?(_ text: String) {
        guard let number = Double(text) else { return nil }
        thousandths = Int((number * 1_000).rounded())
    }
}
