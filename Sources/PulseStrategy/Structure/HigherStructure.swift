import PulseCore

/// The structure of one higher timeframe, seen from the candles of the decision timeframe as they close.
struct HigherStructure: Sendable {
    let timeframe: Timeframe
    let weight: Int
    private(set) var machine = StructureMachine(wing: StructureHead.externalWing)

    private var candle: HigherCandle
    private var window = PivotWindow()
    private var range = WilderRange(period: 14)

    init(timeframe: Timeframe, weight: Int, base: Timeframe) {
        self.timeframe = timeframe
        self.weight = weight
        candle = HigherCandle(timeframe: timeframe, base: base)
    }

    /// Completed candles so far.
    var count: Int { window.count }
    /// Whether there are enough of them for its trend to count.
    private(set) var hasJoined = false

    /// Takes a candle of the decision timeframe; true if the trend that counts has changed.
    @inline(__always)
    mutating func advance(time: Int64, open: Double, high: Double, low: Double, close: Double) -> Bool {
        var changed = false
        if candle.isEnded(by: time) { changed = complete() }
        if candle.add(time: time, open: open, high: high, low: low, close: close) { changed = complete() || changed }
        return changed
    }

    private mutating func complete() -> Bool {
        window.advance(high: candle.high, low: candle.low)
        let trueRange = range.advance(high: candle.high, low: candle.low, close: candle.close)
        let before = machine.trend
        _ = machine.advance(window, close: candle.close, averageTrueRange: trueRange)
        if hasJoined { return machine.trend != before }
        hasJoined = count >= StructureHead.higherWarmup
        return hasJoined
    }
}
