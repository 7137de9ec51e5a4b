/// The patterns that are looked for, in the order in which ties are broken.
public enum HarmonicPattern: Int, Hashable, Sendable, CaseIterable {
    case gartley, bat, alternateBat, butterfly, crab, deepCrab, shark, cypher
    /// AB=CD, which needs no point X.
    case equalLegs

    /// As it is called in the field.
    public var name: String {
        switch self {
        case .gartley: "Gartley"
        case .bat: "Bat"
        case .alternateBat: "Alternate Bat"
        case .butterfly: "Butterfly"
        case .crab: "Crab"
        case .deepCrab: "Deep Crab"
        case .shark: "Shark"
        case .cypher: "Cypher"
        case .equalLegs: "AB=CD"
        }
    }
}
