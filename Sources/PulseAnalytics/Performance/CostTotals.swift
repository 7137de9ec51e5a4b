/// What trading cost over a run, in quote currency.
public struct CostTotals: Hashable, Sendable {
    public var fees: Double
    /// How much worse than the reference prices the fills were.
    public var slippage: Double
    /// Funding paid less funding received; negative where the account earned by it.
    public var funding: Double
    /// Sum of the absolute values of all fills, entries and exits.
    public var tradedNotional: Double

    public init(fees: Double, slippage: Double, funding: Double, tradedNotional: Double) {
        self.fees = fees
        self.slippage = slippage
        self.funding = funding
        self.tradedNotional = tradedNotional
    }

    /// All costs together.
    public var total: Double { fees + slippage + funding }
}
