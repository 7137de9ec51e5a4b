import PulseCore

/// What only happens while a session is live: candles that come late, and instruments that join.
extension Engine {
    /// Settles one instrument on a candle whose slice is closed.
    @usableFromInline
    mutating func acceptLate(_ instrument: Int, _ candle: MarketCandle) {
        precondition(candlesInSlice == 0, "late candles come between slices")
        let held = slice
        accept(
            instrument, openTime: candle.openTime, closeTime: candle.closeTime, open: candle.open, high: candle.high, low: candle.low,
            close: candle.close)
        candlesInSlice = 0
        sliceIsQuiet = true
        // An unusable candle is counted and changes nothing.
        guard states[instrument].slice == held else { return }
        settleAtOpen(instrument)
        if states[instrument].hasPending { openPending(instrument) }
        if states[instrument].position.lots > 0 {
            settleInside(instrument)
            if states[instrument].position.lots > 0 { markAtClose(instrument) }
        }
        // The instrument's next candle is of another slice, also where none is closed in between.
        slice += 1
    }

    /// Adds an instrument behind those that there are; returns its index. An engine that had it from the start and saw no candle of it is
    /// in the same state.
    ///
    /// Throws a `configuration` error where tick and lot are out of range.
    @discardableResult
    public mutating func add(_ instrument: Instrument) throws(PulseError) -> Int {
        precondition(candlesInSlice == 0 && !isFinished, "instruments join between slices")
        guard let contract = Contract(instrument, configuration) else { throw PulseError(.configuration, [Self.outOfRange(instrument)]) }
        let index = instruments.count
        instruments.append(instrument)
        contracts.append(contract)
        states.append(InstrumentState(instrument: index, priceBound: contract.priceBound))
        pending.append(nil)
        pendingNumbers.append(0)
        hasPerpetuals = hasPerpetuals || instrument.market == .perpetual
        canHold = canHold && contract.denominator == 1
        return index
    }

    /// Why an instrument cannot be added; nil where it can.
    package func refusal(of instrument: Instrument) -> Diagnostic? {
        Contract(instrument, configuration) == nil ? Self.outOfRange(instrument) : nil
    }

    static func outOfRange(_ instrument: Instrument) -> Diagnostic {
        Diagnostic("\(instrument.id): tick \(instrument.tick) and lot \(instrument.lot) are out of range")
    }
}
