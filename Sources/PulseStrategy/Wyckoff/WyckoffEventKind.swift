import PulseCore

/// What can happen in a schematic, in its order. Each has one name where it speaks for rising prices and one for its mirror image.
public enum WyckoffEventKind: Int, Hashable, Sendable, CaseIterable {
    case preliminary, climax, reaction, secondaryTest, shakeout, spring, test, lastPointInRange, strength, lastPoint, trend

    /// The usual abbreviation or name, for events that speak for a side.
    public func name(_ side: Direction) -> String {
        let isLong = side != .short
        return switch self {
        case .preliminary: isLong ? "PS" : "PSY"
        case .climax: isLong ? "SC" : "BC"
        case .reaction: "AR"
        case .secondaryTest: "ST"
        case .shakeout: isLong ? "shakeout" : "UT"
        case .spring: isLong ? "spring" : "UTAD"
        case .test: isLong ? "test" : "test of UTAD"
        case .lastPointInRange: isLong ? "LPS-C" : "LPSY-C"
        case .strength: isLong ? "SOS" : "SOW"
        case .lastPoint: isLong ? "LPS" : "LPSY"
        case .trend: isLong ? "markup" : "markdown"
        }
    }

    /// What a fresh one is worth as a vote; nil for those that only tell the story.
    var opinion: WyckoffOpinion? {
        switch self {
        case .spring: WyckoffOpinion(probability: 0.85, confidence: 0.85, life: 15)
        case .test: WyckoffOpinion(probability: 0.88, confidence: 0.88, life: 12)
        case .lastPointInRange: WyckoffOpinion(probability: 0.65, confidence: 0.65, life: 12)
        case .strength: WyckoffOpinion(probability: 0.75, confidence: 0.75, life: 10)
        case .lastPoint: WyckoffOpinion(probability: 0.80, confidence: 0.80, life: 12)
        case .preliminary, .climax, .reaction, .secondaryTest, .shakeout, .trend: nil
        }
    }

    /// Those that vote.
    static let voting: [WyckoffEventKind] = allCases.filter { $0.opinion != nil }
}
