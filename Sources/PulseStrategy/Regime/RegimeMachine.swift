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
    /// By raw value: a look into a table, where the failable initialiser jumps to one of six places, which cannot be guessed.
    private let regimes = Regime.allCases

    private var current = -1
    private var duration: Int32 = 0
    /// The regime that is about to take over, and on how many candles in a row it has beaten the margin.
    private var challenger = -1
    private var streak: Int32 = 0
    /// The raw regimes of the last 20 candles, three bits each, the newest lowest; 7 where there was no candle.
    private var history: UInt64 = .max
    private var known = 0

    private static let window = RegimeParameters.stabilityWindow
    /// The lowest bit of each of the 20 groups of three.
    private static let groups: UInt64 = 0o11111111111111111111

    package init(_ parameters: RegimeParameters) {
        margin = Int32(parameters.switchMargin.raw)
        confirmation = Int32(parameters.confirmation)
        minimumDuration = Int32(parameters.minimumDuration)
        weights = (0...1_024).map { Elementary.exp((Double($0) / 1_024 - 1) / parameters.temperature) }
    }

    /// Takes the scores of the next candle, in the order of `Regime.allCases`.
    @inline(__always)
    package mutating func advance(_ scores: SIMD8<Int32>) -> RegimeState {
        // The first of equals, in the order in which rules are asked: both trends, breakout, weak trend, range, choppy. Regime and place
        // go along in the low bits, so that the largest number tells all.
        func key(_ lane: Int, _ place: Int32) -> Int32 { scores[lane] &<< 8 | place &<< 4 | Int32(truncatingIfNeeded: lane) }
        let trends = max(key(0, 5), key(1, 4))
        let moves = max(key(4, 3), key(2, 2))
        let top = max(max(trends, moves), max(key(3, 1), key(5, 0)))
        let raw = Int(top & 15)

        if current < 0 { current = raw }
        duration = min(duration &+ 1, 65_535)
        if raw != current, (top >> 8) &- scores[current] >= margin {
            streak = raw == challenger ? streak &+ 1 : 1
            challenger = raw
            // The regime in force has lasted for the candles before this one.
            if streak >= confirmation, duration > minimumDuration {
                (current, duration, challenger, streak) = (raw, 1, -1, 0)
            }
        } else {
            (challenger, streak) = (-1, 0)
        }
        return RegimeState(
            regimes[current], raw: regimes[raw], confidence: confidence(scores), stability: stability(raw), duration: Int(duration))
    }

    /// Notes the raw regime of the candle; share of the last 20 that spoke for the regime in force.
    @inline(__always)
    private mutating func stability(_ raw: Int) -> Score {
        history = history &<< 3 | UInt64(truncatingIfNeeded: raw)
        let different = history ^ (Self.groups &* UInt64(truncatingIfNeeded: current))
        let agreeing = Self.window - ((different | different &>> 1 | different &>> 2) & Self.groups).nonzeroBitCount
        if known == Self.window { return Score(raw: agreeing * 1_024 / Self.window) }
        known &+= 1
        return Score(raw: agreeing * 1_024 / known)
    }

    /// Share of the regime in force in the softmax of all scores.
    @inline(__always)
    private func confidence(_ scores: SIMD8<Int32>) -> Score {
        weights.withUnsafeBufferPointer { weights in
            func weight(_ lane: Int) -> Double { weights[Int(scores[lane])] }
            let sum = (weight(0) + weight(1)) + (weight(2) + weight(3)) + (weight(4) + weight(5))
            return Score(raw: Int(weight(current) / sum * 1_024 + 0.5))
        }
    }
}
