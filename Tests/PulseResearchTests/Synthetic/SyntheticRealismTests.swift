import PulseAnalytics
import PulseCore
import PulseResearch
import PulseTesting
import Testing

/// The market has what markets are known for (Cont 2001, "Empirical properties of asset returns"), and its regimes are what their names say.
@Suite struct SyntheticRealismTests {
    /// 200 days of minutes.
    private static let sample = Result { () throws(PulseError) in
        try SyntheticMarket(seed: 11).generate(count: 288_000, from: Timestamp(milliseconds: 1_704_067_200_000))
    }

    private func returns() throws -> [Double] {
        let close = try Self.sample.get().columns.close
        return close.indices.dropFirst().map { close[$0] / close[$0 - 1] - 1 }
    }

    @Test func tailsAreFat() throws {
        let kurtosis = try #require(SampleMoments(try returns()).kurtosis)
        #expect(kurtosis > 6 && kurtosis < 100)
        #expect(try #require(SampleMoments(RandomWalk.noise(count: 10_000, seed: 1)).kurtosis) < 3)
    }

    @Test func volatilityClustersAndReturnsDoNot() throws {
        let returns = try returns()
        let sizes = try #require(Autocorrelation.coefficients(returns.map { abs($0) }, lags: 60))
        let signed = try #require(Autocorrelation.coefficients(returns, lags: 5))
        #expect(sizes.allSatisfy { $0 > 0.05 })
        #expect(sizes[0] > sizes[59])
        #expect(signed.allSatisfy { abs($0) < 0.08 })
    }

    @Test func volatilityIsTheOneAskedFor() throws {
        let statistics = ReturnStatistics(try returns(), periodsPerYear: 525_600)
        #expect(abs(try #require(statistics.volatility.number) - 0.6) < 0.15)
    }

    @Test func volumeFollowsTheMoveAndTakersTheDirection() throws {
        let columns = try Self.sample.get().columns
        let moves = columns.close.indices.map { columns.close[$0] / columns.open[$0] - 1 }
        let ranges = columns.close.indices.map { columns.high[$0] / columns.low[$0] - 1 }
        let shares = columns.close.indices.map { columns.takerBuyVolume[$0] / columns.volume[$0] }
        #expect(try #require(PairedMoments(columns.volume, moves.map { abs($0) }).correlation) > 0.3)
        #expect(try #require(PairedMoments(columns.volume, ranges).correlation) > 0.4)
        #expect(try #require(PairedMoments(shares, moves).correlation) > 0.3)
        let mean = columns.volume.reduce(0, +) / Double(columns.count)
        #expect(mean > 15 && mean < 40)
    }

    /// Net move of each stay in units of the spread that the same minutes would have without drift, by regime.
    private func strengths(_ regimes: [Regime], _ close: [Double]) -> [Regime: [Double]] {
        var result: [Regime: [Double]] = [:]
        var start = 0
        for index in 1...regimes.count where index == regimes.count || regimes[index] != regimes[start] {
            var squares = 0.0
            for minute in max(start, 1)..<index {
                let change = close[minute] / close[minute - 1] - 1
                squares += change * change
            }
            if index - start > 60 {
                result[regimes[start], default: []].append((close[index - 1] / close[max(start, 1) - 1] - 1) / squares.squareRoot())
            }
            start = index
        }
        return result
    }

    private func mean(_ values: [Double]?) -> Double { (values ?? []).reduce(0, +) / Double(max(values?.count ?? 0, 1)) }

    /// Whether labels and prices fit together.
    private func fit(_ regimes: [Regime], _ close: [Double]) -> Bool {
        let all = strengths(regimes, close)
        let sizes = all.mapValues { $0.map { abs($0) } }
        return mean(all[.strongTrendBull]) > 1.2 && mean(all[.strongTrendBear]) < -1.2 && mean(sizes[.volatileBreakout]) > 1.2
            && mean(sizes[.ranging]) < 0.5 && mean(sizes[.choppy]) < 0.7 && mean(sizes[.weakTrend]) < 1.6
    }

    @Test func regimesAreWhatTheirNamesSay() throws {
        let sample = try Self.sample.get()
        #expect(fit(sample.regimes, sample.columns.close))
        // Labels that are shifted by five days do not pass.
        let shifted = Array(sample.regimes[7_200...] + sample.regimes[..<7_200])
        #expect(!fit(shifted, sample.columns.close))
    }

    @Test func regimesDifferInVolatility() throws {
        let sample = try Self.sample.get()
        let returns = try returns()
        func deviation(_ regime: Regime) -> Double {
            SampleMoments(zip(returns, sample.regimes.dropFirst()).filter { $0.1 == regime }.map(\.0)).standardDeviation ?? .nan
        }
        #expect(deviation(.ranging) < deviation(.weakTrend))
        #expect(deviation(.weakTrend) < deviation(.choppy))
        #expect(deviation(.choppy) < deviation(.volatileBreakout))
        #expect(Set(sample.regimes).count == Regime.allCases.count)
    }
}
