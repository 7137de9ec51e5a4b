import PulseCore

/// Candles and the phases of a slice.
extension Engine {
    /// Keeps a candle until its slice is complete.
    mutating func accept(_ candle: MarketCandle, _ instrument: Int) {
        precondition(states[instrument].slice != slice, "an instrument has one candle in a slice")
        candlesInSlice += 1
        let bound = contracts[instrument].priceBound
        guard candle.low > 0, candle.high < bound, candle.low <= candle.open, candle.open <= candle.high, candle.low <= candle.close,
            candle.close <= candle.high
        else {
            acceptMended(candle, instrument)
            return
        }
        keep(candle, instrument)
    }

    /// A candle whose extremes do not hold its open and close gets them widened; one whose prices are not positive numbers is left out and counted.
    private mutating func acceptMended(_ candle: MarketCandle, _ instrument: Int) {
        let bound = contracts[instrument].priceBound
        let prices = [candle.open, candle.high, candle.low, candle.close]
        guard prices.allSatisfy({ $0 > 0 && $0 < bound }) else {
            activity.unusableCandles += 1
            return
        }
        var mended = candle
        mended.high = prices.reduce(candle.high, max)
        mended.low = prices.reduce(candle.low, min)
        keep(mended, instrument)
    }

    @inline(__always)
    private mutating func keep(_ candle: MarketCandle, _ instrument: Int) {
        states[instrument].slice = slice
        states[instrument].previousHigh = states[instrument].candle.high
        states[instrument].previousLow = states[instrument].candle.low
        states[instrument].candle = candle
    }

    /// Everything that a complete slice brings about.
    mutating func closeSlice(_ time: Timestamp) {
        precondition(time > self.time, "slices ascend in time")
        if portfolio.openPositions > 0 || pendingCount > 0 {
            for instrument in states.indices where states[instrument].slice == slice {
                precondition(states[instrument].candle.closeTime == time, "the candles of a slice close with it")
                settleAtOpen(instrument)
            }
            if pendingCount > 0 {
                for instrument in states.indices where states[instrument].slice == slice && states[instrument].hasPending {
                    openPending(instrument)
                }
            }
            for instrument in states.indices where states[instrument].slice == slice && states[instrument].position.isOpen {
                if !states[instrument].staysQuiet { settleInside(instrument) }
                if states[instrument].position.isOpen { markAtClose(instrument) }
            }
        }
        finishSlice(time)
    }

    /// Marks a position at its candle's close, sees the candle's extremes and lets the stop trail.
    private mutating func markAtClose(_ instrument: Int) {
        let candle = states[instrument].candle
        states[instrument].position.note(candle.low)
        states[instrument].position.note(candle.high)
        mark(instrument, at: contracts[instrument].ticks(candle.close))
        if states[instrument].position.isTrailing { trail(instrument, close: candle.close) }
    }

    /// Values a position at a price and keeps the portfolio's sums.
    @inline(__always)
    mutating func mark(_ instrument: Int, at ticks: Int64) {
        let contract = contracts[instrument]
        let position = states[instrument].position
        let basis = contract.isSpot ? 0 : position.entryTicks
        let value = contract.value(ticks: ticks - basis, lots: position.signedLots, .down)
        let notional = contract.value(ticks: ticks, lots: position.lots, .nearest)
        portfolio.positionsValue.units += value - position.value.units
        portfolio.grossExposure.units += notional - position.notional.units
        portfolio.netExposure.units += position.direction.sign * (notional - position.notional.units)
        states[instrument].position.markTicks = ticks
        states[instrument].position.value.units = value
        states[instrument].position.notional.units = notional
    }

    /// The account's own rules and sums at a slice's close.
    private mutating func finishSlice(_ time: Timestamp) {
        self.time = time
        slice += 1
        candlesInSlice = 0
        if hasPerpetuals { checkMargin() }
        let equity = portfolio.equity
        sliceEquity = equity
        activity.slices += 1
        if portfolio.openPositions > 0 {
            activity.slicesInMarket += 1
            if equity.units > 0 {
                activity.grossExposureSum += Double(portfolio.grossExposure.units) / Double(equity.units)
                activity.netExposureSum += Double(portfolio.netExposure.units) / Double(equity.units)
            }
        }
        if watchesEquity { checkEquity(equity) }
    }

    /// Daily loss and drawdown. A slice that closes at midnight belongs to the day that ends there.
    private mutating func checkEquity(_ equity: Cash) {
        let today = time.advanced(byMilliseconds: -1).milliseconds.floored(toMultipleOf: Timestamp.day)
        if today > day {
            dayStartEquity = day == .min ? configuration.initialCash : lastDayEquity
            day = today
        }
        lastDayEquity = equity
        peakEquity = max(peakEquity, equity)
        if let limit = configuration.limits.maximumDrawdown, hasFallen(equity, below: peakEquity, by: limit) { isHalted = true }
    }

    /// Whether equity is at or below a reference less a share of it.
    func hasFallen(_ equity: Cash, below reference: Cash, by share: PartsPerMillion) -> Bool {
        Int128(equity.units) * 1_000_000 <= Int128(reference.units) * Int128(1_000_000 - share.count)
    }

    /// The run is over: pending orders die, open positions are recorded at their last marks and stay open.
    mutating func finish() {
        precondition(candlesInSlice == 0, "a run ends between slices")
        for instrument in states.indices {
            if states[instrument].hasPending {
                reject(.runEnded)
                states[instrument].hasPending = false
                pending[instrument] = nil
            }
            if states[instrument].position.isOpen { recordTrade(instrument, time: time, reason: .endOfRun) }
        }
        pendingCount = 0
        isFinished = true
    }
}
