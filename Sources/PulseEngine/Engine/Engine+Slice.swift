import PulseCore

/// Candles and the phases of a slice.
extension Engine {
    /// Keeps a candle until its slice is complete. Its fields come one by one, in registers: written to memory by the caller and read back
    /// as a whole they would stall the processor for longer than all the rest takes.
    @usableFromInline
    mutating func accept(
        _ instrument: Int, openTime: Timestamp, closeTime: Timestamp, open: Double, high: Double, low: Double, close: Double
    ) {
        precondition(!isFinished, "nothing follows the end of a run")
        candlesInSlice &+= 1
        if low > 0, high < states[instrument].priceBound, low <= open, open <= high, low <= close, close <= high {
            let isQuiet = states[instrument].keep(
                slice: slice, openTime: openTime, closeTime: closeTime, open: open, high: high, low: low, close: close)
            if !isQuiet { sliceIsQuiet = false }
        } else {
            acceptMended(instrument, openTime: openTime, closeTime: closeTime, open: open, high: high, low: low, close: close)
        }
    }

    /// A candle whose extremes do not hold its open and close gets them widened; one whose prices are not positive numbers is left out and
    /// counted.
    private mutating func acceptMended(
        _ instrument: Int, openTime: Timestamp, closeTime: Timestamp, open: Double, high: Double, low: Double, close: Double
    ) {
        let bound = contracts[instrument].priceBound
        let prices = [open, high, low, close]
        guard prices.allSatisfy({ $0 > 0 && $0 < bound }) else {
            activity.unusableCandles += 1
            return
        }
        let isQuiet = states[instrument].keep(
            slice: slice, openTime: openTime, closeTime: closeTime, open: open, high: prices.reduce(high, max),
            low: prices.reduce(low, min), close: close)
        if !isQuiet { sliceIsQuiet = false }
    }

    /// Everything that a complete slice brings about.
    @usableFromInline
    mutating func closeSlice(_ time: Timestamp) {
        precondition(!isFinished, "nothing follows the end of a run")
        precondition(time > self.time, "slices ascend in time")
        if pendingCount > 0 {
            settleSlice(time)
        } else if portfolio.openPositions == 0 {
            // Nothing to see: most slices of most runs.
        } else if isHalted || !sliceIsQuiet {
            settleSlice(time)
        } else {
            for instrument in states.indices where states[instrument].slice == slice && states[instrument].position.lots > 0 {
                markAtClose(instrument)
            }
        }
        finishSlice(time)
    }

    /// The phases of a slice in which something happens.
    private mutating func settleSlice(_ time: Timestamp) {
        for instrument in states.indices where states[instrument].slice == slice {
            precondition(states[instrument].candle.closeTime == time, "the candles of a slice close with it")
            settleAtOpen(instrument)
        }
        if pendingCount > 0 {
            for instrument in states.indices where states[instrument].slice == slice && states[instrument].hasPending {
                openPending(instrument)
            }
        }
        for instrument in states.indices where states[instrument].slice == slice && states[instrument].position.lots > 0 {
            settleInside(instrument)
            if states[instrument].position.lots > 0 { markAtClose(instrument) }
        }
    }

    /// Marks a position at its candle's close, sees the candle's extremes and lets the stop trail.
    @inline(__always)
    mutating func markAtClose(_ instrument: Int) {
        let isTrailing = states[instrument].markAtClose(contracts[instrument], &portfolio)
        if isTrailing { trail(instrument, close: states[instrument].candle.close) }
    }

    /// Values a position at a price and keeps the portfolio's sums.
    mutating func mark(_ instrument: Int, at ticks: Int64) {
        states[instrument].position.mark(at: ticks, contracts[instrument], &portfolio)
    }

    /// The account's own rules and sums at a slice's close.
    @inline(__always)
    mutating func finishSlice(_ time: Timestamp) {
        self.time = time
        slice += 1
        candlesInSlice = 0
        sliceIsQuiet = true
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
    @inline(__always)
    func hasFallen(_ equity: Cash, below reference: Cash, by share: PartsPerMillion) -> Bool {
        Int128(equity.units) * 1_000_000 <= Int128(reference.units) * Int128(1_000_000 - share.count)
    }

    /// The run is over: pending orders die, open positions are recorded at their last marks and stay open.
    @usableFromInline
    mutating func finish() {
        precondition(!isFinished, "nothing follows the end of a run")
        precondition(candlesInSlice == 0, "a run ends between slices")
        for instrument in states.indices {
            if states[instrument].hasPending {
                reject(.runEnded, pendingNumbers[instrument], time)
                states[instrument].hasPending = false
                pending[instrument] = nil
            }
            if states[instrument].position.lots > 0 { recordTrade(instrument, time: time, reason: .endOfRun) }
        }
        pendingCount = 0
        isFinished = true
    }
}
