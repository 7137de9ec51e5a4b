/// A trial that a searcher asks for.
public struct SearchPoint: Hashable, Sendable {
    /// Trials are numbered from 0 in the order in which they are asked.
    public let number: Int
    /// Coordinates in the unit cube; `SearchSpace.decode` makes values of them.
    public let coordinates: [Double]
    /// How much effort the trial is worth, from 0: index of a fold count or a history length. 0 but for `SuccessiveHalving`.
    public let rung: Int
    /// The number of the trial that first asked for these coordinates: its own on rung 0.
    public let origin: Int

    public init(number: Int, coordinates: [Double], rung: Int = 0, origin: Int? = nil) {
        self.number = number
        self.coordinates = coordinates
        self.rung = rung
        self.origin = origin ?? number
    }
}
