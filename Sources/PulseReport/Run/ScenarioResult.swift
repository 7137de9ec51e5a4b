import PulseCore

/// What a run comes to under one set of execution assumptions.
public struct ScenarioResult: Hashable, Sendable, Codable {
    /// The three that every run is carried through.
    public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
        case pessimistic, expected, optimistic
    }

    public var name: Name
    /// What is assumed, in words: intrabar order, slippage, fees.
    public var description: String
    @Amount public var finalEquity: Cash
    public var totalReturn: Double
    public var trades: Int

    public init(name: Name, description: String, finalEquity: Cash, totalReturn: Double, trades: Int) {
        self.name = name
        self.description = description
        self._finalEquity = Amount(wrappedValue: finalEquity)
        self.totalReturn = totalReturn
        self.trades = trades
    }
}
