import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import Testing

/// Side series of a synthetic market: repeatable, causal, and only weakly bound to the truth.
@Suite struct SyntheticSideTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)

    private func market(_ count: Int, seed: UInt64 = 7, timeframe: Timeframe = .m5) throws -> SyntheticCandles {
        try SyntheticMarket(seed: seed).generate(count: count, from: Self.start, timeframe: timeframe)
    }

    private func side(_ count: Int, seed: UInt64 = 7, timeframe: Timeframe = .m5) throws -> SyntheticSide {
        try SyntheticSide(try market(count, seed: seed, timeframe: timeframe), timeframe: timeframe, coin: "DEMO", seed: seed)
    }

    private func digest(_ side: SyntheticSide) -> String {
        let digests = side.series.map { SideSeries($0.observations.map(\.point)).digestHex(asOf: TimeRange.all.to) }
        return ContentDigest.hex(of: digests.joined() + side.headlines.map { "\($0.time)\($0.source)\($0.text)" }.joined())
    }

    @Test func p6FixedBytesForASeed() throws {
        let found = digest(try side(3_000))
        #expect(found == digest(try side(3_000)))
        #expect(found != digest(try side(3_000, seed: 8)))
        #expect(found.prefix(16) == "58ece9f0f57d6438")
    }

    @Test func p2LaterCandlesChangeNothing() throws {
        let short = try side(2_000).series
        let long = try side(3_000).series
        for (a, b) in zip(short, long) {
            #expect(!a.observations.isEmpty && Array(b.observations.prefix(a.observations.count)) == a.observations, "\(a.kind.name)")
        }
    }

    @Test func timesAreThoseOfTheRules() throws {
        let side = try side(3_000)
        #expect(side.fundingRate.allSatisfy { $0.eventTime.milliseconds % (8 * 3_600_000) == 0 && $0.knownAt == $0.eventTime })
        for one in side.openInterest + side.longShortRatio + side.premiumIndex {
            #expect(one.knownAt.milliseconds - one.eventTime.milliseconds == 300_000)
        }
        #expect(side.fearGreed.allSatisfy { $0.eventTime == $0.eventTime.startOfDay && $0.value == $0.value.rounded() })
        let end = Self.start.advanced(byMilliseconds: 3_000 * 300_000)
        for (kind, observations) in side.series {
            #expect(observations.allSatisfy { $0.eventTime <= end && SideValidation.fault(in: $0, kind) == nil }, "\(kind.name)")
            #expect(zip(observations, observations.dropFirst()).allSatisfy { $0.eventTime <= $1.eventTime })
        }
        #expect(side.fundingRate.count == 32 && side.openInterest.count == 3_001 && side.fearGreed.count == 11)
    }

    @Test func theyGoWeaklyWithTheMarket() throws {
        let market = try market(60_000)
        let side = try SyntheticSide(market, timeframe: .m5, coin: "DEMO", seed: 7)
        // Mean of what became known during each regime.
        func mean(_ observations: [SideObservation], _ regime: Regime) -> Double {
            var sum = 0.0
            var count = 0.0
            for one in observations {
                let index = Int((one.knownAt.milliseconds - Self.start.milliseconds) / 300_000)
                guard index < market.regimes.count, market.regimes[index] == regime else { continue }
                sum += one.value
                count += 1
            }
            return sum / count
        }
        #expect(mean(side.fundingRate, .strongTrendBull) > mean(side.fundingRate, .strongTrendBear))
        #expect(mean(side.longShortRatio, .strongTrendBull) < mean(side.longShortRatio, .strongTrendBear))
        #expect(mean(side.sentiment, .strongTrendBull) > mean(side.sentiment, .strongTrendBear))
        // Weakly: both signs happen in either.
        let bull = side.sentiment.filter { $0.value < -0.2 }.count
        #expect(bull > side.sentiment.count / 8)
        #expect(side.headlines.count > 3_000)
    }

    @Test func longCandlesAndNoneAtAll() throws {
        let days = try side(400, timeframe: .d1)
        #expect(days.openInterest.count == 401 && days.fundingRate.count == 1_201)
        let nothing = try SyntheticSide(SyntheticCandles(), timeframe: .h1, coin: "X", seed: 1)
        #expect(nothing.series.allSatisfy { $0.observations.isEmpty })
    }
}
