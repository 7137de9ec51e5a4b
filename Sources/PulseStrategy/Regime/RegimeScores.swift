import PulseAnalytics
import PulseCore

/// How much one candle looks like each of the six regimes, 0 to 1, by fuzzy rules.
///
/// A condition is as true as the logistic function of its normalised margin; all of several conditions are as true as the least of them,
/// one of several as the most. The logistic function rises and turns "not" into a change of sign, so rules are worked out on the margins
/// and the function is taken of six results only. Rules are in order, and an earlier one that holds takes from those after it what it
/// holds by; what is left is choppy.
package struct RegimeScores: Sendable {
    /// What a candle is judged by.
    package struct Measures {
        /// Average directional index, 0...100.
        package var trend: Double
        /// Change of the slow mean a candle, in average true ranges.
        package var slope: Double
        /// Relative strength index, 0...100.
        package var relativeStrength: Double
        package var volumeRatio: Double
        /// Percentile of Bollinger's width.
        package var percentile: Double
        /// What breadth is judged by: the percentile, or the width itself.
        package var breadth: Double
        /// How far the close is beyond the channel of the candles before, in average true ranges; negative inside.
        package var beyond: Double

        @inline(__always)
        package init(
            trend: Double, slope: Double, relativeStrength: Double, volumeRatio: Double, percentile: Double, breadth: Double, beyond: Double
        ) {
            self.trend = trend
            self.slope = slope
            self.relativeStrength = relativeStrength
            self.volumeRatio = volumeRatio
            self.percentile = percentile
            self.breadth = breadth
            self.beyond = beyond
        }
    }

    private let parameters: RegimeParameters
    private let perTrend: Double
    private let perSlope: Double
    private let perRelativeStrength: Double
    private let perVolumeRatio: Double
    private let perWidth: Double
    private let perChannel: Double
    private let perBreakoutStrength: Double
    private let logistic = makeLogistic()

    package init(_ parameters: RegimeParameters) {
        self.parameters = parameters
        perTrend = 1 / parameters.trendWidth
        perSlope = 1 / parameters.slopeWidth
        perRelativeStrength = 1 / parameters.relativeStrengthWidth
        perVolumeRatio = 1 / parameters.volumeRatioWidth
        perWidth = 1 / parameters.widthWidth
        perChannel = 1 / parameters.channelWidth
        perBreakoutStrength = 1 / parameters.breakoutStrengthWidth
    }

    /// 0...100: half for volume, three tenths for bands wider than usual, two tenths for direction.
    @inline(__always)
    static func breakoutStrength(_ measures: Measures) -> Double {
        let volume = least(measures.volumeRatio * (1.0 / 3), 1)
        let width = most(0, 2 * (measures.percentile - 0.5))
        let trend = least(measures.trend * 0.02, 1)
        return 50 * volume + 30 * width + 20 * trend
    }

    /// Scores on the grid of 1/1024, in the order of `Regime.allCases`; the last two lanes are 0.
    @inline(__always)
    package func evaluate(_ measures: Measures) -> SIMD8<Int32> {
        let cut = parameters
        let strong = (measures.trend - cut.strongTrend) * perTrend
        let some = (measures.trend - cut.weakTrend) * perTrend
        let rising = (measures.slope - cut.slope) * perSlope
        let falling = (-measures.slope - cut.slope) * perSlope
        let sloping = most(rising, falling)
        let strength = measures.relativeStrength - 50
        let bullish = (strength - (cut.relativeStrength - 50)) * perRelativeStrength
        let bearish = (-strength - (cut.relativeStrength - 50)) * perRelativeStrength

        let bull = least(strong, least(rising, bullish))
        let bear = least(strong, least(falling, bearish))
        let busy = (measures.volumeRatio - cut.volumeRatio) * perVolumeRatio
        let wide = (measures.breadth - cut.wide) * perWidth
        let outside = measures.beyond * perChannel
        let forceful = (Self.breakoutStrength(measures) - cut.breakoutStrength) * perBreakoutStrength
        let breakout = most(least(outside, least(busy, wide)), forceful)
        let weak = most(least(some, -strong), sloping)
        let range = least(-some, least((cut.narrow - measures.breadth) * perWidth, -sloping))

        let trending = most(bull, bear)
        let trendingOrBreaking = most(trending, breakout)
        let moving = most(trendingOrBreaking, weak)
        return onGrid(
            bull, bear, least(weak, -trendingOrBreaking), least(range, -moving), least(breakout, -trending), -most(moving, range))
    }

    /// The logistic function of six margins, in the order of `Regime.allCases`.
    @inline(__always)
    private func onGrid(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double, _ f: Double) -> SIMD8<Int32> {
        logistic.withUnsafeBufferPointer { logistic in
            func score(_ margin: Double) -> Int32 {
                let clamped = most(-Self.reach, least(Self.reach, margin))
                return Int32(logistic[Int((clamped + Self.reach) * Self.steps + 0.5)])
            }
            return SIMD8(score(a), score(b), score(c), score(d), score(e), score(f), 0, 0)
        }
    }

    /// Margins beyond this are 0 or 1 on the grid, and a step of the table is less than a step of the grid where the function is steepest.
    private static let reach = 8.0
    private static let steps = 256.0

    /// 1 / (1 + exp(-z)) in 1024ths, for z from -8 to 8: as exact as what it is rounded to, and exactly mirrored.
    private static func makeLogistic() -> [Int16] {
        let upper = (0...Int(reach * steps)).map { step in Score(1 / (1 + Elementary.exp(-Double(step) / steps))).raw }
        return upper.dropFirst().reversed().map { 1_024 - $0 } + upper
    }
}

// One instruction each; the standard library's also tell zeros of either sign and NaN apart, which takes five.
@inline(__always)
private func least(_ a: Double, _ b: Double) -> Double { a < b ? a : b }

@inline(__always)
private func most(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
