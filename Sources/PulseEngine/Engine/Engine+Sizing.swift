import PulseCore

/// How many lots a signal may have.
extension Engine {
    struct Refusal: Error {
        var reason: Rejection
    }

    /// Reasons that do not depend on prices.
    @inline(__always)
    func refusal(of signal: Signal) -> Rejection? {
        let limits = configuration.limits
        if isHalted { return .drawdownHalt }
        if let limit = limits.dailyLoss, hasFallen(sliceEquity, below: dayStartEquity, by: limit) { return .dailyLoss }
        if states[signal.instrument].position.isOpen { return .alreadyOpen }
        if signal.direction == .short, contracts[signal.instrument].isSpot { return .shortOnSpot }
        if signal.stop == nil {
            if limits.requiresStop { return .missingStop }
            if case .risk = signal.size { return .missingStop }
        }
        return portfolio.openPositions >= limits.maximumOpenPositions ? .maximumPositions : nil
    }

    /// The size in lots, cut to what the account allows.
    mutating func lots(for signal: Signal, ticks: Int64, stop: Int64?, range: Int64) -> Result<Int64, Refusal> {
        let contract = contracts[signal.instrument]
        let wanted = wantedLots(signal, ticks: ticks, stop: stop, range: range)
        guard wanted > 0 else { return .failure(Refusal(reason: .belowLot)) }
        let (allowed, bound) = allowedLots(signal.instrument, ticks: ticks)
        var lots = wanted
        if wanted > Int128(allowed) {
            if case .quantity = signal.size { return .failure(Refusal(reason: bound)) }
            lots = Int128(allowed)
        }
        guard lots > 0 else { return .failure(Refusal(reason: bound)) }
        guard let final = Int64(exactly: lots), contract.isRepresentable(ticks: ticks, lots: final) else {
            return .failure(Refusal(reason: .tooLarge))
        }
        if contract.value(ticks: ticks, lots: final, .down) < contract.minimumNotional {
            return .failure(Refusal(reason: lots < wanted ? bound : .belowMinimumNotional))
        }
        if lots < wanted { activity.reducedOrders += 1 }
        return .success(final)
    }

    /// What the signal asks for, rounded down to whole lots.
    @inline(__always)
    private func wantedLots(_ signal: Signal, ticks: Int64, stop: Int64?, range: Int64) -> Int128 {
        let contract = contracts[signal.instrument]
        let million = Int128(Contract.million)
        let equity = Int128(max(0, sliceEquity.units))
        switch signal.size {
        case .quantity(let quantity):
            return Int128(contract.lot.floorCount(quantity) ?? Int64.max)
        case .quote(let budget):
            return Self.affordable(Int128(budget.units), contract, ticks: ticks)
        case .equityShare(let share):
            let parts = Int128((share * 1_000_000).rounded())
            return Self.affordable(equity * parts / million, contract, ticks: ticks)
        case .risk(let factor):
            guard let stop else { return 0 }
            // Loss of a lot at its stop, in 1e-14 times the denominator: distance, slippage of the stop and the taker's fee both ways.
            let budget = equity * Int128(configuration.sizing.riskPerTrade.count) * Int128(factor.raw) / (million * 1_024)
            let distance = Int128(abs(ticks - stop) + contract.slippageTicks(at: stop, range: range))
            let loss = Int128(contract.numerator) * (distance * million + Int128(contract.fees.taker.count) * Int128(ticks + stop))
            return budget * Int128(contract.denominator) * million / loss
        }
    }

    /// Lots that a budget pays for, the taker's fee included; of the price only a share where the rest is borrowed.
    private static func affordable(_ budget: Int128, _ contract: Contract, ticks: Int64, marginShare: Int64 = Contract.million) -> Int128 {
        guard budget > 0 else { return 0 }
        let million = Int128(Contract.million)
        let cost = Int128(ticks) * Int128(contract.numerator) * Int128(marginShare + max(0, contract.fees.taker.count))
        var lots = Contract.quotient(budget * million * Int128(contract.denominator), cost)
        // Price and fee are each rounded up, so the quotient can be a unit or two too dear.
        while lots > 0, let count = Int64(exactly: lots), contract.isRepresentable(ticks: ticks, lots: count) {
            let margin = Rounding.up.divide(
                Int128(ticks) * lots * Int128(contract.numerator) * Int128(marginShare), by: Int128(contract.denominator) * million)
            let total = margin + Int128(contract.fee(ticks: ticks, lots: count, rate: contract.fees.taker))
            if total <= budget { break }
            lots -= 1
        }
        return lots
    }

    /// The most lots that the account carries at a price, and what sets that bound.
    @inline(__always)
    private func allowedLots(_ instrument: Int, ticks: Int64) -> (lots: Int64, reason: Rejection) {
        let contract = contracts[instrument]
        let million = Int128(Contract.million)
        let equity = Int128(max(0, sliceEquity.units))
        let lotValue = Int128(ticks) * Int128(contract.numerator)
        func within(_ value: Int128) -> Int128 { Contract.quotient(max(0, value) * Int128(contract.denominator), lotValue) }

        let share = Int128(configuration.sizing.maximumPositionShare.count)
        var tightest = (lots: within(Contract.quotient(equity * share, million)), reason: Rejection.maximumPositionShare)
        func bound(_ lots: Int128, _ reason: Rejection) {
            if lots < tightest.lots { tightest = (lots, reason) }
        }
        if let exposure = configuration.limits.maximumExposure {
            bound(within(equity * Int128(exposure.count) / million - Int128(portfolio.grossExposure.units)), .maximumExposure)
        }
        let (cash, margin) = available()
        if contract.isSpot {
            bound(Self.affordable(Int128(min(cash, margin)), contract, ticks: ticks), .insufficientCash)
        } else {
            // The margin share is rounded up: a third is 333,334 millionths.
            let leverage = configuration.sizing.leverage
            let marginShare = (Contract.million + leverage - 1) / leverage
            bound(Self.affordable(Int128(margin), contract, ticks: ticks, marginShare: marginShare), .insufficientMargin)
        }
        return (Int64(clamping: tightest.lots), tightest.reason)
    }

    /// Cash, and what margin leaves of cash and the open profit of perpetuals.
    @inline(__always)
    private func available() -> (cash: Int64, margin: Int64) {
        guard hasPerpetuals else { return (portfolio.cash.units, portfolio.cash.units) }
        let (profit, notional, _) = perpetuals()
        let used = Rounding.up.divide(Int128(notional), by: Int128(configuration.sizing.leverage))
        return (portfolio.cash.units, portfolio.cash.units + profit - Int64(used))
    }

    /// Whether the account may take that much more to lose at stops.
    @inline(__always)
    func fitsOpenRisk(adding risk: Int64) -> Bool {
        if risk == 0 { return true }
        let allowed = Int128(max(0, sliceEquity.units)) * Int128(configuration.limits.maximumOpenRisk.count)
        return (openRisk + Int128(risk)) * 1_000_000 <= allowed
    }

    /// What open positions lose at their stops, in 1e-8.
    @inline(__always)
    var openRisk: Int128 {
        var total: Int128 = 0
        for instrument in states.indices where states[instrument].position.lots > 0 {
            let position = states[instrument].position
            guard let stop = position.stopTicks else { continue }
            let distance = position.direction.sign * (position.entryTicks - stop)
            guard distance > 0 else { continue }
            total += Int128(contracts[instrument].value(ticks: distance, lots: position.lots, .up))
        }
        return total
    }
}
