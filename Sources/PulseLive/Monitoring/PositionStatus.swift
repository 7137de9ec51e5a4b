import PulseCore

/// One open position.
public struct PositionStatus: Hashable, Sendable, Codable {
    public var instrument: InstrumentID
    /// In the base currency, above 0.
    public var quantity: Double
    public var entry: Double
    public var mark: Double
    public var stop: Double?
    /// In quote currency, at the mark.
    public var unrealised: Double
    /// Seconds of venue time since it was opened.
    public var age: Double
    private var side: String

    private enum CodingKeys: String, CodingKey {
        case instrument, quantity, entry, mark, stop, unrealised, age
        case side = "direction"
    }

    public init(
        instrument: InstrumentID, direction: Direction, quantity: Double, entry: Double, mark: Double, stop: Double?, unrealised: Double,
        age: Double
    ) {
        self.instrument = instrument
        side = direction.name
        self.quantity = quantity
        self.entry = entry
        self.mark = mark
        self.stop = stop
        self.unrealised = unrealised
        self.age = age
    }

    public var direction: Direction { Direction(name: side) ?? .flat }
}
