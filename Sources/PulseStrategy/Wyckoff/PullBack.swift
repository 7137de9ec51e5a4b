/// The way back to an edge that was broken: the lowest low since the highest high.
struct PullBack: Sendable {
    private(set) var peak = 0.0
    private(set) var low = Double.infinity
    private(set) var lowIndex = 0
    private(set) var volumeRatio = 0.0

    /// Starts from a high.
    init(from peak: Double = 0) { self.peak = peak }

    /// Takes the low of a candle.
    @inline(__always)
    mutating func takeLow(_ candle: WyckoffCandle) {
        guard candle.low < low else { return }
        low = candle.low
        lowIndex = candle.index
        volumeRatio = candle.volumeRatio
    }

    /// Takes the high of the same candle, after its low has been judged: a new peak ends the way back.
    @inline(__always)
    mutating func takeHigh(_ candle: WyckoffCandle) {
        if candle.high > peak { self = PullBack(from: candle.high) }
    }

    /// Whether it came back by an average true range, held an edge (within one, and in the upper half of the range), dried up, and a candle
    /// closes above the high before it.
    @inline(__always)
    func isHeld(_ candle: WyckoffCandle, edge: Double, rangeLow: Double) -> Bool {
        candle.close > candle.previousHigh && volumeRatio < 1 && peak - low >= candle.averageTrueRange
            && edge - low <= candle.averageTrueRange && low - rangeLow >= 0.5 * (edge - rangeLow)
    }
}
