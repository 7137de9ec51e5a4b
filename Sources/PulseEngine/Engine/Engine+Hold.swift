import PulseCore

/// Stretches in which a position is held and nothing happens to it.
extension Engine {
    /// The instrument whose candles may be passed over with `hold` while they leave its position as it is; nil if there is none.
    ///
    /// One position is open, no signal waits, and no rule of the account looks at the slices between. Where perpetuals are held, cross margin
    /// is used up at a price that is a barrier already, and moves only with other positions.
    @inlinable
    @inline(__always)
    public var heldInstrument: Int? {
        guard portfolio.openPositions == 1, pendingCount == 0, canHold, !isHalted, !watchesEquity, !(hasPerpetuals && marginIsStale)
        else { return nil }
        for instrument in states.indices where states[instrument].position.lots > 0 { return instrument }
        return nil
    }

    /// Candles from `start` on, before `end`, that reach no barrier of the held position. A stop that trails follows them; `hold` has to come
    /// next, if there are any.
    @inlinable
    @inline(__always)
    public mutating func quiet(
        _ instrument: Int, _ extremes: PriceExtremes, _ candles: CandleBlock, from start: Int, to end: Int
    ) -> PriceExtremes.Stretch {
        if states[instrument].position.isTrailing { return trail(instrument, candles, from: start, to: end) }
        return extremes.inside(states[instrument].position.lower, states[instrument].position.upper, candles, from: start, to: end)
    }

    /// The stop moves at each close, and with it what the next candle is compared with.
    @usableFromInline
    mutating func trail(_ instrument: Int, _ candles: CandleBlock, from start: Int, to end: Int) -> PriceExtremes.Stretch {
        var stretch = PriceExtremes.Stretch(end: start)
        while stretch.end < end, stretch.take(candles, between: states[instrument].position.lower, states[instrument].position.upper) {
            trail(instrument, close: candles.close[stretch.end - 1])
        }
        return stretch
    }

    /// Open time from which on the time of an instrument's position is up.
    @inlinable
    @inline(__always)
    public func expiry(_ instrument: Int) -> Int64 { states[instrument].position.expiry }

    /// Passes over `slices` slices, the last of which closes at `time`, with a stretch of candles of the held position's instrument in them.
    /// Leaves the engine as if it had been shown each of them, except for the sums of exposure, which become NaN: they need every slice.
    ///
    /// None of the candles may open after the position's time is up, and the market must not have unusable ones; see `skip`.
    public mutating func hold(
        _ instrument: Int, _ candles: CandleBlock, from start: Int, _ stretch: PriceExtremes.Stretch, slices: Int, closing time: Timestamp,
        length: Int64
    ) {
        precondition(heldInstrument == instrument && candlesInSlice == 0 && !isFinished, "an engine passes over slices between two of them")
        precondition(stretch.end > start && slices >= stretch.end - start && time > self.time, "slices ascend in time")
        states[instrument].hold(candles, from: start, stretch, length: length, contracts[instrument], &portfolio)
        activity.slices += slices - 1
        activity.slicesInMarket += slices - 1
        activity.grossExposureSum = .nan
        activity.netExposureSum = .nan
        slice += slices - 1
        states[instrument].slice = slice
        finishSlice(time)
    }
}
