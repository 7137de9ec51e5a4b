import PulseCore

/// One thing that a head has seen and that speaks for its latest vote or against it: what `explain` shows. It decides nothing.
public struct Evidence: Hashable, Sendable {
    /// What it is, in the head's terms: `spring`, `fair value gap`, `rsi` ...
    public let name: String
    /// The side it speaks for; flat where it only describes the state.
    public let side: Direction
    /// How strongly, 0...1, in the head's own measure; nil where it has none.
    public let strength: Double?
    /// Candles since it happened; 0 for the present candle.
    public let age: Int
    /// Levels and figures, for a reader.
    public let detail: String

    public init(_ name: String, side: Direction, strength: Double? = nil, age: Int = 0, detail: String = "") {
        self.name = name
        self.side = side
        self.strength = strength
        self.age = age
        self.detail = detail
    }
}
