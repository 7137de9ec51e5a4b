import PulseCore

/// The benchmark of every run: equal shares of the initial cash in each instrument, bought at its first open and held, through the same
/// engine with the same costs.
public enum BuyAndHold {
    /// The settings of a run, with what would stand between it and a plain purchase taken away: limits, leverage, stops; filled at the
    /// open.
    public static func configuration(for configuration: EngineConfiguration, instruments: Int) -> EngineConfiguration {
        var plain = configuration
        plain.fillPolicy = .nextOpen
        plain.sizing = SizingRules(riskPerTrade: 0, maximumPositionShare: 125_000_000, leverage: 1)
        plain.limits = RiskLimits(maximumOpenPositions: instruments)
        plain.exits = .fixed
        return plain
    }

    /// One signal for each instrument, to be processed before the first candle. What does not divide evenly stays in cash.
    public static func signals(instruments: Int, initialCash: Cash) -> [Signal] {
        precondition(instruments > 0, "a benchmark needs an instrument")
        let budget = Cash(units: initialCash.units / Int64(instruments))
        return (0..<instruments).map { instrument in
            Signal(
                instrument: instrument, direction: .long, time: Timestamp(milliseconds: .min), reference: 0, size: .quote(budget),
                probability: .one, confidence: .one)
        }
    }
}
