import PulseCore

/// How a score from 0 (bearish) to 1 (bullish) becomes a vote; shared by the heads that mix many opinions into one number.
package enum ScoreVote {
    /// Confidence of a score whose parts have that standard deviation: high where the parts agree and the score is far from the middle.
    @inline(__always)
    package static func confidence(score: Double, deviation: Double) -> Double {
        let agreement = 0.6 * (1 - deviation / 0.5)
        return min(max(agreement + 0.8 * abs(score - 0.5), 0), 1)
    }

    /// Long from `threshold` on, short from 1 - threshold down, else flat; compared on the grid.
    ///
    /// The score is rounded by its distance from the middle, so that mirrored scores give mirrored votes.
    @inline(__always)
    package static func vote(score: Double, threshold: Score, confidence: Double, evidenceAge: Int = 0) -> Vote {
        let side = direction(of: score, threshold: threshold)
        guard side != .flat else { return .flat(confidence: Score(confidence)) }
        return Vote(
            side, probability: Score(0.5 + abs(score - 0.5)), confidence: Score(confidence), evidenceAge: evidenceAge)
    }

    /// The side that a score takes.
    @inline(__always)
    package static func direction(of score: Double, threshold: Score) -> Direction {
        guard Score(0.5 + abs(score - 0.5)) >= threshold else { return .flat }
        return score > 0.5 ? .long : .short
    }

    /// 1 where `a` is above `b`, 0 where it is below, one half where they are equal, which is no opinion.
    @inline(__always)
    package static func above(_ a: Double, _ b: Double) -> Double {
        a > b ? 1 : a < b ? 0 : 0.5
    }
}
