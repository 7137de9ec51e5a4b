import PulseCore

/// Candles drawn by hand, one after another, each opening where the last one closed unless it says otherwise.
struct Sketch {
    private(set) var candles = CandleColumns()
    var timeframe = Timeframe.h1
    private var time = Timestamp(milliseconds: 1_704_067_200_000)
    private(set) var close: Double

    init(at price: Double, timeframe: Timeframe = .h1) {
        close = price
        self.timeframe = timeframe
    }

    var count: Int { candles.count }
    /// Index of the newest candle.
    var last: Int { candles.count - 1 }

    mutating func add(open: Double? = nil, high: Double, low: Double, close: Double, volume: Double = 10) {
        candles.append(Candle(openTime: time, open: open ?? self.close, high: high, low: low, close: close, volume: volume))
        time = time.advanced(byMilliseconds: timeframe.milliseconds)
        self.close = close
    }

    /// A candle without much shadow that moves to a price.
    mutating func move(to target: Double, shadow: Double = 0.2, volume: Double = 10) {
        add(high: max(close, target) + shadow, low: min(close, target) - shadow, close: target, volume: volume)
    }

    /// Candles of equal steps to a price.
    mutating func walk(to target: Double, step: Double, shadow: Double = 0.2, volume: Double = 10) {
        while abs(target - close) > 1e-9 {
            move(to: abs(target - close) <= step ? target : close + (target > close ? step : -step), shadow: shadow, volume: volume)
        }
    }

    /// Leaves out the times of some candles.
    mutating func skip(_ count: Int) { time = time.advanced(byMilliseconds: Int64(count) * timeframe.milliseconds) }

    /// The same drawing upside down around a price.
    static func reflected(_ candles: CandleColumns, around centre: Double) -> CandleColumns {
        CandleColumns(
            (0..<candles.count).map { index in
                var candle = candles[index]
                (candle.high, candle.low) = (2 * centre - candle.low, 2 * centre - candle.high)
                candle.open = 2 * centre - candle.open
                candle.close = 2 * centre - candle.close
                return candle
            })
    }
}
