/// Turns a model's scores into probabilities: p = 1 / (1 + exp(-(slope * score + offset))), fitted on scores of rows that the model has not seen (Platt 1999,
/// with his smoothed targets, so that separable data do not give infinite slopes). The slope is never negative.
public struct PlattScaling: Hashable, Sendable {
    public var slope: Double
    public var offset: Double

    public init(slope: Double, offset: Double) {
        self.slope = slope
        self.offset = offset
    }

    /// The scores' own log odds.
    public static let identity = PlattScaling(slope: 1, offset: 0)

    /// Fits both numbers; nil where only one outcome occurs or the scores do not vary.
    public init?(scores: [Double], outcomes: [Bool]) {
        precondition(scores.count == outcomes.count, "one score for each outcome")
        let positives = Double(outcomes.reduce(0) { $0 + ($1 ? 1 : 0) })
        let negatives = Double(outcomes.count) - positives
        guard positives > 0, negatives > 0 else { return nil }
        let high = (positives + 1) / (positives + 2)
        let low = 1 / (negatives + 2)
        let observations = Observations(columns: [scores], target: outcomes.map { $0 ? high : low })
        guard let fit = LinearRegression.logistic(observations, rows: Array(scores.indices), penalty: 0) else { return nil }
        let slope = fit.coefficients[0] / fit.standardization.scales[0]
        guard slope > 0 else {
            // Scores that are worse than chance carry no information; turning them around would be one more thing fitted to luck.
            self.init(slope: 0, offset: Elementary.log((positives + 1) / (negatives + 1)))
            return
        }
        self.init(slope: slope, offset: fit.intercept - slope * fit.standardization.means[0])
    }

    public func probability(_ score: Double) -> Double { Logistic.probability(slope * score + offset) }
}
