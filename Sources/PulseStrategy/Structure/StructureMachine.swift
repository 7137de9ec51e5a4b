/// Market structure on one timeframe: trend, last swings and protected levels, driven by closes alone.
///
/// Swings are pivots of the given wing, known only once confirmed. A close beyond a swing by 0.05 average true ranges breaks it, once. In
/// an uptrend a broken swing high is a break of structure, and the lowest low since that high becomes protected; a close below the
/// protected low is a change of character: the trend is down, tentatively, until a lower high is confirmed or a swing low breaks.
/// Mirrored in a downtrend. Before any trend, the first break decides.
public struct StructureMachine: Sendable {
    /// Least break, and the distance within which two swings count as equal, in average true ranges.
    static let leastBreak = 0.05
    static let equality = 0.1

    /// Candles on each side of a swing.
    public let wing: Int
    /// +1 up, -1 down, 0 undefined.
    public private(set) var trend = 0
    /// Whether a change of character still waits for its confirmation.
    public private(set) var isTentative = false
    /// The latest confirmed swings; NaN before there are any.
    public private(set) var swingHigh = Double.nan
    public private(set) var swingLow = Double.nan
    /// The low whose loss ends an uptrend, the high whose loss ends a downtrend; NaN otherwise.
    public private(set) var protectedLow = Double.nan
    public private(set) var protectedHigh = Double.nan
    /// Highest high (lowest low) since the present trend's latest break.
    private var legHigh = Double.nan
    private var legLow = Double.nan
    private var isHighIntact = false
    private var isLowIntact = false
    private var lowestSinceHigh = Double.nan
    private var highestSinceLow = Double.nan

    public init(wing: Int) {
        precondition(wing > 0 && 2 * wing < PivotWindow.capacity, "both wings of a swing fit into the window")
        self.wing = wing
    }

    /// Takes the newest candle of a window, with the average true range at its close.
    public mutating func advance(_ window: PivotWindow, close: Double, averageTrueRange: Double) -> StructureEvent {
        let newest = window.count - 1
        let high = window.high(at: newest)
        let low = window.low(at: newest)
        // Stored either way: a NaN stays, and nothing has to be guessed.
        lowestSinceHigh = low < lowestSinceHigh ? low : lowestSinceHigh
        highestSinceLow = high > highestSinceLow ? high : highestSinceLow
        legHigh = high > legHigh ? high : legHigh
        legLow = low < legLow ? low : legLow
        if let pivot = window.confirmedHigh(wing: wing) { takeHigh(pivot, window, averageTrueRange) }
        if let pivot = window.confirmedLow(wing: wing) { takeLow(pivot, window, averageTrueRange) }

        let least = Self.leastBreak * averageTrueRange
        let breaksHigh = isHighIntact && close > swingHigh + least
        let breaksLow = isLowIntact && close < swingLow - least
        if breaksHigh { isHighIntact = false }
        if breaksLow { isLowIntact = false }
        if trend > 0 {
            if close < protectedLow - least { return turnDown(.changeDown, low) }
            return breaksHigh ? turnUp(.breakUp, high) : .none
        }
        if trend < 0 {
            if close > protectedHigh + least { return turnUp(.changeUp, high) }
            return breaksLow ? turnDown(.breakDown, low) : .none
        }
        return breaksHigh ? turnUp(.breakUp, high) : breaksLow ? turnDown(.breakDown, low) : .none
    }

    /// Where a price lies in the dealing range, from 0 at its low to 1 at its high; nil without a trend.
    ///
    /// The range reaches from the protected level to the latest swing on the other side, or to the extreme since the latest break if that
    /// lies farther.
    public func position(of price: Double) -> Double? {
        guard let (low, high) = dealingRange else { return nil }
        return (price - low) / (high - low)
    }

    /// That range; nil without a trend.
    @inline(__always)
    var dealingRange: (low: Double, high: Double)? {
        guard trend != 0 else { return nil }
        let low = trend > 0 ? protectedLow : swingLow < legLow ? swingLow : legLow
        let high = trend > 0 ? (swingHigh > legHigh ? swingHigh : legHigh) : protectedHigh
        return high > low ? (low, high) : nil
    }

    private mutating func takeHigh(_ pivot: Pivot, _ window: PivotWindow, _ range: Double) {
        let previous = swingHigh
        swingHigh = pivot.price
        isHighIntact = true
        lowestSinceHigh = window.lowest(since: pivot.index)
        if trend < 0, swingHigh < previous - Self.equality * range { isTentative = false }
    }

    private mutating func takeLow(_ pivot: Pivot, _ window: PivotWindow, _ range: Double) {
        let previous = swingLow
        swingLow = pivot.price
        isLowIntact = true
        highestSinceLow = window.highest(since: pivot.index)
        if trend > 0, swingLow > previous + Self.equality * range { isTentative = false }
    }

    private mutating func turnUp(_ event: StructureEvent, _ high: Double) -> StructureEvent {
        trend = 1
        isTentative = event == .changeUp
        // Before the first swing high there is no lowest low since it; the last swing low stands in.
        protectedLow = lowestSinceHigh.isNaN ? swingLow : lowestSinceHigh
        protectedHigh = .nan
        legHigh = high
        return event
    }

    private mutating func turnDown(_ event: StructureEvent, _ low: Double) -> StructureEvent {
        trend = -1
        isTentative = event == .changeDown
        protectedHigh = highestSinceLow.isNaN ? swingHigh : highestSinceLow
        protectedLow = .nan
        legLow = low
        return event
    }
}
