import PulseCore

/// Where a decoder writes: the ten columns, each with room for what is decoded.
struct ColumnPointers {
    var openTime: UnsafeMutablePointer<Int64>
    var open: UnsafeMutablePointer<Double>
    var high: UnsafeMutablePointer<Double>
    var low: UnsafeMutablePointer<Double>
    var close: UnsafeMutablePointer<Double>
    var volume: UnsafeMutablePointer<Double>
    var quoteVolume: UnsafeMutablePointer<Double>
    var tradeCount: UnsafeMutablePointer<Int64>
    var takerBuyVolume: UnsafeMutablePointer<Double>
    var takerBuyQuoteVolume: UnsafeMutablePointer<Double>

    /// The same columns, `offset` candles further on.
    func advanced(by offset: Int) -> ColumnPointers {
        ColumnPointers(
            openTime: openTime + offset, open: open + offset, high: high + offset, low: low + offset, close: close + offset,
            volume: volume + offset, quoteVolume: quoteVolume + offset, tradeCount: tradeCount + offset,
            takerBuyVolume: takerBuyVolume + offset, takerBuyQuoteVolume: takerBuyQuoteVolume + offset)
    }

    /// Moves `count` candles from `source` to the front; the two may overlap.
    func move(from source: Int, count: Int, _ selection: ColumnSelection) {
        guard source > 0 else { return }
        func move<Number>(_ column: UnsafeMutablePointer<Number>) { column.update(from: column + source, count: count) }
        move(openTime)
        move(open)
        move(high)
        move(low)
        move(close)
        if selection >= .ohlcv { move(volume) }
        guard selection == .all else { return }
        move(quoteVolume)
        move(tradeCount)
        move(takerBuyVolume)
        move(takerBuyQuoteVolume)
    }
}
