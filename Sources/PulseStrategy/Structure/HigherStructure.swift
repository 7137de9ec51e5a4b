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

    /// What it adds to the sums over the higher timeframes.
    private var counted: TrendSums {
        hasJoined ? TrendSums(net: Int32(weight * machine.trend), total: Int32(weight)) : TrendSums()
    }

    /// Takes candles of the decision timeframe and adds to the `sums` at each of them how its trend counts at that candle's close.
    mutating func advance(_ candles: CandleBlock, into sums: UnsafeMutablePointer<TrendSums>) {
        var first = 0
        var position = candle.addInside(candles, from: 0)
        while position < candles.count {
            let before = counted
            if advance(
                time: candles.openTime[position], open: candles.open[position], high: candles.high[position], low: candles.low[position],
                close: candles.close[position])
            {
                for index in first..<position { sums[index].add(before) }
                first = position
                sums[position].hasChanged = true
            }
            position = candle.addInside(candles, from: position + 1)
        }
        for index in first..<candles.count { sums[index].add(counted) }
    }

    /// Takes a candle of the decision timeframe; true if the trend that counts has changed.
    @inline(__always)
    private mutating func advance(time: Int64, open: Double, high: Double, low: Double, close: Double) -> Bool {
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
