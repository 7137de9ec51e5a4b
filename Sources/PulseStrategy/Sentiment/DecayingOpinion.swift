import PulseAnalytics
import PulseCore

/// The mean of scored items, each with a weight that halves with every half-life since it became known.
///
/// Mean, dispersion and effective number are quotients in which a common factor cancels: between items they stand still, whatever time
/// passes, and the decay is worked out where an item comes, from its own time and the last one's. So nothing depends on the candles, let
/// alone on how they are cut. Squared deviations are joined by the rule of Chan, Golub and LeVeque: nothing cancels, and the dispersion
/// of equal scores is exactly 0.
package struct DecayingOpinion: Sendable {
    /// Items that count for less say nothing.
    static let leastWeight = 1e-6
    /// An effective number from which on more items do not add confidence.
    static let enough = 10.0

    /// The decay's exponent for a millisecond.
    private let rate: Double
    /// Sums of the weights and of their squares, as of the latest item.
    private var weight = 0.0
    private var squaredWeights = 0.0
    /// Sum of weighted squared deviations from the mean.
    private var squares = 0.0
    /// When the latest item became known.
    package private(set) var knownAt = Int64.min / 2
    /// Weighted mean of the scores, -1...1.
    package private(set) var mean = 0.0

    /// `halfLife` is in hours.
    package init(halfLife: Double) {
        rate = -0.6931471805599453 / (halfLife * 3_600_000)
    }

    /// (sum of weights)^2 over the sum of their squares: as many items of equal weight would say as much. 0 before the first.
    package var effectiveCount: Double { squaredWeights > 0 ? weight * weight / squaredWeights : 0 }

    /// Weighted standard deviation of the scores, at most 1.
    package var dispersion: Double { weight > 0 ? min(1, (squares / weight).squareRoot()) : 0 }

    /// min(1, effective number / 10) (1 - dispersion).
    package var confidence: Double { min(1, effectiveCount / Self.enough) * (1 - dispersion) }

    /// Takes the next item, in the order in which they became known. Scores beyond -1...1 and weights that are not positive are passed
    /// over.
    package mutating func take(_ item: SidePoint) {
        let score = item.value
        guard abs(score) <= 1, item.weight >= Self.leastWeight, item.weight < .infinity else { return }
        let decay = weight > 0 ? Elementary.exp(rate * Double(item.knownAt &- knownAt)) : 0
        knownAt = item.knownAt
        let older = weight * decay
        weight = older + item.weight
        squaredWeights = squaredWeights * decay * decay + item.weight * item.weight
        let difference = score - mean
        squares = squares * decay + difference * difference * older * (item.weight / weight)
        mean += difference * (item.weight / weight)
    }
}
