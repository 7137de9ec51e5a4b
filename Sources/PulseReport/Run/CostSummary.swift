import PulseCore

/// What trading cost, in quote currency, and by which rules.
public struct CostSummary: Hashable, Sendable, Codable {
    /// Value of all fills, both sides.
    @Amount public var tradedNotional: Cash
    /// Profit of all trades before fees (slippage is inside the prices).
    @Amount public var grossProfit: Cash
    @Amount public var fees: Cash
    /// Part of `grossProfit` already.
    @Amount public var slippage: Cash
    /// Paid (positive) or received (negative); zero where none was paid, and the assumptions say why.
    @Amount public var funding: Cash
    /// What was left.
    @Amount public var netProfit: Cash
    /// The rules in words: `taker 10 bp, maker 10 bp`, ...
    public var rules: [String]

    public init(
        tradedNotional: Cash, grossProfit: Cash, fees: Cash, slippage: Cash, funding: Cash = .zero, netProfit: Cash, rules: [String]
    ) {
        self._tradedNotional = Amount(wrappedValue: tradedNotional)
        self._grossProfit = Amount(wrappedValue: grossProfit)
        self._fees = Amount(wrappedValue: fees)
        self._slippage = Amount(wrappedValue: slippage)
        self._funding = Amount(wrappedValue: funding)
        self._netProfit = Amount(wrappedValue: netProfit)
        self.rules = rules
    }
}
