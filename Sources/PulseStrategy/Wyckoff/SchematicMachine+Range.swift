/// Phases B and C, up to the sign of strength.
extension SchematicMachine {
    /// Candles after a spring within which it is tested.
    static let testLength = 12
    /// Age of a range from which a higher low can stand in for a spring.
    static let lastPointAge = 40
    /// Candles after a thrust within which a close beyond the edge still makes it a sign of strength.
    static let thrustLength = 5

    mutating func followRange(_ candle: WyckoffCandle) {
        if stage == .sprung, candle.close < springLow { return end() }
        guard holds(candle) else { return }
        // Absorption speaks for the outcome where supply was to be expected: from the tolerance below the edge to a third of the range.
        if candle.isAbsorbed, candle.close - low <= 0.35 * height, low - candle.close <= 0.15 * height { absorptionIndex = candle.index }
        // Judged by the state before this candle: nothing is strength on the candle that completes phase C.
        if isReady, takeStrength(candle) { return }
        if stage == .sprung {
            followSpring(candle)
        } else {
            visits.advance(candle, edge: low, height: height)
            if poke.advance(candle, edge: low, height: height) {
                takePoke(candle)
            } else if !schematic.isContinuation, !hasLastPoint, candle.index - climaxIndex >= Self.lastPointAge, visits.isHigherLow(candle)
            {
                hasLastPoint = true
                note(.lastPointInRange, candle, index: visits.lowIndex, price: visits.low, votes: true)
            }
        }
    }

    /// A false break of the low edge: a spring if the range is old enough when it begins, else a shakeout that widens the range.
    private mutating func takePoke(_ candle: WyckoffCandle) {
        guard poke.startIndex - climaxIndex >= minimumBars else {
            note(.shakeout, candle, index: poke.lowIndex, price: poke.low)
            low = min(low, poke.low)
            return
        }
        springLow = poke.low
        springIndex = candle.index
        springType = poke.volumeRatio < 1 ? 3 : poke.volumeRatio <= 1.8 ? 2 : 1
        isTested = false
        hasLastPoint = false
        thrustIndex = .min / 2
        stage = .sprung
        drop(.lastPointInRange)
        drop(.test)
        note(.spring, candle, index: poke.lowIndex, price: poke.low, type: springType, votes: springType == 3)
    }

    /// Waits for the test; a spring on more than light volume that is not tested in time is no spring.
    private mutating func followSpring(_ candle: WyckoffCandle) {
        guard !isTested else { return }
        guard candle.index - springIndex <= Self.testLength else {
            if springType != 3 {
                drop(.spring)
                springType = 0
                stage = .ranging
            }
            return
        }
        guard candle.low > springLow, candle.low - low <= 0.35 * height, candle.volumeRatio < 0.8,
            candle.close - candle.low > 0.5 * candle.range
        else { return }
        isTested = true
        note(.test, candle, index: candle.index, price: candle.low, votes: true)
        if springType != 3 { startVoting(.spring, candle) }
    }

    /// A thrust that closes beyond the far edge, at once or within five candles.
    private mutating func takeStrength(_ candle: WyckoffCandle) -> Bool {
        if candle.isThrust, candle.close - low > 0.8 * height {
            thrustIndex = candle.index
            thrustHigh = candle.high
        }
        guard candle.index - thrustIndex <= Self.thrustLength else { return false }
        thrustHigh = max(thrustHigh, candle.high)
        guard candle.close > high else { return false }
        stage = .strength
        strengthIndex = candle.index
        pullBack = PullBack(from: thrustHigh)
        note(.strength, candle, index: thrustIndex, price: candle.close, votes: true)
        return true
    }
}
