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

    /// Takes a candle of the decision timeframe; true if it changed the trend.
    @inline(__always)
    mutating func advance(time: Int64, open: Double, high: Double, low: Double, close: Double) -> Bool {
        let ended = candle.isEnded(by: time)
        var changed = ended && complete()
        if candle.add(time: time, open: open, high: high, low: low, close: close) { changed = complete() || changed }
        return changed
    }

    private mutating func complete() -> Bool {
        window.advance(high: candle.high, low: candle.low)
        let trueRange = range.advance(high: candle.high, low: candle.low, close: candle.close)
        let before = machine.trend
        _ = machine.advance(window, close: candle.close, averageTrueRange: trueRange)
        return machine.trend != before
    }
}
