import PulseCore

/// What the fear & greed index says to the sentiment head.
public enum FearGreedReading: String, Hashable, Sendable, CaseIterable {
    /// Extremes turn: long in extreme fear, short in extreme greed, flat between.
    case contrarian
    /// The mood goes on: long in greed, short in fear.
    case momentum
    /// Nothing.
    case ignored

    /// How far from the middle the index is extreme, of 1.
    static let extreme = 0.5

    /// Sentiment and its confidence for a value of the index, 0...100.
    package func opinion(of value: Double) -> (score: Double, confidence: Double) {
        let greed = (value - 50) / 50
        let isExtreme = abs(greed) >= Self.extreme
        let score =
            switch self {
            case .contrarian: isExtreme ? -greed : 0
            case .momentum: 0.6 * greed
            case .ignored: 0.0
            }
        return (score, isExtreme ? 0.75 : 0.55)
    }

    /// The index's own name for a value.
    static func band(of value: Double) -> String {
        switch value {
        case ..<25: "extreme fear"
        case ..<45: "fear"
        case ...55: "neutral"
        case ...75: "greed"
        default: "extreme greed"
        }
    }
}
