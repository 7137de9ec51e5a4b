import PulseCore

/// A stretch of a synthetic market.
public struct SyntheticCandles: Sendable, Equatable {
    public internal(set) var columns = CandleColumns()
    /// The true regime of each candle: the one that held for most of it, the later one where two held equally long.
    public internal(set) var regimes: [Regime] = []
    /// Spans in which candles are missing, in order, not touching one another.
    public internal(set) var gaps: [TimeRange] = []

    public init() {}

    /// Adds the stretch that follows this one.
    public mutating func append(contentsOf other: SyntheticCandles) {
        columns.append(contentsOf: other.columns)
        regimes.append(contentsOf: other.regimes)
        for gap in other.gaps { appendGap(gap) }
    }

    mutating func appendGap(_ gap: TimeRange) {
        if let last = gaps.last, last.to == gap.from {
            gaps[gaps.count - 1].to = gap.to
        } else {
            gaps.append(gap)
        }
    }
}
