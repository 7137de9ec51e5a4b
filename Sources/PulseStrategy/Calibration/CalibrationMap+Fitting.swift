import PulseAnalytics
import PulseCore

extension CalibrationMap {
    /// Fewer outcomes than this never have a step of their own: neighbouring raw probabilities are pooled until they have.
    public static let smallestPool = 20
    /// Outcomes at the base rate that each pool is given beside its own, so that few of them do not look like certainty (the m-estimate of
    /// Zadrozny and Elkan 2001).
    public static let priorOutcomes = 10.0

    /// The map of raw probabilities and of what came of them; nil for none.
    ///
    /// What the method cannot fit (one outcome only, probabilities that do not vary) becomes the base rate.
    public init?(_ method: Method, raw: [Score], hits: [Bool]) {
        precondition(raw.count == hits.count, "a raw probability for each outcome")
        guard !raw.isEmpty else { return nil }
        switch method {
        case .isotonic: self.init(pools: Self.pools(raw, hits))
        case .platt:
            let count = Double(hits.count)
            let wins = hits.reduce(0.0) { $0 + ($1 ? 1 : 0) }
            let odds = (wins + 1) / (count - wins + 1)
            let fit = PlattScaling(scores: raw.map(\.value), outcomes: hits)
            self.init(curve: fit ?? PlattScaling(slope: 0, offset: Elementary.log(odds)))
        }
    }

    /// Neighbouring raw probabilities with what came of them.
    struct Pool: Hashable {
        var start: Int
        var hits = 0.0
        var count = 0.0
    }

    /// Pools of at least `smallestPool` outcomes (fewer only where there are no more), ascending.
    static func pools(_ raw: [Score], _ hits: [Bool]) -> [Pool] {
        var places = (0...1_024).map { Pool(start: $0) }
        for (place, hit) in zip(raw, hits) {
            places[Int(place.raw)].count += 1
            places[Int(place.raw)].hits += hit ? 1 : 0
        }
        var result: [Pool] = []
        for place in places where place.count > 0 {
            if let last = result.last, last.count < Double(smallestPool) {
                result[result.count - 1].hits += place.hits
                result[result.count - 1].count += place.count
            } else {
                result.append(place)
            }
        }
        if result.count > 1, let last = result.last, last.count < Double(smallestPool) {
            result.removeLast()
            result[result.count - 1].hits += last.hits
            result[result.count - 1].count += last.count
        }
        return result
    }

    /// The isotonic map of pools, each with its prior outcomes.
    private init?(pools: [Pool]) {
        let base = pools.reduce(0) { $0 + $1.hits } / pools.reduce(0) { $0 + $1.count }
        let prior = Self.priorOutcomes
        let fit = IsotonicRegression(
            places: pools.map { Double($0.start) }, outcomes: pools.map { ($0.hits + prior * base) / ($0.count + prior) },
            weights: pools.map { $0.count + prior })
        guard let fit else { return nil }
        self.init(
            steps: zip(fit.starts, fit.values).map { start, value in
                Step(start: Score(raw: Int(start)), value: Self.bounded(value))
            })
    }
}
