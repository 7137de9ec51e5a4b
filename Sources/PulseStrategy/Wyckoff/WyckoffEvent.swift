import PulseCore

/// Something that happened in a schematic, and when it became known.
public struct WyckoffEvent: Hashable, Sendable {
    public let kind: WyckoffEventKind
    /// The side that it speaks for.
    public let side: Direction
    /// The candle that its price belongs to.
    public let index: Int
    /// The candle at whose close it was known; never before `index`.
    public let confirmIndex: Int
    /// The low, high or close that makes it.
    public let price: Double
    /// 1, 2 or 3 for a spring: heavy, moderate or light volume outside the range; 0 for everything else.
    public let type: Int
    /// Whether much volume with little result showed at the right edge within the five candles up to `confirmIndex`.
    public let hasAbsorption: Bool
    /// The candle from whose close on it votes; nil for one that does not, or not yet.
    public internal(set) var voteIndex: Int?

    /// The usual abbreviation or name, with the type of a spring: `spring (type 3)`.
    public var name: String { type == 0 ? kind.name(side) : "\(kind.name(side)) (type \(type))" }

    /// Its vote at the close of a candle; nil where it does not vote or is too old.
    func vote(at index: Int) -> Vote? {
        guard let voteIndex, let opinion = kind.opinion, index - voteIndex < opinion.life else { return nil }
        return opinion.vote(side, age: index - voteIndex, hasAbsorption: hasAbsorption)
    }
}
