import PulseCore
import PulseStrategy
import Testing

/// The rules one by one, the hysteresis, and the percentile against counting.
@Suite struct RegimeRuleTests {
    private typealias Measures = RegimeScores.Measures

    /// A quiet, aimless candle with bands of the 70th percentile: choppy by every rule.
    private static let choppy = Measures(
        trend: 12, slope: 0, relativeStrength: 50, volumeRatio: 1, percentile: 0.7, breadth: 0.7, beyond: -1)

    private func scores(_ change: (inout Measures) -> Void = { _ in }) -> [Regime: Double] {
        var measures = Self.choppy
        change(&measures)
        let lanes = RegimeScores(RegimeParameters()).evaluate(measures)
        return Dictionary(uniqueKeysWithValues: Regime.allCases.map { ($0, Double(lanes[Int($0.rawValue)]) / 1_024) })
    }

    private func best(_ change: (inout Measures) -> Void) -> Regime? { scores(change).max { $0.value < $1.value }?.key }

    @Test func whatNoRuleHoldsForIsChoppy() {
        #expect(best { _ in } == .choppy)
        // Directed without slope: the third of the old detector's leftovers.
        #expect(best { $0.trend = 45 } == .choppy)
    }

    @Test func strongTrendsNeedDirectionSlopeAndStrength() {
        #expect(best { ($0.trend, $0.slope, $0.relativeStrength) = (40, 0.2, 68) } == .strongTrendBull)
        #expect(best { ($0.trend, $0.slope, $0.relativeStrength) = (40, -0.2, 32) } == .strongTrendBear)
        #expect(best { ($0.trend, $0.slope, $0.relativeStrength) = (25, 0.2, 68) } == .weakTrend)
        #expect(best { ($0.trend, $0.slope, $0.relativeStrength) = (40, 0.2, 45) } == .weakTrend)
        #expect(best { ($0.trend, $0.slope, $0.relativeStrength) = (40, 0, 68) } == .choppy)
    }

    @Test func rangesAreQuietNarrowAndLevel() {
        #expect(
            best {
                $0.percentile = 0.2; $0.breadth = 0.2
            } == .ranging)
        #expect(
            best {
                $0.percentile = 0.2; $0.breadth = 0.2; $0.trend = 25
            } == .weakTrend)
        #expect(
            best {
                $0.percentile = 0.2; $0.breadth = 0.2; $0.slope = -0.08
            } == .weakTrend)
    }

    @Test func breakoutsLeaveTheChannelWithVolumeOnWideBands() {
        let change: (inout Measures) -> Void = { ($0.volumeRatio, $0.percentile, $0.breadth, $0.beyond) = (2, 0.95, 0.95, 0.5) }
        #expect(best(change) == .volatileBreakout)
        #expect(
            best {
                change(&$0); $0.volumeRatio = 1.1
            } == .choppy)
        #expect(
            best {
                change(&$0); $0.beyond = -0.5
            } == .choppy)
        #expect(
            best {
                change(&$0); ($0.percentile, $0.breadth) = (0.6, 0.6)
            } == .choppy)
        // Breakout strength 50 + 30 + 4.8: force enough without a channel.
        #expect(best { ($0.volumeRatio, $0.percentile, $0.breadth) = (3.5, 1, 1) } == .volatileBreakout)
        // A trend goes first.
        #expect(
            best {
                change(&$0); ($0.trend, $0.slope, $0.relativeStrength) = (45, 0.2, 70)
            } == .strongTrendBull)
    }

    /// On the cut a rule is half true; a width beyond it, to 731 thousandths.
    @Test func marginsAreLogistic() {
        let cut = scores { ($0.trend, $0.slope, $0.relativeStrength) = (30, 0.2, 70) }
        #expect(cut[.strongTrendBull] == 0.5)
        let beyond = scores { ($0.trend, $0.slope, $0.relativeStrength) = (32.5, 0.2, 70) }
        #expect(beyond[.strongTrendBull] == 749.0 / 1_024)
        #expect(beyond[.weakTrend] == 275.0 / 1_024)
    }

    @Test func aChallengerNeedsMarginThreeTimesAndFiveCandles() {
        var machine = RegimeMachine(RegimeParameters())
        func lanes(_ range: Int32, _ weak: Int32) -> SIMD8<Int32> { SIMD8(0, 0, weak, range, 0, 0, 0, 0) }
        func take(_ range: Int32, _ weak: Int32, _ count: Int = 1) -> RegimeState {
            (0..<count).reduce(RegimeState.unknown) { _, _ in machine.advance(lanes(range, weak)) }
        }
        #expect(take(900, 100, 3).regime == .ranging)
        #expect(take(100, 900, 2).regime == .ranging)
        let switched = take(100, 900)
        #expect(switched.regime == .weakTrend && switched.duration == 1)
        #expect(take(100, 900, 9).duration == 10)
        // 153 less than 154 of margin never suffices; two of three candles neither.
        #expect(take(653, 500, 50).regime == .weakTrend)
        #expect(take(900, 100, 2).regime == .weakTrend)
        #expect(take(500, 500).regime == .weakTrend)
        #expect(take(900, 100, 2).regime == .weakTrend)
        let back = take(654, 500)
        #expect(back.regime == .ranging)
        // Of the last 20 candles 19 spoke for ranges; equal scores go to the earlier rule, the weak trend.
        #expect(back.raw == .ranging && back.stability == Score(raw: 19 * 1_024 / 20))
    }

    @Test func aYoungRegimeIsNotReplaced() {
        var machine = RegimeMachine(RegimeParameters())
        _ = machine.advance(SIMD8(0, 0, 0, 900, 0, 0, 0, 0))
        let states = (0..<6).map { _ in machine.advance(SIMD8(0, 0, 900, 100, 0, 0, 0, 0)) }
        // Beaten three times at age four, but in force for five candles only at age six.
        #expect(states.map(\.regime) == [.ranging, .ranging, .ranging, .ranging, .weakTrend, .weakTrend])
    }

    /// The percentile of one more number.
    private func percentile(of number: Double, in window: inout PercentileWindow) -> Double {
        var percentile = 0.0
        withUnsafePointer(to: number) { window.process($0, count: 1, into: &percentile) }
        return percentile
    }

    @Test func percentilesAreWhatCountingGives() {
        // The finest grain has numbers whose keys are the same.
        for (length, grain) in [(20, 1.0), (200, 0.001), (7, 0.25), (200, 0.000_01)] {
            var random = SplitMix64(seed: UInt64(length))
            var window = PercentileWindow(length: length)
            var values: [Double] = []
            var faults = 0
            for step in 0..<3_000 {
                // Coarse values, so that there are ties; a drift, so that there are new extremes.
                values.append(((10 * random.uniform() + Double(step % 500) / 50) / grain).rounded() * grain)
                let percentile = percentile(of: values[step], in: &window)
                guard step >= length - 1 else {
                    faults += percentile.isNaN ? 0 : 1
                    continue
                }
                let recent = values.suffix(length)
                let below = recent.count { $0 < values[step] }
                let equal = recent.count { $0 == values[step] } - 1
                let counted = (Double(below) + Double(equal) / 2) / Double(length - 1)
                if abs(percentile - counted) > 1e-12 { faults += 1 }
            }
            #expect(faults == 0)
        }
    }

    @Test func whatIsNoWidthIsLeftOut() {
        var window = PercentileWindow(length: 4)
        for number in [3.0, 1, 2] { #expect(percentile(of: number, in: &window).isNaN) }
        for number in [Double.nan, -1, .infinity] { #expect(percentile(of: number, in: &window).isNaN) }
        // Zeros of either sign are equal, and below what is too small for a key of its own.
        #expect(percentile(of: -0.0, in: &window) == 0)
        #expect(percentile(of: 1e-300, in: &window) == 1.0 / 3)
        #expect(percentile(of: 0, in: &window) == 0.5 / 3)
        #expect(percentile(of: 1e300, in: &window) == 1)
    }
}
