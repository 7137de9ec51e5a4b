/// How a signal's size becomes lots.
///
/// An order sized by risk, share or budget is cut to what cash, margin and the shares below allow, and rejected if nothing worth an order
/// is left. An order for a quantity is filled in full or rejected.
public struct SizingRules: Hashable, Sendable, Codable {
    /// Part of equity that a trade sized by risk may lose at its stop, costs of both ways included.
    public var riskPerTrade: PartsPerMillion
    /// Largest value of one position as part of equity.
    public var maximumPositionShare: PartsPerMillion
    /// Value of perpetual positions that a unit of margin carries, 1 to 125. Spot positions are paid in full.
    public var leverage: Int64

    public init(riskPerTrade: PartsPerMillion = 10_000, maximumPositionShare: PartsPerMillion = .one, leverage: Int64 = 1) {
        self.riskPerTrade = riskPerTrade
        self.maximumPositionShare = maximumPositionShare
        self.leverage = leverage
    }
}
