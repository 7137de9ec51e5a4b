import PulseCore
import PulseResearch
import PulseStore
import PulseTesting
import Testing

/// P6: what a run could have known is part of its identity, and nothing else is.
@Suite struct SideIdentityTests {
    private static let start: Int64 = 1_704_067_200_000
    private let range = TimeRange(from: Timestamp(milliseconds: start), to: Timestamp(milliseconds: start + 100 * 60_000))

    private func id(_ change: (inout SideInputs) -> Void = { _ in }) throws -> String {
        let instrument = Instrument(
            id: try #require(InstrumentID("binance-um:BTCUSDT")), market: .perpetual, tick: Increment(decimals: 2),
            lot: Increment(decimals: 3), minimumNotional: Cash(units: 0))
        var side = SideInputs()
        change(&side)
        let market = Market(
            base: .m1, range: range, series: [Market.Series(instrument: instrument, candles: CandleColumns(), side: side)])
        let identity = RunIdentity(
            kind: "backtest", engineVersion: "1", strategy: "s", timeframe: .m1, base: .m1, range: range, seed: 0, parameters: [])
        return identity.id(market: market, digests: ["d"])
    }

    private func series(_ values: [(Int64, Double)], weight: Double = 1) -> SideSeries {
        SideSeries(values.map { SidePoint(knownAt: Self.start + $0.0 * 60_000, value: $0.1, weight: weight) })
    }

    @Test func p6OnePointChangesTheId() throws {
        let plain = try id()
        let base = try id { $0[.fundingRate] = series([(-5, 1), (50, 2)]) }
        let variants = [
            try id { $0[.fundingRate] = series([(-5, 1), (50, 3)]) }, try id { $0[.fundingRate] = series([(-5, 1), (51, 2)]) },
            try id { $0[.fundingRate] = series([(-5, 1), (50, 2)], weight: 0.5) }, try id { $0[.fundingRate] = series([(50, 2)]) },
            try id { $0[.premiumIndex] = series([(-5, 1), (50, 2)]) },
        ]
        #expect(Set([plain, base] + variants).count == variants.count + 2)
        #expect(try id { $0[.fundingRate] = series([(-5, 1), (50, 2)]) } == base)
    }

    @Test func p6WhatNobodyKnewYetChangesNothing() throws {
        let base = try id { $0[.fundingRate] = series([(50, 2)]) }
        #expect(try id { $0[.fundingRate] = series([(50, 2), (101, 3)]) } == base)
        let plain = try id()
        #expect(try id { $0[.openInterest] = series([(101, 3)]) } == plain)
        // At the close of the last candle it is known.
        #expect(try id { $0[.fundingRate] = series([(50, 2), (100, 3)]) } != base)
    }

    @Test func p6ARunWithoutSideSeriesHasTheIdThatItHadBefore() throws {
        let lines = [
            "alphapulse.identity.v1", "backtest", "1", "timeframe=1m", "base=1m", "from=\(range.from)", "to=\(range.to)", "seed=0",
            "instrument=binance-um:BTCUSDT perpetual tick=0.01 lot=0.001 minimum=\(Cash(units: 0)) candles=d", "s",
        ]
        #expect(try id() == ContentDigest.hex(of: lines.joined(separator: "\n")))
    }

    @Test func coverageFindsSilence() {
        func coverage(_ days: [Double]) -> SideCoverage {
            let series = SideSeries(days.map { SidePoint(knownAt: Self.start + Int64($0 * 86_400_000), value: 1) })
            return SideCoverage(
                series, .fundingRate, TimeRange(from: range.from, to: range.from.advanced(byMilliseconds: 10 * Timestamp.day)))
        }
        #expect(coverage((-3...40).map { Double($0) / 3 }).silence == nil)
        let late = coverage([5, 6, 7, 8, 9])
        #expect(late.silence?.milliseconds == 5 * Timestamp.day && late.points == 5)
        #expect(coverage([1, 2, 3, 4]).silence?.milliseconds == 6 * Timestamp.day)
        #expect(coverage([-30]).silence?.milliseconds == 10 * Timestamp.day)
        #expect(coverage([11]).points == 0 && coverage([11]).known == nil)
    }
}
