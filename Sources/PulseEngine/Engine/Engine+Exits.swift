import PulseCore

/// How positions end: at an open, inside a candle, by a signal.
extension Engine {
    /// Phase 1: resting orders that the open reaches, then what closes at the open: the halt, expiry, an opposite or flat signal.
    mutating func settleAtOpen(_ instrument: Int) {
        guard states[instrument].position.lots > 0 else { return }
        let (price, time) = (states[instrument].candle.open, states[instrument].candle.openTime)
        let open = contracts[instrument].ticks(price)
        states[instrument].position.note(price)
        if let barrier = states[instrument].position.barrier,
            states[instrument].position.isLong ? open <= barrier.ticks : open >= barrier.ticks
        {
            exit(instrument, reference: open, reason: barrier.reason, time: time)
            return
        }
        fillTargets(instrument, reachedBy: price, time: time)
        guard states[instrument].position.lots > 0 else { return }
        if isHalted {
            exit(instrument, reference: open, reason: .halt, time: time)
        } else if time.milliseconds >= states[instrument].position.expiry {
            exit(instrument, reference: open, reason: .expiry, time: time)
        } else if let signal = pending[instrument], time >= signal.time, signal.direction != states[instrument].position.direction,
            signal.direction == .flat || !hasExpired(signal, at: time)
        {
            let trade = states[instrument].position.trade
            exit(instrument, reference: open, reason: .signal, time: time)
            if signal.direction == .flat {
                outcomes.append(SignalOutcome(signal: pendingNumbers[instrument], time: time, trade: trade))
                dropPending(instrument)
            }
        }
    }

    /// Phase 3: barriers inside the candle, in the order that the scenario takes them.
    mutating func settleInside(_ instrument: Int) {
        let scenario = configuration.scenario
        let candle = states[instrument].candle
        let isLong = states[instrument].position.isLong
        let adverse = isLong ? candle.low : candle.high
        let favourable = isLong ? candle.high : candle.low
        states[instrument].position.note(candle.open)
        let barrier = states[instrument].position.barrier
        let barrierIsHit = barrier.map { isReached($0.ticks, by: adverse, instrument) } ?? false
        if let barrier, barrierIsHit, scenario.takesStopFirst {
            exit(instrument, reference: barrier.ticks, reason: barrier.reason, time: candle.closeTime)
            return
        }
        let stop = states[instrument].position.stopTicks
        fillTargets(instrument, reachedBy: favourable, time: candle.closeTime)
        guard states[instrument].position.lots > 0, let now = states[instrument].position.barrier else { return }
        // Targets came first. A stop that they moved lies on the way from them to the close, and to the old barrier if that was reached
        // too.
        let hasMoved = states[instrument].position.stopTicks != stop
        let seen = scenario.movedStopSeesWholeCandle ? adverse : candle.close
        if barrierIsHit || (hasMoved && isReached(now.ticks, by: seen, instrument)) {
            exit(instrument, reference: now.ticks, reason: now.reason, time: candle.closeTime)
        }
    }

    /// Whether a price on the losing side has reached a barrier.
    @inline(__always)
    private func isReached(_ ticks: Int64, by price: Double, _ instrument: Int) -> Bool {
        let level = contracts[instrument].price(ticks)
        return states[instrument].position.isLong ? price <= level : price >= level
    }

    private static let targetReasons: [Fill.Reason] = [.target1, .target2, .target3, .target4]

    /// Fills the targets that a price reaches, each at its own price, and moves the stop as the rules say.
    private mutating func fillTargets(_ instrument: Int, reachedBy price: Double, time: Timestamp) {
        while states[instrument].position.lots > 0, states[instrument].position.nextTarget < states[instrument].position.targetCount {
            let direction = states[instrument].position.direction
            guard direction == .long ? price >= states[instrument].position.upper : price <= states[instrument].position.lower
            else { return }
            let index = states[instrument].position.nextTarget
            let ticks = states[instrument].position.targets[index]
            let held = states[instrument].position.lots
            // Shares may add up to more than one: no target closes more than there is.
            let lots =
                index == states[instrument].position.targetCount - 1 ? held : min(states[instrument].position.targetLots[index], held)
            states[instrument].position.nextTarget += 1
            moveStop(instrument, afterTarget: index + 1)
            if lots > 0 {
                executeExit(
                    instrument,
                    Execution(
                        side: direction.opposite, ticks: ticks, reference: ticks, lots: lots,
                        isMaker: !configuration.scenario.targetsPayTaker, reason: Self.targetReasons[index], time: time))
            }
            if states[instrument].position.lots > 0 { setBarriers(instrument) }
        }
    }

    /// Break-even and the start of trailing.
    private mutating func moveStop(_ instrument: Int, afterTarget number: Int) {
        let rules = configuration.exits
        let position = states[instrument].position
        if number == rules.breakEvenAfterTarget {
            let wanted = breakEven(instrument)
            let sign = position.direction.sign
            let bound = position.targets[0] - sign
            _ = states[instrument].position.tightenStop(to: sign > 0 ? min(wanted, bound) : max(wanted, bound), .breakEven)
        }
        if number == rules.trailingAfterTarget, position.averageTrueRange > 0 { states[instrument].position.isTrailing = true }
    }

    /// The nearest price at which leaving pays for itself: a long one solves `price - entry = rate * (price + entry)`, rounded up.
    @inline(__always)
    private func breakEven(_ instrument: Int) -> Int64 {
        let entry = Int128(states[instrument].position.entryTicks)
        let more = Int128(Contract.million + contracts[instrument].fees.taker.count)
        let less = max(1, Int128(Contract.million - contracts[instrument].fees.taker.count))
        return states[instrument].position.isLong
            ? Int64(clamping: Rounding.up.divide(entry * more, by: less)) : Int64(Rounding.down.divide(entry * less, by: more))
    }

    /// Moves a trailing stop for the next candle: a multiple of the average true range from the close.
    mutating func trail(_ instrument: Int, close: Double) {
        let position = states[instrument].position
        let distance = configuration.exits.trailingMultiple * position.averageTrueRange
        let level = position.isLong ? close - distance : close + distance
        let tick = instruments[instrument].tick
        guard let ticks = position.isLong ? tick.floorCount(level) : tick.ceilingCount(level) else { return }
        if states[instrument].position.tightenStop(to: ticks, .trailing) { setBarriers(instrument) }
    }

    /// Puts stop, liquidation price and next target into the two prices that each candle is compared with.
    mutating func setBarriers(_ instrument: Int) {
        let position = states[instrument].position
        let contract = contracts[instrument]
        var trigger: Int64?
        if position.nextTarget < position.targetCount {
            let beyond: Int64 = configuration.scenario.targetsNeedTradeThrough ? position.direction.sign : 0
            trigger = position.targets[position.nextTarget] + beyond
        }
        let barrier = position.barrier?.ticks
        let below = position.isLong ? barrier : trigger
        let above = position.isLong ? trigger : barrier
        states[instrument].position.lower = below.map { contract.price($0) } ?? -.infinity
        states[instrument].position.upper = above.map { contract.price($0) } ?? .infinity
    }

    /// Closes all that is left with an order that crosses the book.
    mutating func exit(_ instrument: Int, reference: Int64, reason: Fill.Reason, time: Timestamp) {
        let (side, lots) = (states[instrument].position.direction.opposite, states[instrument].position.lots)
        let ticks = contracts[instrument].crossing(reference, side: side, range: previousRange(instrument))
        executeExit(
            instrument, Execution(side: side, ticks: ticks, reference: reference, lots: lots, reason: reason, time: time))
    }
}
