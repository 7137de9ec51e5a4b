import PulseCore

/// How positions end: at an open, inside a candle, by a signal.
extension Engine {
    /// Phase 1: resting orders that the open reaches, then what closes at the open: the halt, expiry, an opposite or flat signal.
    mutating func settleAtOpen(_ instrument: Int) {
        guard states[instrument].position.lots > 0 else { return }
        let state = states[instrument]
        let contract = contracts[instrument]
        let open = contract.ticks(state.candle.open)
        states[instrument].position.note(state.candle.open)
        if let barrier = state.position.barrier, state.position.isLong ? open <= barrier.ticks : open >= barrier.ticks {
            exit(instrument, reference: open, reason: barrier.reason, time: state.candle.openTime)
            return
        }
        fillTargets(instrument, reachedBy: state.candle.open, time: state.candle.openTime)
        guard states[instrument].position.lots > 0 else { return }
        if isHalted {
            exit(instrument, reference: open, reason: .halt, time: state.candle.openTime)
        } else if state.candle.openTime.milliseconds >= state.position.expiry {
            exit(instrument, reference: open, reason: .expiry, time: state.candle.openTime)
        } else if let signal = pending[instrument], state.candle.openTime >= signal.time, signal.direction != state.position.direction,
            signal.direction == .flat || !hasExpired(signal, at: state.candle.openTime)
        {
            exit(instrument, reference: open, reason: .signal, time: state.candle.openTime)
            if signal.direction == .flat {
                outcomes.append(
                    SignalOutcome(signal: pendingNumbers[instrument], time: state.candle.openTime, trade: state.position.trade))
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
    private func isReached(_ ticks: Int64, by price: Double, _ instrument: Int) -> Bool {
        let level = contracts[instrument].price(ticks)
        return states[instrument].position.isLong ? price <= level : price >= level
    }

    private static let targetReasons: [Fill.Reason] = [.target1, .target2, .target3, .target4]

    /// Fills the targets that a price reaches, each at its own price, and moves the stop as the rules say.
    private mutating func fillTargets(_ instrument: Int, reachedBy price: Double, time: Timestamp) {
        while states[instrument].position.lots > 0, states[instrument].position.nextTarget < states[instrument].position.targetCount {
            let position = states[instrument].position
            guard position.isLong ? price >= position.upper : price <= position.lower else { return }
            let index = position.nextTarget
            let ticks = position.targets[index]
            // Shares may add up to more than one: no target closes more than there is.
            let lots = index == position.targetCount - 1 ? position.lots : min(position.targetLots[index], position.lots)
            states[instrument].position.nextTarget += 1
            moveStop(instrument, afterTarget: index + 1)
            if lots > 0 {
                executeExit(
                    instrument,
                    Execution(
                        side: position.direction.opposite, ticks: ticks, reference: ticks, lots: lots,
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
        let position = states[instrument].position
        let side = position.direction.opposite
        let ticks = contracts[instrument].crossing(reference, side: side, range: previousRange(instrument))
        executeExit(
            instrument, Execution(side: side, ticks: ticks, reference: reference, lots: position.lots, reason: reason, time: time))
    }
}
