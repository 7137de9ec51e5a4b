import PulseCore

/// How a score from 0 (bearish) to 1 (bullish) becomes a vote; shared by the heads that mix many opinions into one number.
package enum ScoreVote {
    /// Confidence of a score whose parts have that standard deviation: high where the parts agree and the score is far from the middle.
    @inline(__always)
    package static func confidence(score: Double, deviation: Double) -> Double {
        let agreement = 0.6 * (1 - deviation / 0.5)
        return min(max(agreement + 0.8 * abs(score - 0.5), 0), 1)
    }

    /// The side that a score takes, and how far it goes.
    package struct Stance {
        /// Long from the threshold on, short from 1 less the threshold down, else flat; compared on the grid.
        package let direction: Direction
        /// The score's distance from the middle, plus one half.
        package let probability: Score

        /// The score is rounded by its distance from the middle, so that mirrored scores take mirrored stances.
        @inline(__always)
        package init(_ score: Double, threshold: Score) {
            probability = Score(0.5 + abs(score - 0.5))
            direction = probability >= threshold ? (score > 0.5 ? .long : .short) : .flat
        }
    }

    /// The vote for a stance; a flat one has no age.
    ///
    /// Chosen between values, not between ways: whether a score takes a side is what a processor guesses badly.
    @inline(__always)
    package static func vote(_ stance: Stance, confidence: Double, evidenceAge: Int = 0) -> Vote {
        Vote(
            stance.direction, probability: stance.probability, confidence: Score(confidence),
            evidenceAge: stance.direction == .flat ? 0 : evidenceAge)
    }

    /// 1 where `a` is above `b`, 0 where it is below, one half where they are equal, which is no opinion.
    @inline(__always)
    package static func above(_ a: Double, _ b: Double) -> Double {
        // The form of a mask, not of a branch.
        0.5 + ((a > b ? 0.5 : 0) - (a < b ? 0.5 : 0))
    }
}
