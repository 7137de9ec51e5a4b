import PulseCore
import PulseEngine
import PulseStrategy

extension EngineConfiguration {
    /// The account and venue that a strategy's `risk` and `venue` sections describe.
    public init(_ strategy: StrategySpecification, fillPolicy: FillPolicy = .nextOpen) throws(PulseError) {
        let risk = strategy.risk
        let venue = strategy.venue
        func share(_ fraction: Double, _ name: String) throws(PulseError) -> PartsPerMillion {
            guard let value = PartsPerMillion(fraction: fraction) else {
                throw PulseError(.configuration, "'\(name)' is \(fraction), which is no usable share")
            }
            return value
        }
        guard let cash = Cash(venue.startingCash) else {
            throw PulseError(.configuration, "'venue.startingCash' is \(venue.startingCash), which is no usable amount")
        }
        let spotFees = venue.fees.rates(on: .spot)
        let perpetualFees = venue.fees.rates(on: .perpetual)
        self.init(
            initialCash: cash,
            spotFees: FeeSchedule(
                maker: try share(spotFees.maker, "venue.fees.maker"), taker: try share(spotFees.taker, "venue.fees.taker")),
            perpetualFees: FeeSchedule(
                maker: try share(perpetualFees.maker, "venue.fees.maker"), taker: try share(perpetualFees.taker, "venue.fees.taker")),
            slippage: SlippageModel(
                priceShare: try share(venue.slippageBasisPoints / 10_000, "venue.slippage.basisPoints"),
                rangeShare: try share(venue.slippageRangeShare, "venue.slippage.rangeShare")),
            fillPolicy: fillPolicy,
            sizing: SizingRules(
                riskPerTrade: try share(risk.riskPerTrade, "risk.riskPerTrade"),
                maximumPositionShare: try share(risk.maximumPositionShare, "risk.limits.positionShare"),
                leverage: Int64(venue.leverage.rounded(.down))),
            limits: RiskLimits(
                maximumOpenPositions: risk.maximumPositions, maximumExposure: try share(risk.maximumExposure, "risk.limits.exposure"),
                requiresStop: true),
            exits: ExitRules(
                breakEvenAfterTarget: risk.breakEvenAfterTarget > 0 ? risk.breakEvenAfterTarget : nil,
                trailingAfterTarget: risk.trailingAfterTarget > 0 ? risk.trailingAfterTarget : nil,
                trailingMultiple: risk.trailingAverageTrueRanges))
        let faults = diagnostics
        guard faults.isEmpty else { throw PulseError(.configuration, faults) }
    }
}
