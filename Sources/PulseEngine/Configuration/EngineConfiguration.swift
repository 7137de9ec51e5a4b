import PulseCore

/// Everything about a run's account and venue that is not a candle or a signal.
public struct EngineConfiguration: Hashable, Sendable {
    /// What the account starts with, up to a billion of the quote currency.
    public var initialCash: Cash
    public var spotFees: FeeSchedule
    public var perpetualFees: FeeSchedule
    public var slippage: SlippageModel
    public var scenario: Scenario
    public var fillPolicy: FillPolicy
    public var sizing: SizingRules
    public var limits: RiskLimits
    public var exits: ExitRules
    public var margin: MarginRules

    public init(
        initialCash: Cash, spotFees: FeeSchedule = .binanceSpot, perpetualFees: FeeSchedule = .binanceUSDM,
        slippage: SlippageModel = .standard, scenario: Scenario = .expected, fillPolicy: FillPolicy = .nextOpen,
        sizing: SizingRules = SizingRules(), limits: RiskLimits = RiskLimits(), exits: ExitRules = ExitRules(),
        margin: MarginRules = MarginRules()
    ) {
        self.initialCash = initialCash
        self.spotFees = spotFees
        self.perpetualFees = perpetualFees
        self.slippage = slippage
        self.scenario = scenario
        self.fillPolicy = fillPolicy
        self.sizing = sizing
        self.limits = limits
        self.exits = exits
        self.margin = margin
    }

    /// What is wrong with it, for the user; empty if nothing.
    public var diagnostics: [Diagnostic] {
        var found: [Diagnostic] = []
        func require(_ condition: Bool, _ message: String) {
            if !condition { found.append(Diagnostic(message)) }
        }
        let whole = 1_000_000 as Int64
        func isShare(_ share: PartsPerMillion) -> Bool { (0...whole).contains(share.count) }
        require(
            initialCash.units > 0 && initialCash.units <= Contract.largestOrder, "the initial cash is more than 0 and at most 1,000,000,000"
        )
        for fees in [spotFees, perpetualFees] {
            require(
                fees.maker.count.magnitude <= whole / 10 && isShare(fees.taker), "fees lie between 0 and 100 % (maker: 10 % either way)")
        }
        require(isShare(slippage.priceShare) && isShare(slippage.rangeShare), "shares of the slippage model lie between 0 and 1")
        require(isShare(sizing.riskPerTrade), "the risk per trade lies between 0 and 1")
        require((0...125 * whole).contains(sizing.maximumPositionShare.count), "the largest share of a position lies between 0 and 125")
        require((1...125).contains(sizing.leverage), "the leverage lies between 1 and 125")
        require(limits.maximumOpenPositions >= 0, "the number of open positions is not negative")
        require((0...1_000 * whole).contains(limits.maximumExposure?.count ?? 0), "the largest exposure lies between 0 and 1000")
        require((0...1_000 * whole).contains(limits.maximumOpenRisk.count), "the largest open risk lies between 0 and 1000")
        require(isShare(limits.dailyLoss ?? 0), "the daily loss lies between 0 and 1")
        require(isShare(limits.maximumDrawdown ?? 0), "the largest drawdown lies between 0 and 1")
        require((1...4).contains(exits.breakEvenAfterTarget ?? 1), "break-even comes after target 1, 2, 3 or 4")
        require((1...4).contains(exits.trailingAfterTarget ?? 1), "trailing starts after target 1, 2, 3 or 4")
        require(
            exits.trailingMultiple > 0 && exits.trailingMultiple <= 1_000, "the trailing distance is more than 0 and at most 1000 ranges")
        require(isShare(margin.maintenance) && isShare(margin.liquidationFee), "margin rates lie between 0 and 1")
        return found
    }
}
