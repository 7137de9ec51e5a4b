import PulseCore
import PulseResearch
import PulseStrategy
import Testing

/// The regime detector against true regimes.
@Suite struct RegimeAuditTests {
    private static let seeds: [UInt64] = [101, 102, 103]

    private func accuracy(_ audit: RegimeAudit) throws -> Double {
        let all = try audit.run(threads: 2).reduce(into: RegimeConfusion()) { $0.add($1) }
        return try #require(all.accuracy)
    }

    @Test func fourOfFiveCandlesOfATextbookMarketAreRight() throws {
        let audit = RegimeAudit(seeds: Self.seeds, candles: 12_000)
        let each = try audit.run(threads: 2)
        let all = each.reduce(into: RegimeConfusion()) { $0.add($1) }
        #expect(try #require(all.accuracy) >= RegimeAudit.wantedAccuracy)
        for regime in Regime.allCases where regime != .volatileBreakout {
            #expect(try #require(all.recall(regime)) > 0.5, "\(regime)")
        }
        #expect(all.judged + all.lagging + all.warmup == 36_000 && all.warmup == 3 * RegimeDetector().warmup)
    }

    /// A detector that is turned round, or one that always says the same, must not pass for a good one.
    @Test func theMeasureCatchesBadDetectors() throws {
        let market = try SyntheticMarket(seed: 101, configuration: .textbook(for: .m15)).generate(
            count: 12_000, from: Timestamp(milliseconds: 1_609_459_200_000), timeframe: .m15)
        let constant = [RegimeState](
            repeating: RegimeState(.weakTrend, raw: .weakTrend, confidence: .one, stability: .one, duration: 9), count: market.regimes.count
        )
        #expect(try #require(RegimeAudit.confusion(of: constant, truth: market.regimes, lag: 17).accuracy) < 0.6)
        let late = RegimeDetector.states(on: market.columns)
        let shifted = [RegimeState](repeating: .unknown, count: 300) + late.dropLast(300)
        #expect(try #require(RegimeAudit.confusion(of: shifted, truth: market.regimes, lag: 17).accuracy) < 0.6)
    }

    @Test func lagIsCountedFromTrueChanges() {
        func state(_ regime: Regime) -> RegimeState { RegimeState(regime, raw: regime, confidence: .one, stability: .one, duration: 9) }
        let truth: [Regime] = [.ranging, .ranging, .choppy, .choppy, .choppy, .ranging]
        let states = [RegimeState.unknown] + [Regime.ranging, .ranging, .ranging, .choppy, .choppy].map(state)
        let confusion = RegimeAudit.confusion(of: states, truth: truth, lag: 2)
        #expect(confusion.warmup == 1 && confusion.lagging == 3 && confusion.judged == 2)
        #expect(confusion.accuracy == 1)
        #expect(confusion.recall(.choppy) == 1 && confusion.recall(.weakTrend) == nil)
    }

    /// The level of a pull moves only where a regime drifts: the default market is as it was.
    @Test func theStandardMarketStaysWeak() throws {
        #expect(try accuracy(RegimeAudit(kind: .standard, seeds: [101], candles: 12_000)) < RegimeAudit.wantedAccuracy)
    }
}
