import PulseAnalytics
import PulseCore

/// Which regime is in force: scores in, one state a candle out, with hysteresis.
///
/// All in whole 1024ths. The candidate is the regime with the highest score of a candle; it takes over where it beats the score that the
/// regime in force has on the same candle by a margin, on several candles in a row, and the regime in force has lasted for some.
package struct RegimeMachine: Sendable {
    private let margin: Int32
    private let confirmation: Int32
    private let minimumDuration: Int32
    /// exp(score / temperature) for each score, over that of 1: the terms of the softmax.
    private let weights: [Double]

    private var current = -1
    private var duration: Int32 = 0
    /// The regime that is about to take over, and on how many candles in a row it has beaten the margin.
    private var challenger = -1
    private var streak: Int32 = 0
    /// Which of the last 20 candles spoke for each regime, a bit each, the newest lowest.
    private var history = SIMD8<UInt32>(repeating: 0)
    private var known: Int32 = 0

    private static let historyMask: UInt32 = 1 << UInt32(RegimeParameters.stabilityWindow) - 1

    package init(_ parameters: RegimeParameters) {
        margin = Int32(parameters.switchMargin.raw)
        confirmation = Int32(parameters.confirmation)
        minimumDuration = Int32(parameters.minimumDuration)
        weights = (0...1_024).map { Elementary.exp((Double($0) / 1_024 - 1) / parameters.temperature) }
    }

    /// Takes the scores of the next candle, in the order of `Regime.allCases`.
    @inline(__always)
    package mutating func advance(_ scores: SIMD8<Int32>) -> RegimeState {
        // The first of equals, in the order in which rules are asked: both trends, breakout, weak trend, range, choppy.
        var raw = 0
        var best = scores[0]
        if scores[1] > best { (raw, best) = (1, scores[1]) }
        if scores[4] > best { (raw, best) = (4, scores[4]) }
        if scores[2] > best { (raw, best) = (2, scores[2]) }
        if scores[3] > best { (raw, best) = (3, scores[3]) }
        if scores[5] > best { (raw, best) = (5, scores[5]) }

        if current < 0 { current = raw }
        duration = min(duration + 1, 65_535)
        if raw != current, best - scores[current] >= margin {
            streak = raw == challenger ? streak + 1 : 1
            challenger = raw
            // The regime in force has lasted for the candles before this one.
            if streak >= confirmation, duration > minimumDuration {
                (current, duration, challenger, streak) = (raw, 1, -1, 0)
            }
        } else {
            (challenger, streak) = (-1, 0)
        }
        history = (history &<< 1) & SIMD8(repeating: Self.historyMask)
        history[raw] |= 1
        known = min(known + 1, Int32(RegimeParameters.stabilityWindow))
        let agreeing = Int32(history[current].nonzeroBitCount)
        return RegimeState(
            Self.regime(current), raw: Self.regime(raw), confidence: confidence(scores),
            stability: Score(raw: Int(agreeing * 1_024 / known)), duration: Int(duration))
    }

    @inline(__always)
    private static func regime(_ lane: Int) -> Regime { Regime(rawValue: UInt8(truncatingIfNeeded: lane)) ?? .choppy }

    /// Share of the regime in force in the softmax of all scores.
    @inline(__always)
    private func confidence(_ scores: SIMD8<Int32>) -> Score {
        weights.withUnsafeBufferPointer { weights in
            func weight(_ lane: Int) -> Double { weights[Int(scores[lane])] }
            let sum = (weight(0) + weight(1)) + (weight(2) + weight(3)) + (weight(4) + weight(5))
            return Score(weight(current) / sum)
        }
    }
}
