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
    static let weights = {
        var weights = SIMD8<Int32>(repeating: 0)
        for (index, weight) in HeadWeights.apportion([25, 25, 20, 15, 15], sum: 100).enumerated() { weights[index] = Int32(weight) }
        return weights
    }()

    /// In the order of `Component.allCases`; negative where it is not known.
    private var scores = SIMD8<Int32>(repeating: -1)

    public init() {}

    public subscript(component: Component) -> Score? {
        get {
            let raw = scores[component.rawValue]
            return raw < 0 ? nil : Score(raw: Int(raw))
        }
        set { scores[component.rawValue] = newValue.map { Int32($0.raw) } ?? -1 }
    }

    /// The weighted mean, rounded down; 0 where nothing is known.
    public var value: Score {
        let weights = Self.weights.replacing(with: 0, where: scores .< 0)
        let weight = weights.wrappedSum()
        return weight == 0 ? .zero : Score(raw: Int((weights &* scores).wrappedSum() / weight))
    }
}

extension HealthScore {
    /// The health of a verdict: from its decision, and the share of the allowed open risk that is taken (0...1; more counts as
    /// 1).
    public init(_ decision: DecisionRow, riskTaken: Score) {
        self.init()
        self[.dataQuality] = decision.dataQuality
        switch (decision.technical, decision.volume) {
        case (let technical?, let volume?): self[.technical] = Score(raw: (Int(technical.raw) + Int(volume.raw)) / 2)
        case (let one?, nil), (nil, let one?): self[.technical] = one
        case (nil, nil): break
        }
        self[.sentiment] = decision.sentiment
        self[.risk] = Score(raw: 1_024 - Int(riskTaken.raw))
        if decision.regime.isKnown { self[.regime] = decision.regime.confidence }
    }
}
