/// Phases D and E: the edge that was broken is tested, and the move out of the range.
extension SchematicMachine {
    /// Candles after the sign of strength within which a pull-back is its test.
    static let pullBackLength = 20

    mutating func followBreakout(_ candle: WyckoffCandle) {
        let age = candle.index - strengthIndex
        guard high - candle.close <= candle.averageTrueRange, age <= Self.trendLife else { return end() }
        if candle.isAbsorbed, abs(candle.close - high) <= 0.35 * height { absorptionIndex = candle.index }
        if !hasHeld, age <= Self.pullBackLength {
            pullBack.takeLow(candle)
            if pullBack.isHeld(candle, edge: high, rangeLow: low) {
                hasHeld = true
                note(.lastPoint, candle, index: pullBack.lowIndex, price: pullBack.low, votes: true)
            }
            pullBack.takeHigh(candle)
        }
        if stage == .strength, candle.close > thrustHigh {
            stage = .trend
            note(.trend, candle, index: candle.index, price: candle.close)
        }
    }
}
