import PulseAnalytics
import PulseCore

/// A head that votes as a trained model predicts: long or short by the probability that the price reaches the upper barrier first.
///
/// Its confidence is the model's reliability in walk-forward validation: a model that did not beat the base rate out of sample has .5 or less. Without a
/// model, or on candles of another length than it was trained on, it abstains.
public struct ModelHead: Head {
    public let id: HeadID
    public let warmup: Int
    public let parameters: ModelParameters

    private var columns: FeatureColumns
    private let isUsable: Bool
    private let threshold: Score
    private var latest: [Double]

    public init(_ features: FeatureSet, parameters: ModelParameters, timeframe: Timeframe) {
        id = features.head
        warmup = features.warmup
        self.parameters = parameters
        columns = FeatureColumns(features)
        isUsable = parameters.model.map { $0.timeframe == timeframe && $0.features == features } ?? false
        threshold = Score(parameters.threshold)
        latest = [Double](repeating: .nan, count: features.names.count)
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let count = frame.candles.count
        columns.advance(frame)
        guard isUsable, let model = parameters.model, count > 0 else {
            for position in 0..<count { votes[position] = .abstain(frame.firstIndex + position < warmup ? .warmup : .missingInput) }
            return
        }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { scores in
            columns.withColumns { Self.score(model.fit, $0, into: scores) }
            for position in 0..<count {
                let isWarm = frame.firstIndex + position >= warmup
                votes[position] = isWarm ? vote(model, score: scores[position]) : .abstain(.warmup)
            }
        }
        columns.withColumns { lanes in
            for feature in latest.indices { latest[feature] = lanes[feature][count - 1] }
        }
    }

    /// The scores of a frame, feature by feature in their fixed order.
    private static func score(_ fit: LinearFit, _ lanes: FeatureColumns.Lanes, into scores: UnsafeMutableBufferPointer<Double>) {
        for position in scores.indices { scores[position] = fit.intercept }
        for feature in fit.coefficients.indices {
            let (mean, scale) = (fit.standardization.means[feature], fit.standardization.scales[feature])
            let coefficient = fit.coefficients[feature]
            let lane = lanes[feature]
            for position in scores.indices { scores[position] += coefficient * ((lane[position] - mean) / scale) }
        }
    }

    private func vote(_ model: TrainedModel, score: Double) -> Vote {
        guard score.isFinite else { return .abstain(.unusable) }
        let rise = model.calibration.probability(score)
        // By its distance from the middle, so that mirrored scores give mirrored votes.
        let probability = Score(0.5 + abs(rise - 0.5))
        guard probability >= threshold, rise != 0.5 else { return .flat(confidence: model.reliability) }
        return Vote(rise > 0.5 ? .long : .short, probability: probability, confidence: model.reliability)
    }

    /// The features that moved the latest score most, each with what it added.
    public var evidence: [Evidence] {
        guard let model = parameters.model else { return [] }
        let terms = zip(model.features.names, latest).enumerated().map { feature, entry -> (name: String, value: Double, term: Double) in
            let place = (entry.1 - model.fit.standardization.means[feature]) / model.fit.standardization.scales[feature]
            return (entry.0, entry.1, model.calibration.slope * model.fit.coefficients[feature] * place)
        }
        return terms.filter { $0.term.isFinite }.sorted { abs($0.term) > abs($1.term) }.map { term in
            Evidence(
                term.name, side: term.term > 0 ? .long : term.term < 0 ? .short : .flat, strength: min(1, abs(term.term)),
                detail: "value \(Self.printed(term.value)), log odds \(Self.printed(term.term))")
        }
    }

    private static func printed(_ value: Double) -> String {
        let thousandths = (value * 1_000).rounded() / 1_000
        return "\(thousandths)"
    }
}
