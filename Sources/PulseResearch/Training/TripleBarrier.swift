import PulseCore

/// Labels decisions by which of three barriers the price meets first: an upper one, a lower one, or the end of a horizon (Lopez de Prado 2018, chapter 3).
///
/// The position is entered at the open of the next candle, as a run would; both barriers lie the same multiple of the average true range away, so that a
/// market without drift is labelled evenly.
public struct TripleBarrier: Hashable, Sendable {
    /// Distance of both barriers, in average true ranges of the deciding candle.
    public var width: Double
    /// Candles after which the sign of the change decides.
    public var horizon: Int

    public init(width: Double = 2, horizon: Int = 24) {
        precondition(width > 0 && width.isFinite && horizon > 0, "there is a distance and an end")
        self.width = width
        self.horizon = horizon
    }

    /// One decision's outcome.
    public struct Label: Hashable, Sendable {
        /// Whether the upper barrier was met first, or the price was higher at the end.
        public let isRise: Bool
        /// The last candle that the outcome depends on.
        public let end: Int

        public init(isRise: Bool, end: Int) {
            self.isRise = isRise
            self.end = end
        }
    }

    /// The label of the decision at a candle; nil where the candles end too early, the range is not known, one candle touches both barriers (nobody can say
    /// which was first), or nothing moved.
    public func label(at index: Int, _ candles: CandleColumns, averageTrueRange: [Double]) -> Label? {
        let range = averageTrueRange[index]
        guard range > 0, range.isFinite, index + horizon < candles.count else { return nil }
        let entry = candles.open[index + 1]
        let upper = entry + width * range
        let lower = entry - width * range
        for candle in index + 1...index + horizon {
            let isAbove = candles.high[candle] >= upper
            let isBelow = candles.low[candle] <= lower
            if isAbove && isBelow { return nil }
            if isAbove || isBelow { return Label(isRise: isAbove, end: candle) }
        }
        let change = candles.close[index + horizon] - entry
        return change == 0 ? nil : Label(isRise: change > 0, end: index + horizon)
    }
}
