import PulseCore

/// Stretches in which a position is held and nothing happens to it.
extension Engine {
    /// Whether candles that leave every position as it is may be passed over with `hold`: one position is open, no signal waits, and no rule of
    /// the account looks at the slices between. Where perpetuals are held, cross margin is used up at a price that is a barrier already, and
    /// moves only with other positions.
    public var isHolding: Bool {
        portfolio.openPositions == 1 && pendingCount == 0 && !isHalted && !watchesEquity
            && !(hasPerpetuals && (marginIsStale || configuration.margin.maintenance >= .one))
    }

    /// The instrument of the open position that is held. Nil if there is none, or if its stop trails: that moves at each close.
    public var heldInstrument: Int? {
        guard isHolding, let instrument = states.firstIndex(where: { $0.position.lots > 0 }) else { return nil }
        return states[instrument].position.isTrailing || contracts[instrument].denominator != 1 ? nil : instrument
    }

    /// The first candle from `start` on, before `end`, at which something may happen to an instrument's position: a price reaches a barrier,
    /// or its time is up. `end` if there is none.
    public func firstEvent(_ instrument: Int, _ candles: CandleBlock, from start: Int, to end: Int) -> Int {
        let (lower, upper) = (states[instrument].position.lower, states[instrument].position.upper)
        var index = start
        while index < end, candles.low[index] > lower, candles.high[index] < upper { index += 1 }
        return index
    }

    /// Open time from which on the time of an instrument's position is up.
    public func expiry(_ instrument: Int) -> Int64 { states[instrument].position.expiry }

    /// Passes over `slices` slices, the last of which closes at `time`, with the candles of the held position's instrument in them. Leaves the
    /// engine as if it had been shown each of them, except for the sums of exposure, which become NaN: they need every slice.
    ///
    /// None of the candles may be one of an event, and the market must not have unusable ones; see `firstEvent` and `skip`.
    public mutating func hold(
        _ instrument: Int, _ candles: CandleBlock, _ range: Range<Int>, slices: Int, closing time: Timestamp, length: Int64
    ) {
        precondition(isHolding && candlesInSlice == 0 && !isFinished, "an engine passes over slices between two of them")
        precondition(!range.isEmpty && slices >= range.count && time > self.time, "slices ascend in time")
        var (lowest, highest) = (candles.low[range.lowerBound], candles.high[range.lowerBound])
        for index in range {
            lowest = min(lowest, candles.low[index])
            highest = max(highest, candles.high[index])
        }
        states[instrument].hold(candles, range, length: length, lowest: lowest, highest: highest, contracts[instrument], &portfolio)
        activity.slices += slices - 1
        activity.slicesInMarket += slices - 1
        activity.grossExposureSum = .nan
        activity.netExposureSum = .nan
        slice += slices - 1
        states[instrument].slice = slice
        finishSlice(time)
    }
}
