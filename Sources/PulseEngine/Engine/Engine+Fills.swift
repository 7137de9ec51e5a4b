import PulseCore

/// What every execution does to money and records.
extension Engine {
    /// One execution, as the venue is asked for it.
    struct Execution {
        var side: Direction
        var ticks: Int64
        /// Price that slippage is measured from.
        var reference: Int64
        var lots: Int64
        var isMaker = false
        var reason: Fill.Reason
        var time: Timestamp
    }

    /// The range of the candle before the one that fills, in ticks.
    @inline(__always)
    func previousRange(_ instrument: Int) -> Int64 {
        let (high, low) = (states[instrument].previousHigh, states[instrument].previousLow)
        return high > 0 ? contracts[instrument].ticks(high) - contracts[instrument].ticks(low) : 0
    }

    /// Settles the lots that a position gains: money, fee, records. The position's entry price and direction are set.
    mutating func executeEntry(_ instrument: Int, _ execution: Execution) {
        let contract = contracts[instrument]
        setLots(instrument, execution.lots)
        let number = fills.endIndex
        if contract.isSpot {
            // A purchase costs at least its value: rounded up.
            let flow = -contract.value(ticks: execution.ticks, lots: execution.lots, .up)
            post(.purchase, Cash(units: flow), execution.time, instrument, fill: number)
            states[instrument].position.cashFlow.units += flow
        }
        record(instrument, execution, rate: execution.isMaker ? contract.fees.maker : contract.fees.taker)
        portfolio.openPositions += 1
        mark(instrument, at: execution.reference)
    }

    private mutating func setLots(_ instrument: Int, _ lots: Int64) {
        states[instrument].position.lots = lots
        let position = states[instrument].position
        let contract = contracts[instrument]
        if contract.isSpot || contract.denominator > 1 { return }
        states[instrument].position.basis = contract.value(ticks: position.entryTicks, lots: position.signedLots, .nearest)
    }

    /// Settles lots that a position loses; the trade is recorded when none are left.
    mutating func executeExit(_ instrument: Int, _ execution: Execution) {
        let contract = contracts[instrument]
        let price = contract.price(execution.ticks)
        states[instrument].position.note(price)
        settleExcursions(instrument)
        let position = states[instrument].position
        let number = fills.endIndex
        // What is received is rounded down, what is owed up: both towards negative infinity.
        let basis = contract.isSpot ? 0 : position.entryTicks
        let flow = contract.value(ticks: execution.ticks - basis, lots: position.direction.sign * execution.lots, .down)
        post(contract.isSpot ? .sale : .realisedProfit, Cash(units: flow), execution.time, instrument, fill: number)
        states[instrument].position.cashFlow.units += flow
        states[instrument].position.exitSum += Int128(execution.ticks) * Int128(execution.lots)
        var rate = execution.isMaker ? contract.fees.maker : contract.fees.taker
        if execution.reason == .liquidation {
            rate = PartsPerMillion(rate.count + configuration.margin.liquidationFee.count)
            activity.liquidations += 1
        }
        record(instrument, execution, rate: rate)
        setLots(instrument, position.lots - execution.lots)
        mark(instrument, at: position.markTicks)
        guard states[instrument].position.lots == 0 else { return }
        portfolio.openPositions -= 1
        recordTrade(instrument, time: execution.time, reason: execution.reason)
        completedProfit += trades.elements[trades.elements.count - 1].netProfit
        states[instrument].position = Position()
        states[instrument].position.instrument = instrument
    }

    /// Fee, slippage and the fill itself.
    private mutating func record(_ instrument: Int, _ execution: Execution, rate: PartsPerMillion) {
        let contract = contracts[instrument]
        let fee = Cash(units: contract.fee(ticks: execution.ticks, lots: execution.lots, rate: rate))
        let distance = abs(execution.ticks - execution.reference)
        let slippage = Cash(units: distance == 0 ? 0 : contract.value(ticks: distance, lots: execution.lots, .up))
        if fee != .zero { post(.fee, -fee, execution.time, instrument, fill: fills.endIndex) }
        states[instrument].position.fees += fee
        states[instrument].position.slippage += slippage
        activity.fees += fee
        activity.slippage += slippage
        activity.tradedNotional += Int128(contract.value(ticks: execution.ticks, lots: execution.lots, .nearest))
        marginIsStale = true
        fills.append(
            Fill(
                instrument: instrument, time: execution.time, side: execution.side, ticks: execution.ticks, lots: execution.lots, fee: fee,
                slippage: slippage, isMaker: execution.isMaker, reason: execution.reason, trade: states[instrument].position.trade))
    }

    /// Moves money: cash and ledger together.
    mutating func post(_ kind: Movement.Kind, _ amount: Cash, _ time: Timestamp, _ instrument: Int, fill: Int) {
        portfolio.cash += amount
        ledger.append(kind, amount, time: time, instrument: instrument, fill: fill)
        precondition(portfolio.cash == ledger.balance, "cash is the balance of the ledger")
    }

    /// Turns the price extremes since lots last changed into profit extremes of the trade.
    mutating func settleExcursions(_ instrument: Int) {
        let contract = contracts[instrument]
        let position = states[instrument].position
        let basis = contract.isSpot ? 0 : position.entryTicks
        for price in [position.lowest, position.highest] where price.isFinite {
            let value = contract.value(ticks: contract.ticks(price) - basis, lots: position.signedLots, .down)
            let profit = position.cashFlow.units + value
            states[instrument].position.worstProfit = min(states[instrument].position.worstProfit, profit)
            states[instrument].position.bestProfit = max(states[instrument].position.bestProfit, profit)
        }
        states[instrument].position.lowest = .infinity
        states[instrument].position.highest = -.infinity
    }

    /// Writes the round trip down; lots still held (at the end of a run) count at their mark.
    mutating func recordTrade(_ instrument: Int, time: Timestamp, reason: Fill.Reason) {
        if states[instrument].position.lots > 0 {
            states[instrument].position.note(contracts[instrument].price(states[instrument].position.markTicks))
        }
        settleExcursions(instrument)
        let position = states[instrument].position
        let tick = instruments[instrument].tick
        let sum = position.exitSum + Int128(position.lots) * Int128(position.markTicks)
        let scaled = sum * Int128(tick.mantissa)
        let exitPrice = (Int64(exactly: scaled).map { Double($0) } ?? Double(scaled)) / (Double(position.openedLots) * tick.scale)
        trades.append(
            Trade(
                number: position.trade, instrument: instrument, direction: position.direction, signalTime: position.signalTime,
                entryTime: position.entryTime, exitTime: time, entryTicks: position.entryTicks, lots: position.openedLots,
                exitPrice: exitPrice, stopTicks: position.plannedStop, grossProfit: position.cashFlow + position.value,
                fees: position.fees, slippage: position.slippage, funding: position.funding, initialRisk: position.initialRisk,
                maximumAdverseExcursion: Cash(units: position.worstProfit),
                maximumFavourableExcursion: Cash(units: position.bestProfit), exitReason: reason, probability: position.probability,
                confidence: position.confidence, agreeing: position.agreeing, calibrated: position.calibrated))
    }
}
