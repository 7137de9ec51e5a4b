import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy
import PulseTesting
import Testing

/// P6: what a run could have known is part of its identity, and nothing else is.
@Suite struct SideIdentityTests {
    private static let start: Int64 = 1_704_067_200_000
    private let range = TimeRange(from: Timestamp(milliseconds: start), to: Timestamp(milliseconds: start + 100 * 60_000))

    private func id(
        _ traded: Instrument.Market = .perpetual, funding: FundingSchedule = .none, _ change: (inout SideInputs) -> Void = { _ in }
    ) throws -> String {
        let instrument = Instrument(
            id: try #require(InstrumentID("binance-um:BTCUSDT")), market: traded, tick: Increment(decimals: 2),
            lot: Increment(decimals: 3), minimumNotional: Cash(units: 0))
        var side = SideInputs()
        change(&side)
        let market = Market(
            base: .m1, range: range, series: [Market.Series(instrument: instrument, candles: CandleColumns(), side: side, funding: funding)]
        )
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

    /// Settlements by minutes of the range, rates in 1e-8.
    private func funding(_ values: [(Int64, Int64)], interval: Int64 = 3_600_000) -> FundingSchedule {
        FundingSchedule(
            .series,
            values.map {
                FundingSettlement(time: Timestamp(milliseconds: Self.start + $0.0 * 60_000), rate: $0.1, interval: interval)
            })
    }

    @Test func p6FundingThatIsPaidIsPartOfTheId() throws {
        let plain = try id()
        let base = try id(funding: funding([(0, 100), (50, 200)]))
        let variants = [
            try id(funding: funding([(0, 100), (50, 201)])), try id(funding: funding([(0, 100), (51, 200)])),
            try id(funding: funding([(50, 200)])), try id(funding: funding([(0, 100), (50, 200)], interval: 7_200_000)),
            try id { $0[.fundingRate] = series([(0, 100), (50, 200)]) },
        ]
        #expect(Set([plain, base] + variants).count == variants.count + 2)
        #expect(try id(funding: funding([(0, 100), (50, 200)])) == base)
    }

    @Test func p6FundingThatIsNotPaidIsNot() throws {
        let plain = try id()
        #expect(try id(funding: FundingSchedule([])) == plain, "none is known")
        #expect(try id(funding: funding([(-1, 100), (100, 200)])) == plain, "outside of the range")
        let base = try id(funding: funding([(50, 200)]))
        #expect(try id(funding: funding([(-1, 100), (50, 200), (100, 200)])) == base)
        #expect(try id(.spot, funding: funding([(50, 200)])) == id(.spot), "spot has no funding")
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
