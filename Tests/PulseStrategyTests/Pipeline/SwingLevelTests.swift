import PulseCore
import PulseStrategy
import Testing

/// The swing levels that a pipeline hands to the risk plan.
@Suite struct SwingLevelTests {
    private static let wing = 5

    /// The latest pivot of wing 5 known at each candle, by definition: strictly beyond the five candles before, at least level with the five after.
    private func levels(_ prices: [Double], delay: Int = wing) -> [Double] {
        prices.indices.map { index in
            let newest = index - delay
            guard newest >= Self.wing else { return .nan }
            for centre in stride(from: newest, through: Self.wing, by: -1) {
                let before = prices[centre - Self.wing..<centre]
                let after = prices[centre + 1...min(centre + Self.wing, prices.count - 1)]
                if before.allSatisfy({ prices[centre] > $0 }), after.allSatisfy({ prices[centre] >= $0 }) { return prices[centre] }
            }
            return .nan
        }
    }

    private func bits(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }

    @Test func levelsAreTheLatestPivotsKnownByThen() {
        let candles = DyadicWalk.candles(count: 700, seed: 6, timeframe: .m1)
        let columns = PipelineRig.decide(candles, cut: [0..<700], timeframe: .m1)
        #expect(bits(columns.swingHigh) == bits(levels(candles.high)))
        #expect(bits(columns.swingLow.map { -$0 }.map { $0.isNaN ? .nan : $0 }) == bits(levels(candles.low.map { -$0 })))
        #expect(columns.swingHigh.count { !$0.isNaN } > 600)
        // The mutant knows a swing one candle too early.
        #expect(bits(columns.swingHigh) != bits(levels(candles.high, delay: Self.wing - 1)))
    }
}
