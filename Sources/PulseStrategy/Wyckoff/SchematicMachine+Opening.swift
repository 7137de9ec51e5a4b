/// Phase A: climax, automatic reaction, secondary test.
extension SchematicMachine {
    static let climaxPatience = 3
    /// Candles after the climax within which the reaction has its peak, and after the peak until it is confirmed.
    static let reactionLength = 15

    mutating func seekClimax(_ candle: WyckoffCandle) {
        if candle.isClimax {
            startClimax(candle)
        } else if candle.isPreliminary {
            note(.preliminary, candle, index: candle.index, price: candle.low)
        }
    }

    private mutating func startClimax(_ candle: WyckoffCandle) {
        if let preliminary = events[WyckoffEventKind.preliminary.rawValue], candle.index - preliminary.index > lookback {
            drop(.preliminary)
        }
        stage = .climax
        climaxIndex = candle.index
        climaxLow = candle.low
        climaxMiddle = candle.low + 0.5 * candle.range
        climaxRange = candle.range
        climaxVolumeRatio = candle.volumeRatio
        peak = -.infinity
        closesBelow = 0
        closesAway = 0
        visits = RangeVisit()
        poke = RangePoke()
        absorptionIndex = .min / 2
        springType = 0
        isTested = false
        hasLastPoint = false
        thrustIndex = .min / 2
        hasHeld = false
    }

    /// A close above the middle of the climax within three candles; a still lower climax takes its place.
    mutating func confirmClimax(_ candle: WyckoffCandle) {
        if candle.isClimax { return startClimax(candle) }
        climaxLow = min(climaxLow, candle.low)
        takePeak(candle)
        if candle.close > climaxMiddle {
            note(.climax, candle, index: climaxIndex, price: climaxLow)
            stage = .reaction
        } else if candle.index - climaxIndex >= Self.climaxPatience {
            end()
        }
    }

    private mutating func takePeak(_ candle: WyckoffCandle) {
        guard candle.high > peak else { return }
        peak = candle.high
        peakIndex = candle.index
    }

    /// The rally's peak, once a close has fallen from it by an average true range or a quarter of the rally.
    mutating func awaitReaction(_ candle: WyckoffCandle) {
        let isLate = candle.index - climaxIndex > Self.reactionLength
        // The low does not hold, the rally goes on, or nothing comes of it: no range.
        guard candle.close >= climaxLow, !(isLate && candle.high > peak), candle.index - peakIndex <= Self.reactionLength else {
            return end()
        }
        takePeak(candle)
        let rally = peak - climaxLow
        guard rally >= 2.5 * candle.averageTrueRange, peak - candle.close >= min(candle.averageTrueRange, 0.25 * rally) else { return }
        low = climaxLow
        high = peak
        note(.reaction, candle, index: peakIndex, price: peak)
        stage = .secondaryTest
    }

    /// Back near the climax with less volume and a smaller range.
    mutating func awaitSecondaryTest(_ candle: WyckoffCandle) {
        guard holds(candle) else { return }
        let above = candle.low - low
        guard above <= 0.35 * height, -above <= 0.15 * height, candle.volumeRatio < 0.75 * climaxVolumeRatio, candle.range < climaxRange
        else { return }
        low = min(low, candle.low)
        note(.secondaryTest, candle, index: candle.index, price: candle.low)
        if opensLong != endsLong { (low, high) = (-high, -low) }
        closesBelow = 0
        closesAway = 0
        stage = .ranging
        if !schematic.isContinuation { visits.advance(candle, edge: low, height: height) }
    }
}
