import PulseCore

/// What became of a plan: whether its first target was reached before its stop, within its life.
///
/// The plan is entered at the open of the base candle after the decision, as a run would. A candle that touches both counts for the stop,
/// as in the expected scenario; costs do not count. What comes after the first target (the stop at the entry, the further targets) is
/// another question.
public enum FirstTarget: Hashable, Sendable {
    /// It was reached; known from the close of the candle that reached it.
    case reached(known: Int64)
    /// The stop came first, or the end of the plan's life.
    case missed(known: Int64)
    /// The open lay beyond stop or target already, or no candle came in time: there would have been no trade.
    case notEntered
    /// The candles end before the plan does.
    case unknown

    /// Looks at the candles after that of the decision.
    ///
    /// Where the plan has a life, candles must last to its end even if it is decided before: outcomes that are known early only because
    /// they came early would be too good or too bad.
    public init(_ signal: Signal, candles: CandleColumns, base: Timeframe, decidedAt decided: Int) {
        precondition(signal.direction != .flat, "only a side has a target")
        guard let stop = signal.stop, let target = signal.targets.first?.price else {
            self = .notEntered
            return
        }
        let entry = decided + 1
        let expiry = signal.expiry?.milliseconds
        let closed = candles.isEmpty ? 0 : candles.openTime[candles.count - 1] + base.milliseconds
        guard entry < candles.count, expiry.map({ $0 <= closed }) ?? true else {
            self = .unknown
            return
        }
        let isLong = signal.direction == .long
        let open = candles.open[entry]
        let isBetween = isLong ? stop < open && open < target : target < open && open < stop
        guard isBetween, expiry.map({ candles.openTime[entry] < $0 }) ?? true else {
            self = .notEntered
            return
        }
        for index in entry..<candles.count {
            if let expiry, candles.openTime[index] >= expiry {
                self = .missed(known: expiry)
                return
            }
            let known = candles.openTime[index] + base.milliseconds
            if isLong ? candles.low[index] <= stop : candles.high[index] >= stop {
                self = .missed(known: known)
                return
            }
            if isLong ? candles.high[index] >= target : candles.low[index] <= target {
                self = .reached(known: known)
                return
            }
        }
        self = expiry.map { .missed(known: $0) } ?? .unknown
    }
}
