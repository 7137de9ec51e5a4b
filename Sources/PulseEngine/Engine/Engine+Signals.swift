import PulseCore

/// From a signal to a position.
extension Engine {
    /// Takes a signal: kept for the next candle of its instrument, or acted on at once.
    @usableFromInline
    mutating func accept(_ signal: Signal) {
        precondition(!isFinished, "nothing follows the end of a run")
        precondition(candlesInSlice == 0, "signals come after their slice is closed")
        let instrument = signal.instrument
        let number = signalCount
        signalCount += 1
        let now = max(time, signal.time)
        guard isWellFormed(signal) else { return reject(.invalid, number, now) }
        if configuration.fillPolicy == .signalClose { return actAtClose(signal, number) }
        if states[instrument].hasPending {
            let isCancelled = signal.direction == .flat && pending[instrument]?.direction != .flat && states[instrument].position.lots == 0
            reject(isCancelled ? .cancelled : .superseded, pendingNumbers[instrument], now)
            dropPending(instrument)
            // It has done what it was for.
            if isCancelled { return outcomes.append(SignalOutcome(signal: number, time: now)) }
        }
        pending[instrument] = signal
        pendingNumbers[instrument] = number
        states[instrument].hasPending = true
        pendingCount += 1
    }

    mutating func dropPending(_ instrument: Int) {
        pending[instrument] = nil
        states[instrument].hasPending = false
        pendingCount -= 1
    }

    @inline(__always)
    func hasExpired(_ signal: Signal, at time: Timestamp) -> Bool {
        guard let expiry = signal.expiry else { return false }
        return time >= expiry
    }

    /// Phase 2: a pending signal opens its position at the open of the candle that has just arrived.
    mutating func openPending(_ instrument: Int) {
        let candle = states[instrument].candle
        guard let signal = pending[instrument], candle.openTime >= signal.time else { return }
        let number = pendingNumbers[instrument]
        dropPending(instrument)
        if hasExpired(signal, at: candle.openTime) { return reject(.expired, number, candle.openTime) }
        if signal.direction == .flat { return reject(.nothingToClose, number, candle.openTime) }
        open(
            signal, number, reference: contracts[instrument].ticks(candle.open), range: previousRange(instrument), time: candle.openTime)
    }

    /// Acts on a signal at the close of its own candle.
    private mutating func actAtClose(_ signal: Signal, _ number: Int) {
        let instrument = signal.instrument
        let candle = states[instrument].candle
        guard states[instrument].slice >= 0 else { return reject(.noPrice, number, max(time, signal.time)) }
        let contract = contracts[instrument]
        let reference = contract.ticks(candle.close)
        let range = contract.ticks(candle.high) - contract.ticks(candle.low)
        if states[instrument].position.lots > 0, signal.direction != states[instrument].position.direction {
            let side = states[instrument].position.direction.opposite
            let trade = states[instrument].position.trade
            executeExit(
                instrument,
                Execution(
                    side: side, ticks: contract.crossing(reference, side: side, range: range), reference: reference,
                    lots: states[instrument].position.lots, reason: .signal, time: time))
            if signal.direction == .flat { return outcomes.append(SignalOutcome(signal: number, time: time, trade: trade)) }
        }
        if hasExpired(signal, at: time) { return reject(.expired, number, time) }
        if signal.direction == .flat { return reject(.nothingToClose, number, time) }
        open(signal, number, reference: reference, range: range, time: time)
    }

    /// Whether a signal's numbers make sense at all, whatever the market does.
    @inline(__always)
    private func isWellFormed(_ signal: Signal) -> Bool {
        precondition(states.indices.contains(signal.instrument), "a signal is of one of the run's instruments")
        if signal.direction == .flat { return true }
        let bound = contracts[signal.instrument].priceBound
        func isPrice(_ price: Double) -> Bool { price > 0 && price < bound }
        if let stop = signal.stop, !isPrice(stop) { return false }
        guard signal.targets.count <= 4, signal.averageTrueRange.isFinite else { return false }
        var last: Double?
        for target in signal.targets {
            guard isPrice(target.price) else { return false }
            if let last, signal.direction == .long ? target.price <= last : target.price >= last { return false }
            last = target.price
        }
        switch signal.size {
        case .risk: return true
        case .quantity(let quantity): return quantity > 0 && quantity.isFinite
        case .equityShare(let share): return share > 0 && share <= 1_000
        case .quote(let budget): return budget > .zero
        }
    }

    /// Opens a position with an order that crosses the book, or says why not. The first reason that applies is the one that is counted.
    private mutating func open(_ signal: Signal, _ number: Int, reference: Int64, range: Int64, time: Timestamp) {
        let instrument = signal.instrument
        let contract = contracts[instrument]
        if let refusal = refusal(of: signal) { return reject(refusal, number, time) }
        let ticks = contract.crossing(reference, side: signal.direction, range: range)
        let isLong = signal.direction == .long
        let stop = signal.stop.map { max(1, contract.ticks($0)) }
        if let stop, isLong ? stop >= ticks : stop <= ticks { return reject(.stopPassed, number, time) }
        if let first = signal.targets.first {
            let target = contract.ticks(first.price)
            if isLong ? target <= ticks : target >= ticks { return reject(.targetPassed, number, time) }
        }
        switch lots(for: signal, ticks: ticks, stop: stop, range: range) {
        case .failure(let refusal): reject(refusal.reason, number, time)
        case .success(let lots):
            let risk = stop.map { contract.value(ticks: abs(ticks - $0), lots: lots, .up) } ?? 0
            guard fitsOpenRisk(adding: risk) else { return reject(.maximumOpenRisk, number, time) }
            let execution = Execution(
                side: signal.direction, ticks: ticks, reference: reference, lots: lots, reason: .entry, time: time)
            prepare(signal, ticks: ticks, lots: lots, stop: stop, risk: risk, time: time)
            outcomes.append(SignalOutcome(signal: number, time: time, trade: states[instrument].position.trade))
            executeEntry(instrument, execution)
            setBarriers(instrument)
        }
    }

    /// Fills in a position before its entry is settled.
    private mutating func prepare(_ signal: Signal, ticks: Int64, lots: Int64, stop: Int64?, risk: Int64, time: Timestamp) {
        var position = Position()
        position.instrument = signal.instrument
        position.direction = signal.direction
        position.openedLots = lots
        position.entryTicks = ticks
        position.markTicks = ticks
        position.initialRisk = Cash(units: risk)
        position.trade = tradeCount
        position.signalTime = signal.time
        position.entryTime = time
        if let stop {
            position.stop = stop
            position.stopKind = .planned
            position.plannedStop = stop
        }
        for (index, target) in signal.targets.enumerated() {
            position.targets[index] = contracts[signal.instrument].ticks(target.price)
            position.targetLots[index] = Int64(Int128(lots) * Int128(target.share.raw) / 1_024)
        }
        position.targetCount = signal.targets.count
        position.expiry = signal.expiry?.milliseconds ?? .max
        position.averageTrueRange = signal.averageTrueRange
        position.probability = signal.probability
        position.calibrated = signal.calibrated
        position.confidence = signal.confidence
        position.agreeing = signal.agreeing
        tradeCount += 1
        states[signal.instrument].position = position
    }
}
