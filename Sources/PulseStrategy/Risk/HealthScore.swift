import PulseCore

/// How sound the ground is that a signal stands on, 0...1 on the grid of 1/1024.
///
/// The weighted mean of what is known of five components. One that is not known (a head that abstains or takes no part, a regime before
/// its warm-up) drops out, and the others share its weight in their proportion: what nobody can tell neither helps nor hurts.
public struct HealthScore: Hashable, Sendable {
    /// One part of the score.
    public enum Component: Int, Hashable, Sendable, CaseIterable {
        /// 1 less the share of candles that are missing or came late, over the last 100 slots: weight .25.
        case dataQuality
        /// Mean confidence of the technical and the volume head, or that of the one that has a vote: weight .25.
        case technical
        /// Confidence of the sentiment head, that is the quality of its sources and not their opinion: weight .20.
        case sentiment
        /// 1 less the share of the open risk allowed that is taken already: weight .15.
        case risk
        /// Confidence in the regime: weight .15.
        case regime

        public var name: String { String(describing: self) }
    }

    /// .25, .25, .20, .15 and .15 as whole 1024ths.
    static let weights = HeadWeights.apportion([25, 25, 20, 15, 15], sum: 100).map { Int($0) }

    /// What is known, in the order of `Component.allCases`.
    private var scores = [Score?](repeating: nil, count: Component.allCases.count)

    public init() {}

    public subscript(component: Component) -> Score? {
        get { scores[component.rawValue] }
        set { scores[component.rawValue] = newValue }
    }

    /// The weighted mean, rounded down; 0 where nothing is known.
    public var value: Score {
        var (sum, weight) = (0, 0)
        for (score, share) in zip(scores, Self.weights) {
            guard let score else { continue }
            sum += share * Int(score.raw)
            weight += share
        }
        return weight == 0 ? .zero : Score(raw: sum / weight)
    }
}

extension HealthScore {
    /// The health of a verdict: from the row of its decision, and the share of the allowed open risk that is taken (0...1; more counts as
    /// 1).
    public init(_ columns: DecisionColumns, at row: Int, riskTaken: Score) {
        self.init()
        func confidence(_ head: HeadID) -> Int? {
            guard let lane = columns.heads.firstIndex(of: head) else { return nil }
            let vote = columns.votes[lane][row]
            return vote.isAbstention ? nil : Int(vote.confidence.raw)
        }
        self[.dataQuality] = columns.dataQuality[row]
        let technical = [confidence(.technical), confidence(.volume)].compactMap { $0 }
        if !technical.isEmpty { self[.technical] = Score(raw: technical.reduce(0, +) / technical.count) }
        self[.sentiment] = confidence(.sentiment).map { Score(raw: $0) }
        self[.risk] = Score(raw: 1_024 - Int(riskTaken.raw))
        if columns.regimes[row].isKnown { self[.regime] = columns.regimes[row].confidence }
    }
}
